import Archive
import Bytes

/// Every file of a bag has the digests its manifests promise, by every algorithm, tag files too.
///
/// Check: authenticity (真实性), YJ-1-1. Finds: each altered file, each digest that cannot be one. Source: RFC 8493, 2.1.3, 2.2.1, 3.
struct BagDigests: Check {
    let key = "bag-digests"

    func applies(to package: PackageUnderCheck) -> Bool { package.contents?.bag != nil }

    func tell(of package: PackageUnderCheck, _ tell: (Finding) -> Void) throws {
        guard let bag = package.contents?.bag else { return }
        let names = BagNames(bag, package.listing)
        for manifest in bag.manifests + bag.tagManifests {
            do {
                try TagFile.lines(package.package.path(manifest.file), bag.encoding) { line, text, _ in
                    guard let entry = ManifestLine(text), case .file(let n, _) = names.find(entry.path) else { return }
                    if let finding = try judge(entry, n, line, manifest, package) { tell(finding) }
                }
            } catch is TagFile.Fault {
                // Told by `BagComplete`.
            }
        }
    }

    private func judge(
        _ entry: ManifestLine, _ n: Int64, _ line: Int, _ manifest: Bag.Manifest, _ package: PackageUnderCheck
    ) throws -> Finding? {
        guard let actual = try BagDigests.digest(of: n, manifest.algorithm, package) else { return nil }
        guard let promised = [UInt8](hex: entry.digest), promised.count == actual.count else {
            return finding(
                .blocking, file: package.path(manifest.file), line: line,
                Words(
                    zh: "第 \(line) 行的摘要不是 \(manifest.algorithm.name) 的摘要。",
                    en: "The digest on line \(line) is none of \(manifest.algorithm.name)."),
                Words(zh: "请移交单位重新生成清单后提交。", en: "The agency makes the manifests again and submits."))
        }
        guard promised != actual else { return nil }
        return finding(
            .blocking, file: package.path(n), line: line,
            Words(
                zh:
                    "\(manifest.algorithm.name) 摘要与 \(package.path(manifest.file).lastComponent.display) 第 \(line) 行所记不同：文件在打包之后变动过。",
                en:
                    "Its \(manifest.algorithm.name) differs from line \(line) of \(package.path(manifest.file).lastComponent.display): the file changed after the bag was made."
            ),
            Words(
                zh: "请移交单位用原文件替换，或查明清单为何不符，重新打包后提交。",
                en:
                    "The agency puts the original in its place, or finds out why the manifest differs, and submits again."
            ))
    }

    /// `nil` if the algorithm is not known here.
    static func digest(
        of n: Int64, _ algorithm: BagAlgorithm, _ package: PackageUnderCheck
    ) throws -> [UInt8]? {
        switch algorithm {
        case .own(let own): return package.listing.digests(n)[own].bytes
        case .unknown: return nil
        case .foreign(let name):
            guard var digest = ForeignDigest(named: name) else { return nil }
            let file = try OpenFile.reading(package.package.path(n))
            var offset: Int64 = 0
            while true {
                let piece = try file.read(upTo: 1 << 18, at: offset)
                if piece.isEmpty { return digest.finish() }
                digest.update(piece)
                offset += Int64(piece.count)
            }
        }
    }
}
