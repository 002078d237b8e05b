import Archive

/// Reads the records of a package one after the other, lets the checks look at each, and keeps a line of it.
struct RecordReading: Sendable {
    let package: PackageUnderCheck
    let reader: any PackageReader
    private let contents: PackageContents
    private let list: RowsOnDisk<ItemList.Item>?
    /// Where each code stands first in the list.
    private let places: FirstPlaces

    init(_ package: PackageUnderCheck, _ contents: PackageContents, _ reader: any PackageReader) {
        self.package = package
        self.contents = contents
        self.reader = reader
        let list = contents.list.value?.items
        self.list = list
        places = list.map { list in FirstPlaces(count: list.count) { list[$0].key } } ?? FirstPlaces()
    }

    private func item(_ key: String) -> Int? {
        list.flatMap { list in places.place(of: key) { list[$0].key } }
    }

    /// Whether a folder is a record: files for entries of the catalogue that has none to give them to stay with the package.
    private func isRecord(_ key: String) -> Bool {
        guard contents.carries == .files, let waiting = package.waiting else { return true }
        return waiting.found[key] != nil
    }

    /// The places of the folders in the order of the list; those it does not name come last.
    var order: [Int32] {
        var found: [(item: Int32, folder: Int32)] = []
        for (place, folder) in contents.folders.enumerated() {
            let key = folder.key
            guard isRecord(key) else { continue }
            found.append((item(key).map { Int32($0) } ?? Int32.max, Int32(place)))
        }
        return found.sorted { $0 < $1 }.map(\.folder)
    }

    /// Reads the record whose folder stands at `place`.
    func read(at place: Int32, sequence: Int64) throws -> (RecordUnderCheck, RecordLine) {
        try read(contents.folders[Int(place)], sequence: sequence)
    }

    private func read(_ folder: RecordFolder, sequence: Int64) throws -> (RecordUnderCheck, RecordLine) {
        var metadata: RecordMetadata?
        var unreadable: UnreadableReason?
        if !folder.metadata.isEmpty {
            do {
                metadata = try reader.metadata(of: folder, in: package.package)
            } catch let reason as UnreadableReason {
                unreadable = reason
            }
        }
        let item = item(folder.key).flatMap { place in list.map { $0[place] } }
        let whole = metadata?.value("档号/完整档号") ?? metadata?.value("档号")
        let code = item.map(\.code) ?? whole ?? folder.name.display
        let record = RecordUnderCheck(
            folder: folder, item: item, metadata: metadata, unreadable: unreadable, code: code,
            documents: documents(of: folder, metadata, item, code))
        return (record, line(record, sequence))
    }

    /// What the metadata lists; where a layout has none, what the names of the files say.
    private func documents(
        of folder: RecordFolder, _ metadata: RecordMetadata?, _ item: ItemList.Item?, _ code: String
    ) -> [(document: RecordMetadata.Document, file: Int64?)] {
        guard contents.layout.metadata == nil else {
            return (metadata?.documents ?? []).map { ($0, file(of: $0, in: folder)) }
        }
        let key = ReferenceCode.key(of: code)
        if let item, !item.listed.isEmpty {
            return item.listed.map { RecordMetadata.Document($0, code: key) }.map { ($0, listedFile($0, in: folder)) }
        }
        return folder.contents.map { n in
            (RecordMetadata.Document(named: package.path(n), code: key, role: contents.roles[n]), n)
        }
    }

    /// The file a document names: exactly, or in another spelling of the same characters.
    private func file(of document: RecordMetadata.Document, in folder: RecordFolder) -> Int64? {
        if let taken = document.taken { return taken }
        // What a capsule says is in it is not beside it.
        guard !document.fileName.isEmpty, contents.kind != .capsules else { return nil }
        let path = folder.path / FileName(document.fileName)
        if let exact = package.listing.find(path) { return exact }
        let wanted = path.display.lowercased()
        return folder.contents.first { package.path($0).display.lowercased() == wanted }
    }

    /// The same where a table may give the way to the file, or its files lie elsewhere under the record's name.
    private func listedFile(_ document: RecordMetadata.Document, in folder: RecordFolder) -> Int64? {
        let name = FilesByCode.lastPart(of: document.fileName).lowercased()
        return file(of: document, in: folder)
            ?? folder.contents.first { package.path($0).lastComponent.display.lowercased() == name }
    }

    private func line(_ record: RecordUnderCheck, _ sequence: Int64) -> RecordLine {
        var line = RecordLine()
        let (metadata, item) = (record.metadata, record.item)
        func value(_ path: String, _ listed: String? = nil) -> String? {
            metadata?.value(path) ?? listed.flatMap { $0.isEmpty ? nil : $0 }
        }
        func carried(_ names: [String]) -> String? {
            names.lazy.compactMap { name in
                (item?.other(name) ?? metadata?.named(name)?.value).flatMap { $0.isEmpty ? nil : $0 }
            }.first
        }
        let code = try? ReferenceCode(parsing: record.code, rules: package.settings.codeRules)
        line.sequence = sequence
        line.code = record.code
        line.fondsCode = code?.fonds ?? value("档号/全宗号", item?.other("全宗号")) ?? ""
        if contents.kind == .disclosure { line.fondsCode = DisclosureReader.collection.code }
        let collection = line.fondsCode.isEmpty ? contents.layout.collection : nil
        if let collection { line.fondsCode = collection.code }
        line.category = value("档号/类别号") ?? code?.category ?? item?.other("类别号").flatMap(CategoryName.code)
        line.year = value("档号/年度") ?? item?.other("年度") ?? code?.year.map { String($0) }
        line.office = value("档号/机构或问题", item?.other("机构或问题")) ?? code?.office
        line.title =
            value("内容描述/题名", item?.title)
            ?? package.waiting?.found[ReferenceCode.key(of: record.code)]?.title ?? ""
        line.author = value("内容描述/责任者", item?.author)
        line.date = value("内容描述/日期", item?.date)
        line.documentNumber = value("内容描述/文件编号", item?.other("文件编号"))
        let volume = code?.stem(through: .file).flatMap { contents.volumes.value?[$0] }
        // A volume's term is that of all that lies in it.
        line.retention =
            value("档号/保管期限", item?.retention) ?? code?.retention?.term
            ?? volume.flatMap { $0.retention.isEmpty ? nil : $0.retention }
        line.secrecy = value("内容描述/密级", item?.secrecy)
        line.pages = (value("形式特征/页数") ?? item?.pages).flatMap { NumberText($0)?.whole }
        line.recordNumber = value("电子文件号")
        line.fondsName =
            contents.kind == .disclosure
            ? DisclosureReader.collection.title : collection?.title ?? value("来源/立档单位名称", item?.other("立档单位名称"))
        line.openingOpinion = carried(["到期开放意见", "开放意见"])
        line.disclosure = carried(["政府信息公开情况", "信息公开情况", "公开属性"])
        line.secrecyChange = carried(["密级变更情况", "密级变更"])
        line.volumeTitle = volume?.title
        // Where the files themselves are signed, those signatures are verified, and what metadata say of them is no other one.
        line.isSigned =
            metadata?.isSigned == true && !record.folder.contents.contains { package.facts[$0]?.isSigned == true }
        line.metadata = record.metadataFile ?? 0
        if metadata == nil, let item { line.elements = item.elements }
        line.elements += TechnicalElements.elements(of: record, in: package)
        line.contents = record.documents.compactMap { document, file in
            file.map { RecordLine.Content(file: $0, role: contents.roles[$0] ?? document.role) }
        }
        let named = Set(line.contents.map(\.file))
        line.contents += record.folder.contents.filter { !named.contains($0) }.map {
            RecordLine.Content(file: $0, role: FileRole(named: package.path($0).lastComponent.display))
        }
        return line
    }
}
