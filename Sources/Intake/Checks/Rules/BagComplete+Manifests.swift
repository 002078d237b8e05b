import Archive

/// One manifest of a bag, read to see which files it lists.
final class ManifestReading {
    private let manifest: Bag.Manifest
    private let isTag: Bool
    private let names: BagNames
    private let package: PackageUnderCheck
    /// Paths that are listed and not there, each told once for all manifests.
    private(set) var missing: Set<String>
    /// By number: the line a file stands on first, and its digest there by hash. 0: it does not stand here.
    private var lines: [Int32]
    private var digests: [Int]

    init(
        _ manifest: Bag.Manifest, isTag: Bool, _ names: BagNames, _ package: PackageUnderCheck, missing: Set<String>
    ) {
        (self.manifest, self.isTag, self.names, self.package) = (manifest, isTag, names, package)
        self.missing = missing
        lines = [Int32](repeating: 0, count: package.listing.count + 1)
        digests = [Int](repeating: 0, count: package.listing.count + 1)
    }

    func lists(_ n: Int64) -> Bool { lines[Int(n)] > 0 }

    func read(_ encoding: TagEncoding, _ check: BagComplete, _ tell: (Finding) -> Void) throws {
        guard let bag = package.contents?.bag else { return }
        var isTold: Set<String> = []
        /// Told once for a manifest: whoever made it made all its lines so.
        func once(_ what: String, _ line: Int, _ words: Words) {
            guard isTold.insert(what).inserted else { return }
            tell(
                check.finding(
                    .warning, file: package.path(manifest.file), line: line, words,
                    Words(zh: "请移交单位下次写对；不影响接收。", en: "The agency writes it rightly next time; it may be accepted.")))
        }
        do {
            try TagFile.lines(package.package.path(manifest.file), encoding) { line, text, isAsDeclared in
                if !isAsDeclared { once("encoding", line, ManifestReading.notDeclared(encoding)) }
                guard let entry = ManifestLine(text) else {
                    return tell(check.noLine(manifest.file, line, package))
                }
                if entry.isMarked { once("mark", line, ManifestReading.marked) }
                take(entry, line, check, once, tell)
            }
        } catch let fault as TagFile.Fault {
            tell(check.unreadable(fault, manifest.file, bag, package))
        }
    }

    private func take(
        _ entry: ManifestLine, _ line: Int, _ check: BagComplete, _ once: (String, Int, Words) -> Void,
        _ tell: (Finding) -> Void
    ) {
        switch names.find(entry.path) {
        case .outside: tell(check.outside(entry.path, manifest.file, line, package))
        case .missing:
            guard missing.insert(entry.path).inserted else { return }
            tell(absent(entry.path, line, check))
        case .file(let n, let oddity):
            if let oddity { once("\(oddity)", line, ManifestReading.words(oddity, entry.path)) }
            if names.isPayload(n) == isTag { once("place", line, misplaced(entry.path)) }
            let digest = entry.digest.hashValue
            if lines[Int(n)] == 0 {
                (lines[Int(n)], digests[Int(n)]) = (Int32(clamping: line), digest)
            } else {
                tell(twice(entry.path, n, line, isSame: digests[Int(n)] == digest, check))
            }
        }
    }

    private func absent(_ path: String, _ line: Int, _ check: BagComplete) -> Finding {
        check.finding(
            .blocking, file: FileName(path), line: line,
            Words(
                zh: "\(package.path(manifest.file).lastComponent.display) 第 \(line) 行列有“\(path)”，包里没有。",
                en:
                    "\(package.path(manifest.file).lastComponent.display) lists \(path) on line \(line); the bag does not have it."
            ),
            Words(
                zh: "请移交单位补上该文件，或查明清单为何列它，重新提交。",
                en: "The agency adds the file, or finds out why it is listed, and submits again."))
    }

    private func twice(_ path: String, _ n: Int64, _ line: Int, isSame: Bool, _ check: BagComplete) -> Finding {
        let first = lines[Int(n)]
        return check.finding(
            isSame ? .warning : .blocking, file: package.path(manifest.file), line: line,
            isSame
                ? Words(
                    zh: "“\(path)”列了两次（第 \(first)、\(line) 行），摘要相同。",
                    en: "\(path) is listed twice (lines \(first) and \(line)) with the same digest.")
                : Words(
                    zh: "“\(path)”列了两次（第 \(first)、\(line) 行），摘要不同。",
                    en: "\(path) is listed twice (lines \(first) and \(line)) with different digests."),
            isSame
                ? Words(zh: "请移交单位下次去重；不影响接收。", en: "The agency lists it once next time; it may be accepted.")
                : Words(
                    zh: "请移交单位查明哪个摘要是原件的，重新生成清单后提交。",
                    en: "The agency finds out which digest is the original's, makes the manifest again and submits."))
    }

    private func misplaced(_ path: String) -> Words {
        isTag
            ? Words(
                zh: "标签清单列了 data 里的文件“\(path)”，它该在另一份清单里。",
                en: "The tag manifest lists \(path) of the payload, which belongs into the other manifest.")
            : Words(
                zh: "清单列了 data 之外的“\(path)”，它该在标签清单里。",
                en: "The manifest lists \(path) outside data, which belongs into the tag manifest.")
    }

    private static let marked = Words(
        zh: "文件名前有 md5sum 的“*”号。", en: "File names have the asterisk of md5sum before them.")

    private static func notDeclared(_ encoding: TagEncoding) -> Words {
        Words(
            zh: "不是 bagit.txt 所写的 \(encoding.name) 编码，按 GB18030 读了。",
            en: "It is not in \(encoding.name), as bagit.txt says; it was read as GB18030.")
    }

    private static func words(_ oddity: BagNames.Oddity, _ path: String) -> Words {
        switch oddity {
        case .dotSlash:
            Words(zh: "文件名以“./”开头（如“\(path)”）。", en: "File names begin with ./ (such as \(path)).")
        case .backslash:
            Words(zh: "文件名用反斜杠分隔（如“\(path)”）。", en: "File names are separated by backslashes (such as \(path)).")
        case .normalised:
            Words(
                zh: "文件名的 Unicode 写法与实际不同（如“\(path)”）。",
                en: "File names are in another Unicode form than the files' own (such as \(path)).")
        }
    }
}
