package import Archive

/// What an agency packs its transfer as (制包格式).
package enum PackFormat: String, CaseIterable, Sendable {
    /// DA/T 93-2022, offline, by item.
    case dat93
    /// A capsule (DA/T 48-2009) for each record.
    case eep
    /// BagIt 1.0 (RFC 8493).
    case bagit
}

/// What is to be packed (打包), from what, and where to.
package struct PackOrder: Sendable {
    /// The folder with the files.
    package let folder: String
    /// The table (归档文件目录): XLSX or CSV, inside the folder or elsewhere.
    package let table: String
    package let format: PackFormat
    /// The package that is to be made: `….zip` or `….tar`. It must not exist.
    package let target: String
    /// 移交单位; empty: as the column 立档单位名称 says.
    package var agency: String
    /// 内容描述; empty: put together from the records.
    package var about: String
    /// What stands in the package as the time of packing; the same input at the same time makes the same bytes.
    package let moment: PackMoment
    /// Pack although there are warnings. What blocks is never packed.
    package var despiteWarnings: Bool
    /// What columns say that have headings of their own, by heading.
    package var columns: [String: ItemColumn]
    /// Earlier capsules that are modified, where capsules are made; records that have none become originals.
    package var modification: Modification?

    package init(
        folder: String, table: String, format: PackFormat, target: String, agency: String = "", about: String = "",
        moment: PackMoment, despiteWarnings: Bool = false, columns: [String: ItemColumn] = [:],
        modification: Modification? = nil
    ) {
        (self.folder, self.table, self.format, self.target) = (folder, table, format, target)
        (self.agency, self.about, self.moment, self.columns) = (agency, about, moment, columns)
        (self.despiteWarnings, self.modification) = (despiteWarnings, modification)
    }

    /// The name of the package without its ending.
    var stem: String { FileName(target).stem }
    var isZIP: Bool { FileName(target).pathExtension == "zip" }
}

/// A time of day as the agency's clocks show it, to the second: `2026-11-27T10:00:00`.
package struct PackMoment: Hashable, Sendable {
    package let day: Day
    /// Since midnight.
    package let seconds: Int

    private static let zone = 8 * 3600

    /// `nil` for what is neither a day nor a day with a time.
    package init?(_ text: String) {
        guard let moment = MomentText(text) else { return nil }
        (day, seconds) = (moment.day, moment.seconds)
    }

    /// What clocks in `clock`'s zone show now.
    package init(_ clock: Clock) {
        let now = clock.now
        day = clock.day(of: now)
        seconds = Int((now.microseconds - clock.start(of: day).microseconds) / 1_000_000)
    }

    var text: String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return day.text + "T" + two(seconds / 3600) + ":" + two(seconds / 60 % 60) + ":" + two(seconds % 60)
    }

    /// Since 1970, in China.
    var seconds1970: Int64 { Int64(day.daysSince1970) * 86_400 + Int64(seconds - PackMoment.zone) }
}
