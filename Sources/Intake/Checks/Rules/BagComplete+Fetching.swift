import Archive
import Bytes

extension BagComplete {
    /// What fetch.txt wants from elsewhere and is not there, line by line with the reason.
    func fetches(
        _ bag: Bag, _ names: BagNames, _ package: PackageUnderCheck, _ tell: (Finding) -> Void
    ) throws -> Set<String> {
        guard let n = bag.fetch else { return [] }
        let fetching = package.package.fetching
        var absent: Set<String> = []
        var lines = 0
        do {
            try TagFile.lines(package.package.path(n), bag.encoding) { number, text, _ in
                lines += 1
                guard let line = FetchLine(text) else { return tell(noLine(n, number, package)) }
                switch names.find(line.path) {
                case .file: if fetching.faults[number] == .twice { tell(self.line(.twice, line, n, number, package)) }
                case .outside: tell(outside(line.path, n, number, package))
                case .missing:
                    absent.insert(line.path)
                    // After a silent source no other was asked, and after the last line that is fetched none.
                    let isCovered = FetchAddress(line.address).map(package.settings.sources.covers) ?? false
                    let fault = fetching.faults[number] ?? (isCovered ? .tooMany : .notConfigured)
                    if !isCovered || fetching.silent == nil || fetching.faults[number] != nil {
                        tell(self.line(fault, line, n, number, package))
                    }
                }
            }
        } catch let fault as TagFile.Fault {
            tell(unreadable(fault, n, bag, package))
        }
        if absent.isEmpty, lines > 0 { tell(told(lines, fetching.files, n, package)) }
        return absent
    }

    /// All is there; what came from elsewhere should be known to whoever signs for it.
    private func told(_ lines: Int, _ files: [FetchedFile], _ n: Int64, _ package: PackageUnderCheck) -> Finding {
        let bytes = files.reduce(0) { $0 + $1.bytes }
        return finding(
            .warning, file: package.path(n),
            files.isEmpty
                ? Words(
                    zh: "带有 fetch.txt（\(lines) 行），所列文件包里都有，没有从外面取。",
                    en: "There is a fetch.txt of \(lines) lines; all its files are in the bag, nothing was fetched.")
                : Words(
                    zh: "fetch.txt 所列的 \(files.count) 个文件（\(bytes) 字节）是从设置的来源取来的，网址和摘要记在检测报告里。",
                    en:
                        "\(files.count) files of fetch.txt (\(bytes) bytes) were fetched from the configured sources; the report says from where, with their digests."
                ),
            Words(zh: "请接收人员知悉；不影响接收。", en: "Take note; it may be accepted as it is."))
    }

    /// Why the file of one line is not there.
    private func line(
        _ fault: BagFetching.Fault, _ line: FetchLine, _ n: Int64, _ number: Int, _ package: PackageUnderCheck
    ) -> Finding {
        finding(.blocking, file: package.path(n), line: number, words(fault, line), BagComplete.next(fault))
    }

    private func words(_ fault: BagFetching.Fault, _ line: FetchLine) -> Words {
        let (path, address) = (line.path, line.address)
        return switch fault {
        case .notConfigured:
            Words(
                zh: "fetch.txt 要从“\(address)”取“\(path)”，包里没有；这个网址不在本馆设置的来源之内，没有去取。",
                en:
                    "fetch.txt wants \(path) from \(address); the bag does not have it, and no source that is configured here covers that address, so it was not fetched."
            )
        case .path:
            Words(
                zh: "fetch.txt 要把“\(address)”放到“\(path)”，那里不能放移交的文件。",
                en: "fetch.txt wants to put \(address) at \(path), where no file of a transfer can be.")
        case .twice:
            Words(
                zh: "fetch.txt 又一次要取“\(path)”（“\(address)”），前面的行已取了同名的文件。",
                en: "fetch.txt wants \(path) once more, from \(address); an earlier line fetched a file of that name.")
        case .promise:
            Words(
                zh: "fetch.txt 给“\(address)”写的字节数“\(line.length)”不是数，没有去取“\(path)”。",
                en:
                    "fetch.txt gives \(line.length) as the number of bytes of \(address), which is none; \(path) was not fetched."
            )
        case .tooMany:
            Words(
                zh: "fetch.txt 要取的文件太多，“\(path)”（“\(address)”）没有取。",
                en: "fetch.txt names more files than are fetched; \(path) was not, from \(address).")
        case .fault(.silent(let reason)):
            Words(
                zh: "取不到“\(path)”：“\(address)”没有答复，或中途断了（\(reason)）。",
                en: "\(path) could not be fetched: \(address) does not answer, or broke off (\(reason)).")
        case .fault(.status(let status)):
            Words(
                zh: "取不到“\(path)”：“\(address)”答复 HTTP \(status)。",
                en: "\(path) could not be fetched: \(address) answered HTTP \(status).")
        case .fault(.redirected(let place)):
            Words(
                zh: "取不到“\(path)”：“\(address)”让人改去“\(place)”，本系统不跟去。",
                en: "\(path) could not be fetched: \(address) sends one on to \(place), which is not followed.")
        case .fault(.length(let promised, let found)):
            Words(
                zh: "“\(address)”给的“\(path)”长度不对：fetch.txt 写 \(promised) 字节，那边有 \(found) 字节，没有采用。",
                en:
                    "What \(address) gives for \(path) has \(found) bytes, and fetch.txt says \(promised): it was not taken."
            )
        case .fault(.tooLarge(let limit)):
            Words(
                zh: "“\(address)”给的“\(path)”超过还能收的 \(limit) 字节，没有采用。",
                en: "What \(address) gives for \(path) has more than the \(limit) bytes that can still be taken.")
        }
    }

    private static func next(_ fault: BagFetching.Fault) -> Words {
        switch fault {
        case .notConfigured:
            Words(
                zh: "请移交单位把文件放进包里，去掉 fetch.txt，重新提交；约定从某处取的，由系统管理员先在 intake.fetch.sources 设置该来源。",
                en:
                    "The agency puts the files into the bag, removes fetch.txt and submits again; where fetching was agreed on, the system administrator first names the source in intake.fetch.sources."
            )
        case .fault(.silent), .fault(.status):
            Words(
                zh: "请移交单位确认这个网址能取到文件，再重新打包提交；或把文件放进包里。",
                en:
                    "The agency sees that this address gives the file, makes the bag again and submits; or it puts the file into the bag."
            )
        default:
            Words(
                zh: "请移交单位改正 fetch.txt 和来源上的文件，或把文件放进包里，重新打包提交。",
                en:
                    "The agency corrects fetch.txt and the file at its source, or puts the file into the bag, and makes the bag again."
            )
        }
    }
}
