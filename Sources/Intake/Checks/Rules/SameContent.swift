import Archive

/// No two records have the same main text, byte for byte, nor does the archive hold it already.
///
/// Check: authenticity (真实性), YJ-1-8. A warning, which names what is held only if it came from the same agency: a record filed twice, or one file put in the place of another. Attachments and
/// processing sheets may well be the same. Source: DA/T 70-2018 (数据重复性).
struct SameContent: Check {
    let key = "same-content"

    func tell(of package: PackageUnderCheck, _ tell: (Finding) -> Void) {
        tellHeld(package, tell)
        let records = package.records
        func digest(_ line: RecordLine) -> String {
            SameContent.main(of: line, in: package.listing).map { package.listing.digests($0).sha256.hex } ?? ""
        }
        var firsts = FirstPlaces()
        for (place, line) in records.enumerated() {
            guard let main = SameContent.main(of: line, in: package.listing),
                let earlier = firsts.add(digest(line), at: place, keyAt: { digest(records[$0]) })
            else { continue }
            let other = records[earlier]
            tell(
                finding(
                    .warning, file: package.path(main), record: line.code,
                    Words(
                        zh: "正文与 \(other.code)（第 \(other.sequence) 件）的正文逐字节相同。",
                        en: "The main text is, byte for byte, that of \(other.code) (record \(other.sequence))."),
                    Words(
                        zh: "请移交单位核对是否重复归档或放错文件；确属两件的，可以接收。",
                        en:
                            "The agency sees whether it was filed twice or a file was mistaken; if both are right, it may be accepted."
                    )))
        }
    }

    /// Main texts that the archive has already.
    private func tellHeld(_ package: PackageUnderCheck, _ tell: (Finding) -> Void) {
        for place in package.heldContents.keys.sorted() {
            guard let held = package.heldContents[place] else { continue }
            let line = package.records[place]
            let name = held.number.map { number in
                Words(
                    zh: "（收 \(number)\(held.code.map { "，\($0)" } ?? "")）",
                    en: " (receipt \(number)\(held.code.map { ", \($0)" } ?? ""))")
            }
            let place = (zh: name?.zh ?? "", en: name?.en ?? "")
            tell(
                finding(
                    .warning, file: SameContent.main(of: line, in: package.listing).map(package.path),
                    record: line.code,
                    held.isHeld
                        ? Words(
                            zh: "馆里已经有一件正文逐字节相同的档案\(place.zh)。",
                            en: "The archive already holds a record with the same main text, byte for byte\(place.en).")
                        : Words(
                            zh: "另一批待交接的移交里有一件正文逐字节相同\(place.zh)。",
                            en:
                                "A transfer that waits for its handover has the same main text, byte for byte\(place.en)."
                        ),
                    Words(
                        zh: "请移交单位与档案馆核对是否重复移交或放错文件；确属两件的，可以接收。",
                        en:
                            "Agency and archive see whether it was sent twice or a file was mistaken; if both are right, it may be accepted."
                    )))
        }
    }

    /// The one main text of a record. Pages of one record are compared as a whole: a blank page is like another.
    static func main(of line: RecordLine, in listing: Listing) -> Int64? {
        let mains = line.contents.filter { $0.role == .main && listing.bytes($0.file) > 0 }
        return mains.count == 1 ? mains[0].file : nil
    }
}
