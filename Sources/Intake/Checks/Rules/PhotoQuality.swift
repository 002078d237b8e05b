import Archive
import Formats

/// Photographs are originals, large enough to be used, and were not packed too hard.
///
/// Check: usability (可用性), YJ-3-3. Only of photographs. Finds: too few points (a warning), JPEG packed hard, pictures that another
/// program wrote after the camera (for review: every one of them may be the only one there is). Source: DA/T 50-2014.
struct PhotoQuality: Check {
    let key = "photo-quality"

    func applies(to package: PackageUnderCheck) -> Bool { package.contents?.kind == .photographs }

    func findings(in record: RecordUnderCheck, of package: PackageUnderCheck) -> [Finding] {
        guard package.contents?.kind == .photographs else { return [] }
        let rules = package.rules.book
        return record.folder.contents.flatMap { n -> [Finding] in
            guard let facts = package.facts[n], facts.damage == nil, let picture = facts.picture else { return [] }
            let path = package.path(n)
            return [
                small(picture, rules, path, record), hard(picture, rules, path, record),
                rewritten(picture, rules, path, record),
            ].compactMap(\.self)
        }
    }

    private func small(
        _ picture: DocumentFacts.Picture, _ rules: RuleBook, _ path: FileName, _ record: RecordUnderCheck
    ) -> Finding? {
        guard picture.width * picture.height < rules.measure(.photoPixels) else { return nil }
        return finding(
            .warning, file: path, element: "像素", record: record.code,
            Words(
                zh: "照片只有 \(picture.width)×\(picture.height) 像素，不到 \(rules.measure(.photoPixels) / 10_000) 万，放大后看不清。",
                en:
                    "The picture has \(picture.width)×\(picture.height) points only, fewer than \(rules.measure(.photoPixels)): too few to be enlarged."
            ),
            Words(
                zh: "请移交单位找相机里的原图换上；没有原图的可以接收。",
                en: "The agency puts the camera's original in its place; if there is none it may be accepted."))
    }

    private func hard(
        _ picture: DocumentFacts.Picture, _ rules: RuleBook, _ path: FileName, _ record: RecordUnderCheck
    ) -> Finding? {
        guard let quality = picture.photo?.quality, quality < rules.measure(.photoQuality) else { return nil }
        return finding(
            .review, file: path, element: "压缩率", record: record.code,
            Words(
                zh: "照片压缩得很厉害（JPEG 质量约 \(quality)，宜在 \(rules.measure(.photoQuality)) 以上），可能是转发或另存过的。",
                en:
                    "The picture is packed hard (JPEG quality about \(quality); \(rules.measure(.photoQuality)) and more is usual): it may have been sent on, or saved again."
            ),
            Words(
                zh: "请接收人员看细部有没有方块和毛边；有的，请移交单位找原图。",
                en: "See whether details have blocks and ragged edges; if so, ask the agency for the original."))
    }

    private func rewritten(
        _ picture: DocumentFacts.Picture, _ rules: RuleBook, _ path: FileName, _ record: RecordUnderCheck
    ) -> Finding? {
        guard let photo = picture.photo, let software = photo[.software] else { return nil }
        let plain = software.lowercased()
        guard rules.lists.editors.contains(where: plain.contains) else { return nil }
        let days = [photo[.taken], photo[.modified]].map { $0.map { String($0.prefix(10)) } ?? "—" }
        return finding(
            .review, file: path, element: "软件", record: record.code,
            Words(
                zh: "照片由“\(software)”写过（摄影 \(days[0])，修改 \(days[1])），不是相机直接生成的。",
                en:
                    "“\(software)” wrote the picture (taken \(days[0]), changed \(days[1])): it is not as the camera made it."
            ),
            Words(
                zh: "请接收人员核对画面有没有改动；档案要留原图（DA/T 50-2014）。",
                en: "See whether the picture was changed; originals are to be kept (DA/T 50-2014)."))
    }
}
