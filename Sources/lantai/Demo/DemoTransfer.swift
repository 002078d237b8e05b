import Archive

/// One transfer of the demo: what it brings, in which layout, and how far it shall go.
struct DemoTransfer: Sendable {
    enum Layout: Sendable {
        /// DA/T 93-2022 in a TAR.
        case package(medium: String, office: String)
        /// The rules of 2012 (档发〔2012〕7号), as packages made before 2022 still come.
        case package2012(medium: String, office: String)
        /// DA/T 93-2022, damaged on the way: it is returned.
        case damaged(medium: String)
        /// The same, marked 机密: on a node that is not classified it is quarantined.
        case marked(medium: String)
        /// A table and files named by 档号, in a TAR.
        case tableWithFiles
        /// A table alone.
        case table
        /// Files named by 档号 in a ZIP, for entries that are there.
        case filesOnly
    }

    /// How far the transfer goes by the hands of the people.
    enum End: Sendable {
        /// As far as the checks take it.
        case checked
        /// Signed by both sides; its units are drafts.
        case accepted
        /// Units confirmed, and decided as each record says.
        case decided
    }

    let name: String
    let agency: String
    /// Who signs for the agency.
    let officer: String
    let layout: Layout
    let fonds: String
    /// What the fonds is called where a table says it.
    var fondsName = ""
    let end: End
    let records: [DemoRecord]

    /// Paths and contents.
    func files(_ studio: DemoStudio) async throws -> [(path: String, bytes: [UInt8])] {
        let table = DemoTable(author: fondsName, records: records)
        switch layout {
        case .package(let medium, let office):
            var package = DemoPackage(agency: agency, fonds: fonds, medium: medium, records: records)
            package.office = office
            return try await package.files(studio)
        case .package2012(let medium, let office):
            var package = DemoPackage(agency: agency, fonds: fonds, medium: medium, records: records)
            (package.office, package.is2012) = (office, true)
            return try await package.files(studio)
        case .damaged(let medium):
            var package = DemoPackage(agency: agency, fonds: fonds, medium: medium, records: records)
            package.isDamaged = true
            return try await package.files(studio)
        case .marked(let medium):
            var package = DemoPackage(agency: agency, fonds: fonds, medium: medium, records: records)
            package.secrecy = "机密"
            return try await package.files(studio)
        case .tableWithFiles: return try await table.files(studio)
        case .table: return [("归档文件目录.csv", table.table)]
        case .filesOnly: return try await table.contents(studio)
        }
    }

    /// Whether its units stand in the catalogue as its own: files for entries bring none.
    var bringsUnits: Bool {
        if case .filesOnly = layout { return false }
        if case .checked = end { return false }
        return true
    }
}

extension [DemoRecord] {
    /// With codes by DA/T 22: numbered within year and retention.
    func coded(fonds: String, category: String = "WS", office: String) -> [DemoRecord] {
        var last: [String: Int] = [:]
        return map { record in
            let sequence = "\(fonds)-\(category)·\(record.year)-\(record.retention)-\(office)"
            let number = (last[sequence] ?? 0) + 1
            last[sequence] = number
            var coded = record
            coded.code = sequence + "-" + padded(number, 4)
            return coded
        }
    }

    /// With codes by volume: 全宗号-目录号-案卷号-件号, so many to a volume.
    func coded(fonds: String, catalogue: String, perVolume: Int) -> [DemoRecord] {
        enumerated().map { place, record in
            var coded = record
            coded.code =
                "\(fonds)-\(catalogue)-\(padded(place / perVolume + 1, 4))-\(padded(place % perVolume + 1, 3))"
            return coded
        }
    }
}

/// `number` with zeros before it.
func padded(_ number: Int, _ digits: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
}
