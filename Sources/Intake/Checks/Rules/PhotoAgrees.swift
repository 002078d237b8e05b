import Archive
import Formats

/// What a photograph says of itself agrees with the table: the day it was taken, who took it, what it shows.
///
/// Check: authenticity (真实性), YJ-1-11. Only of photographs; always for review: clocks of cameras are wrong, and captions are
/// written anew. Source: DA/T 54-2014, DA/T 50-2014.
struct PhotoAgrees: Check {
    let key = "photo-agrees"

    func applies(to package: PackageUnderCheck) -> Bool { package.contents?.kind == .photographs }

    func findings(in record: RecordUnderCheck, of package: PackageUnderCheck) -> [Finding] {
        guard package.contents?.kind == .photographs, let item = record.item else { return [] }
        return record.folder.contents.flatMap { n -> [Finding] in
            guard let photo = package.facts[n]?.picture?.photo else { return [] }
            let path = package.path(n)
            return [
                day(item, photo, path, record), photographer(item, photo, path, record),
                caption(item, photo, path, record),
            ].compactMap(\.self)
        }
    }

    private func differs(
        _ element: String, _ said: String, _ shown: String, _ item: ItemList.Item, _ path: FileName,
        _ record: RecordUnderCheck
    ) -> Finding {
        finding(
            .review, file: path, element: element, line: item.line, record: record.code,
            Words(
                zh: "目录记“\(element)”是“\(said)”，照片里写的是“\(shown)”。",
                en: "The table says \(element) “\(said)”; the picture says “\(shown)”."),
            Words(
                zh: "请接收人员看哪一个对；目录错的，请移交单位改正。",
                en: "See which of the two is right; if it is not the table, the agency corrects it."))
    }

    private func day(
        _ item: ItemList.Item, _ photo: PhotoFacts, _ path: FileName, _ record: RecordUnderCheck
    ) -> Finding? {
        guard let taken = photo[.taken], let days = (try? ArchivalDate(parsing: item.date))?.interval
        else { return nil }
        let day = String(taken.prefix(10))
        guard let shot = Day(text: day), !days.contains(shot) else { return nil }
        return differs("拍摄时间", item.date, day, item, path, record)
    }

    private func photographer(
        _ item: ItemList.Item, _ photo: PhotoFacts, _ path: FileName, _ record: RecordUnderCheck
    ) -> Finding? {
        let said = item.other("摄影者") ?? item.author
        guard let shown = photo[.photographer], !said.isEmpty else { return nil }
        let (left, right) = (PhotoAgrees.plain(said), PhotoAgrees.plain(shown))
        guard !left.isEmpty, !right.isEmpty, !left.contains(right), !right.contains(left) else { return nil }
        return differs("摄影者", said, shown, item, path, record)
    }

    /// Only what shares no two characters with title or caption is another picture's.
    private func caption(
        _ item: ItemList.Item, _ photo: PhotoFacts, _ path: FileName, _ record: RecordUnderCheck
    ) -> Finding? {
        let said = item.other("文字说明") ?? item.title
        guard let shown = photo[.caption] ?? photo[.title] else { return nil }
        let right = PhotoAgrees.plain(shown)
        // What cameras write of their own accord is no caption.
        guard right.count >= 4, right.unicodeScalars.contains(where: { (0x4E00...0x9FFF).contains($0.value) }) else {
            return nil
        }
        let left = PhotoAgrees.plain(said + item.title)
        let pairs = zip(right, right.dropFirst()).map { String([$0, $1]) }
        guard !left.isEmpty, !pairs.contains(where: left.contains) else { return nil }
        return differs("文字说明", said, shown, item, path, record)
    }

    private static func plain(_ text: String) -> String {
        NumberText.plain(text).lowercased().filter { $0.isLetter || $0.isNumber }
    }
}
