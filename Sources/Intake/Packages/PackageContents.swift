import Archive
import Formats

/// What a reader understood of a package, before the records themselves are read.
struct PackageContents: Sendable {
    let kind: PackageKind
    let layout: Layout
    /// 说明文件
    var notes: Described<NotesFile> = .missing
    /// 目录文件
    var list: Described<ItemList> = .missing
    /// The same list in a second file, if one came along.
    var copy: Described<ItemList> = .missing
    /// A catalogue whose files may come later: its records are entries without content.
    var isCatalogueOnly = false
    var carries: Carried { kind == .files ? .files : isCatalogueOnly ? .entries : .records }
    /// 案卷目录, if the layout has one and it came along.
    var volumes: Described<VolumeList> = .missing
    /// What the head of a catalogue of published information says.
    var disclosure: DisclosureHead?
    /// The tag files, if it is a bag.
    var bag: Bag?
    /// What METS says, if it is an E-ARK package.
    var eArk: EArkPackage?
    /// What is described and what its tables are, if it is a database export.
    var database: DatabaseExport?
    /// What files are for, where neither metadata nor names say it.
    var roles: [Int64: FileRole] = [:]
    /// 登记表, if one came along.
    var registration: Described<RegistrationForm> = .missing
    /// One for each record found among the folders, in the order of their paths.
    let folders: RowsOnDisk<RecordFolder>
    /// 全宗号 folders.
    var fonds: [FileName] = []
    /// Files where no file should be.
    var strays: [Int64] = []
    /// 其他/…
    var others: [Int64] = []
    /// Files that describe the package or a record: read here, not opened by a worker.
    var describing: Set<Int64> = []
    /// The bytes of all files under the 全宗号 folders.
    var recordBytes: Int64 = 0
    /// The bytes of what operating systems left there.
    var leftoverBytes: Int64 = 0

    /// Nothing found yet; what is found is laid aside where `package` has room for it.
    init(kind: PackageKind, layout: Layout, of package: UnpackedPackage) {
        (self.kind, self.layout) = (kind, layout)
        folders = RowsOnDisk(in: package.area)
    }

    /// Who sent it, as the package itself says.
    var sender: String? {
        notes.value?.value("移交单位") ?? disclosure.flatMap { $0.agency.isEmpty ? nil : $0.agency }
            ?? bag?.info.value?["Source-Organization"].map(\.value) ?? eArk?.submitter ?? database?.sender
    }

    /// Every code (档号 key) of the list and of the folders, once.
    var codeKeys: [String] {
        var keys = list.value?.items.map(\.key) ?? []
        keys += folders.lazy.map(\.key)
        keys.sort()
        var once = 0
        for place in keys.indices where once == 0 || keys[place] != keys[once - 1] {
            keys[once] = keys[place]
            once += 1
        }
        keys.removeLast(keys.count - once)
        return keys
    }

    /// The code each entry of the list was written with, or each folder where there is no list.
    var codeCount: Int { list.value?.items.count ?? folders.count }
    func codeText(_ place: Int) -> String {
        list.value.map { $0.items[place].code } ?? folders[place].name.display
    }

    /// - Throws: `BytesProblem` if what was laid aside could not be read again.
    func check() throws {
        try folders.check()
        try list.value?.items.check()
        try copy.value?.items.check()
        for document in eArk?.documents ?? [] { try document.check() }
    }
}

/// A file that describes something: missing, unreadable with a reason, or read.
enum Described<Value: Sendable>: Sendable {
    case missing
    case unreadable(file: Int64, UnreadableReason)
    case read(file: Int64, Value)

    var value: Value? { if case .read(_, let value) = self { value } else { nil } }
    var file: Int64? {
        switch self {
        case .missing: nil
        case .unreadable(let file, _), .read(let file, _): file
        }
    }
}

/// Why a describing file could not be read.
enum UnreadableReason: Error, Sendable {
    case xml(XMLProblem)
    case table(TableProblem)
    /// No row of the table looks like headings.
    case headings
    /// The headings lack a column that must be there.
    case column(ItemColumn, row: Int, headings: [String])
    /// Neither UTF-8 nor GB18030.
    case encoding
    case empty
    case tooLarge(Int64)
    /// Well-formed, but another document than expected.
    case unexpected(root: String)
    /// More elements of one kind than are read.
    case tooMany(Int)
}

/// A record's folder (末级目录): its name should be the record's 档号.
struct RecordFolder: Sendable {
    let path: FileName
    let metadata: [Int64]
    /// All other files in it and below.
    let contents: [Int64]
    /// The code, where its name cannot say it (索引号, with a slash); empty: the name says it.
    var code = ""

    var name: FileName { path.lastComponent }
    /// What its name says as a code, equal for all spellings of one code.
    var key: String { ReferenceCode.key(of: code.isEmpty ? name.display : code) }
}

extension RecordFolder: DiskRow {
    func write(to bytes: inout RowWriter) {
        bytes.put(path.bytes)
        bytes.put(metadata) { $0.put($1) }
        bytes.put(contents) { $0.put($1) }
        bytes.put(code)
    }

    init(from bytes: inout RowReader) {
        path = FileName(bytes: bytes.run())
        metadata = bytes.array { $0.int64() }
        contents = bytes.array { $0.int64() }
        code = bytes.text()
    }

    init() { self.init(path: FileName(""), metadata: [], contents: []) }
}

/// One metadata file, read: elements in document order, and what the checks ask for by name.
struct RecordMetadata: Sendable {
    struct Element: Sendable {
        /// `内容描述/题名`, without the containers around the entity.
        let path: String
        let name: String
        let value: String
        let line: Int
    }

    /// One file of the record (文档): what the metadata says of it.
    struct Document: Sendable {
        let title: String
        /// 稿本: 正本, 附件, 处理单, 定稿 …
        let manuscript: String
        let isMain: Bool
        let fileName: String
        let size: String
        let format: String
        let pages: String
        let digests: [(algorithm: String, value: String, line: Int)]
        let line: Int
        /// All it says itself, by path (`文件数据/文档/文档序号`).
        var values: [String: String] = [:]
        /// The number of the file, where it was taken out of the metadata itself.
        var taken: Int64?
    }

    /// One step of the record's life (业务实体).
    struct Action: Sendable {
        let name: String
        let time: String
        let line: Int
    }

    let elements: [Element]
    let documents: [Document]
    let actions: [Action]
    /// 电子签名, 电子印章 or 时间戳 is among the elements.
    let isSigned: Bool
    /// The capsule all this was read from; `nil` for metadata that stands by itself.
    var capsule: Capsule?

    /// The first element with this path.
    func element(_ path: String) -> Element? { elements.first { $0.path == path } }

    /// Its text, `nil` if it is absent or empty.
    func value(_ path: String) -> String? {
        guard let value = element(path)?.value, !value.isEmpty else { return nil }
        return value
    }

    /// The first element with this name, wherever it stands.
    func named(_ name: String) -> Element? { elements.first { $0.name == name } }
}
