import Archive

/// What the desk keeps of a record: a row of `package_record`, a line of the act document.
struct RecordLine: Hashable, Sendable {
    var sequence: Int64 = 0
    var code = ""
    var fondsCode = ""
    var category: String?
    var year: String?
    var office: String?
    var title = ""
    var author: String?
    var date: String?
    var documentNumber: String?
    var retention: String?
    var secrecy: String?
    var pages: Int64?
    var recordNumber: String?
    var fondsName: String?
    var openingOpinion: String?
    var disclosure: String?
    var secrecyChange: String?
    /// The title of its volume (案卷), as the list of volumes says.
    var volumeTitle: String?
    /// Carries a signature, seal or time stamp; not kept.
    var isSigned = false
    /// The number of its metadata file; 0 if it has none.
    var metadata: Int64 = 0
    /// What the list says of it, where there is no metadata file: name and value in the order of the list.
    var elements: [PackagedRecord.Element] = []
    /// Numbers and roles of its content files, in the order of the metadata.
    var contents: [Content] = []

    /// The code of its 门类, whether it was said by code or by name.
    var categoryCode: String? { category.map { CategoryName.code(of: $0) ?? ReferenceCode.key(of: $0) } }

    struct Content: Hashable, Sendable {
        var file: Int64
        var role: FileRole
    }
}

extension RecordLine: DiskRow {
    func write(to bytes: inout RowWriter) {
        bytes.put(sequence)
        for text in [code, fondsCode, title] { bytes.put(text) }
        for text in [
            category, year, office, author, date, documentNumber, retention, secrecy, recordNumber, fondsName,
            openingOpinion, disclosure, secrecyChange, volumeTitle,
        ] { bytes.put(text) }
        bytes.put(pages.map { [$0] } ?? []) { $0.put($1) }
        bytes.put(isSigned ? 1 : 0)
        bytes.put(metadata)
        bytes.put(elements) { out, element in
            out.put(element.name)
            out.put(element.value)
        }
        bytes.put(contents) { out, content in
            out.put(content.file)
            out.put(FileRole.allCases.firstIndex(of: content.role) ?? 0)
        }
    }

    init(from bytes: inout RowReader) {
        sequence = bytes.int64()
        code = bytes.text()
        fondsCode = bytes.text()
        title = bytes.text()
        category = bytes.optionalText()
        year = bytes.optionalText()
        office = bytes.optionalText()
        author = bytes.optionalText()
        date = bytes.optionalText()
        documentNumber = bytes.optionalText()
        retention = bytes.optionalText()
        secrecy = bytes.optionalText()
        recordNumber = bytes.optionalText()
        fondsName = bytes.optionalText()
        openingOpinion = bytes.optionalText()
        disclosure = bytes.optionalText()
        secrecyChange = bytes.optionalText()
        volumeTitle = bytes.optionalText()
        pages = bytes.array { $0.int64() }.first
        isSigned = bytes.int() == 1
        metadata = bytes.int64()
        elements = bytes.array { PackagedRecord.Element(name: $0.text(), value: $0.text()) }
        contents = bytes.array { Content(file: $0.int64(), role: FileRole.allCases[$0.int()]) }
    }
}
