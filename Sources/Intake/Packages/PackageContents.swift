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
    /// 登记表, if one came along.
    var registration: Described<RegistrationForm> = .missing
    /// One for each record found among the folders, in the order of their paths.
    var folders: [RecordFolder] = []
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
}

/// A record's folder (末级目录): its name should be the record's 档号.
struct RecordFolder: Sendable {
    let path: FileName
    let metadata: [Int64]
    /// All other files in it and below.
    let contents: [Int64]

    var name: FileName { path.lastComponent }
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
