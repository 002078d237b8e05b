import Archive

/// A bag holds all files its manifests list, and its payload no others; what fetch.txt names came from configured sources.
///
/// Check: integrity (完整性), YJ-2-11. Finds: missing files, files outside the bag, payload that a manifest leaves out, lines that stand
/// twice, names in another writing, a wrong Payload-Oxum, files that fetch.txt names and that
/// could not be fetched. Source: RFC 8493, 2.1.3, 2.2, 3.
struct BagComplete: Check {
    let key = "bag-complete"

    func applies(to package: PackageUnderCheck) -> Bool { package.contents?.bag != nil }

    func tell(of package: PackageUnderCheck, _ tell: (Finding) -> Void) throws {
        guard let bag = package.contents?.bag else { return }
        let names = BagNames(bag, package.listing)
        let fetched = try fetches(bag, names, package, tell)
        var missing = fetched
        var read: [(manifest: Bag.Manifest, lines: ManifestReading)] = []
        for manifest in bag.manifests + bag.tagManifests {
            let isTag = read.count >= bag.manifests.count
            let reading = ManifestReading(manifest, isTag: isTag, names, package, missing: missing)
            try reading.read(bag.encoding, self, tell)
            missing = reading.missing
            read.append((manifest, reading))
        }
        unlisted(bag, names, read.prefix(bag.manifests.count).map { $0 }, package, tell)
        oxum(bag, names, package, tell)
    }

    /// Payload that no manifest lists; since 1.0 each manifest lists all.
    private func unlisted(
        _ bag: Bag, _ names: BagNames, _ read: [(manifest: Bag.Manifest, lines: ManifestReading)],
        _ package: PackageUnderCheck, _ tell: (Finding) -> Void
    ) {
        guard !read.isEmpty else { return }
        for n in package.listing.files(under: bag.payload) {
            let lacking = read.filter { !$0.lines.lists(n) }.map(\.manifest)
            let isUnknown = lacking.count == read.count
            guard isUnknown || bag.version ?? .standard >= .standard, let first = lacking.first else { continue }
            let path = package.path(n)
            if Leftovers.contains(path) {
                tell(
                    finding(
                        .warning, file: path,
                        Words(
                            zh: "清单没有列它；这是操作系统留下的文件，不属于档案。",
                            en: "No manifest lists it; it was left by an operating system and belongs to no record."),
                        Words(zh: "请移交单位下次清理；不影响接收。", en: "The agency cleans up next time; it may be accepted.")))
                continue
            }
            tell(
                finding(
                    .blocking, file: path,
                    isUnknown
                        ? Words(zh: "在 data 里，却没有一份清单列出它。", en: "It lies in data, and no manifest lists it.")
                        : Words(
                            zh: "\(package.path(first.file).lastComponent.display) 没有列出它，别的清单列了。",
                            en:
                                "\(package.path(first.file).lastComponent.display) does not list it; another manifest does."
                        ),
                    Words(
                        zh: "请移交单位查明它从何而来，补进清单或移去，重新提交。",
                        en: "The agency finds out where it comes from, lists or removes it, and submits again.")))
        }
    }

    private func oxum(_ bag: Bag, _ names: BagNames, _ package: PackageUnderCheck, _ tell: (Finding) -> Void) {
        guard let n = bag.info.file, let field = bag.info.value?["Payload-Oxum"] else { return }
        let files = package.listing.files(under: bag.payload)
        let bytes = files.reduce(Int64(0)) { $0 + package.listing.bytes($1) }
        let actual = "\(bytes).\(files.count)"
        guard field.value != actual else { return }
        // Files that operating systems left came after the bag was made.
        let own = files.filter { !Leftovers.contains(package.path($0)) }
        guard field.value != "\(own.reduce(Int64(0)) { $0 + package.listing.bytes($1) }).\(own.count)" else { return }
        tell(
            finding(
                .blocking, file: package.path(n), element: "Payload-Oxum", line: field.line,
                Words(
                    zh: "Payload-Oxum 是 \(field.value)，data 里实有 \(bytes) 字节、\(files.count) 个文件（\(actual)）。",
                    en: "Payload-Oxum is \(field.value); data holds \(bytes) bytes in \(files.count) files (\(actual))."
                ),
                Words(
                    zh: "请移交单位查清是缺文件、多文件还是写错，改正后重新提交。",
                    en: "The agency finds out whether files are missing, surplus or miscounted, and submits again.")))
    }
}

extension BagComplete {
    func noLine(_ n: Int64, _ line: Int, _ package: PackageUnderCheck) -> Finding {
        finding(
            .blocking, file: package.path(n), line: line,
            Words(zh: "第 \(line) 行不成格式。", en: "Line \(line) is not what such a line must be."),
            Words(zh: "请移交单位重新生成清单后提交。", en: "The agency makes the manifests again and submits."))
    }

    func outside(_ path: String, _ n: Int64, _ line: Int, _ package: PackageUnderCheck) -> Finding {
        finding(
            .blocking, file: package.path(n), line: line,
            Words(
                zh: "第 \(line) 行的“\(path)”指到包外面去了。", en: "Line \(line): \(path) leads out of the bag."),
            Words(
                zh: "请移交单位查明清单是否被人改过，重新打包后提交。",
                en: "The agency finds out whether someone changed the manifest, makes the bag again and submits."))
    }

    func unreadable(_ fault: TagFile.Fault, _ n: Int64, _ bag: Bag, _ package: PackageUnderCheck) -> Finding {
        let what =
            switch fault {
            case .encoding:
                Words(
                    zh: "不是 \(bag.encoding.name) 编码，也不是 GB18030，读不出来。",
                    en: "It is neither \(bag.encoding.name) nor GB18030 and cannot be read.")
            case .tooLong(let line): Words(zh: "第 \(line) 行太长，不是清单。", en: "Line \(line) is too long for a manifest.")
            case .tooLarge: Words(zh: "文件太大，不是清单。", en: "It is too large for a manifest.")
            }
        return finding(
            .blocking, file: package.path(n), what,
            Words(zh: "请移交单位用 UTF-8 重新生成清单后提交。", en: "The agency makes the manifests again in UTF-8 and submits."))
    }
}
