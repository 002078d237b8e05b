import Archive

/// What a table with a line for each file says of one of them.
struct ListedFile: Hashable, Sendable {
    /// The name, or the way to it, as written.
    let name: String
    let title: String
    let pages: String
    let format: String
    let size: String
    /// By the names of the columns: `SM3`, `SHA-256`.
    let digests: [PackagedRecord.Element]
    let line: Int
}

extension ListedFile: DiskRow {
    func write(to bytes: inout RowWriter) {
        for text in [name, title, pages, format, size] { bytes.put(text) }
        bytes.put(digests) { out, digest in
            out.put(digest.name)
            out.put(digest.value)
        }
        bytes.put(line)
    }

    init(from bytes: inout RowReader) {
        (name, title, pages, format, size) = (bytes.text(), bytes.text(), bytes.text(), bytes.text(), bytes.text())
        digests = bytes.array { PackagedRecord.Element(name: $0.text(), value: $0.text()) }
        line = bytes.int()
    }

    init() { (name, title, pages, format, size, digests, line) = ("", "", "", "", "", [], 0) }
}

extension RecordMetadata.Document {
    init(_ file: ListedFile, code: String) {
        let named = RecordMetadata.Document(named: FileName(FilesByCode.lastPart(of: file.name)), code: code)
        self.init(
            title: file.title, manuscript: named.manuscript, isMain: named.isMain, fileName: file.name, size: file.size,
            format: file.format, pages: file.pages, digests: file.digests.map { ($0.name, $0.value, file.line) },
            line: file.line)
    }
}

extension ItemList {
    /// The entries of a table with a line for each file, put together by record. A line that says of no file, or says of one a second
    /// time, stays an entry of its own.
    func byRecord(in area: String?) throws -> ItemList {
        guard columns.contains(ItemColumn.files.rawValue) else { return self }
        var firsts = FirstPlaces()
        /// Lines of one record but the first, by the place of that.
        var more: [Int: [Int]] = [:]
        var joined: Set<Int> = []
        for (place, item) in items.enumerated() where item.files.count == 1 && !item.code.isEmpty {
            guard let first = firsts.add(item.key, at: place, keyAt: { [items] in items[$0].key }) else { continue }
            let before = ([first] + more[first, default: []]).flatMap { items[$0].files }
            guard before.count < ItemList.mostFiles, !before.contains(item.files[0]), item.date == items[first].date
            else {
                continue
            }
            more[first, default: []].append(place)
            joined.insert(place)
        }
        var list = ItemList(in: area)
        list.columns = columns
        for (place, item) in items.enumerated() where !joined.contains(place) {
            let rows = [item] + more[place, default: []].map { items[$0] }
            try list.items.append(item.files.count == 1 ? Item(files: rows) : item)
        }
        return list
    }

    /// Files of one record that are put together.
    private static let mostFiles = 2000
}

extension ItemList.Item {
    private static let sizes: Set<String> = ["字节数", "文件大小", "计算机文件大小", "大小", "字节"]
    private static let formats: Set<String> = ["格式", "文件格式", "格式信息"]
    private static let digests: Set<String> = ["SM3", "SHA256", "SHA512", "MD5", "SHA1"]

    /// One record of which `rows` tell, a file each.
    fileprivate init(files rows: [ItemList.Item]) {
        let told = rows.map(ItemList.Item.file)
        let code = rows[0].key
        let main = told.firstIndex { RecordMetadata.Document($0, code: code).role == .main } ?? 0
        let row = rows[main]
        let pages = zip(rows, told).filter { RecordMetadata.Document($1, code: code).role != .draft }.map { row, _ in
            NumberText(row.pages)?.whole
        }
        let sum = pages.reduce(Int64(0) as Int64?) { sum, next in
            if let sum, let next { sum.addingReportingOverflow(next).partialValue } else { nil }
        }
        (number, self.code, author, title) = (rows[0].number, row.code, row.author, row.title)
        (date, retention, secrecy) = (row.date, row.retention, row.secrecy)
        self.pages = rows.count == 1 ? row.pages : sum.map { String($0) } ?? ""
        files = told.map(\.name)
        others =
            row.others.filter { !ItemList.Item.isOfFile($0.name) }
            + told.filter { !$0.title.isEmpty && $0.title != row.title }.map { ("\($0.name)的题名", $0.title) }
        listed = told
        line = rows[0].line
    }

    private static func file(_ row: ItemList.Item) -> ListedFile {
        func first(_ names: Set<String>) -> String { row.others.first { names.contains($0.name) }?.value ?? "" }
        return ListedFile(
            name: row.files[0], title: row.title, pages: row.pages, format: first(formats), size: first(sizes),
            digests: row.others.filter { digests.contains(plain($0.name)) }.map {
                PackagedRecord.Element(name: $0.name, value: $0.value)
            }, line: row.line)
    }

    private static func plain(_ heading: String) -> String {
        heading.uppercased().filter { $0.isLetter || $0.isNumber }
    }

    private static func isOfFile(_ heading: String) -> Bool {
        sizes.contains(heading) || formats.contains(heading) || digests.contains(plain(heading))
    }
}
