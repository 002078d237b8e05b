import Archive

/// What happens inside a worker: one file, looked at by the reader of its kind.
enum DocumentReading {
    static func answer(_ request: WorkerRequest, _ file: Int32) -> WorkerAnswer {
        let identification = Identification.identify(descriptor: file, name: request.name)
        switch request.task {
        case .examine(let bytes, let pages, let looks):
            var facts = DocumentFacts(identification: identification)
            var texts = PageTexts(bytes: bytes, pages: pages)
            read(file, &facts, &texts)
            if looks { PictureReading.look(file, &facts) }
            CarriedContent.look(file, &facts)
            if !texts.pages.isEmpty { facts.text = texts.pages }
            facts.limitsHit += texts.limitsHit
            return .facts(facts)
        case .pageImage(let page, let width, let turn, let webp):
            return image(file, identification.kind, page: page, width: width, turn: turn, webp: webp)
        case .pyramid(let page):
            switch identification.kind {
            case .pdf: return PDFReading.pyramid(file, page: page)
            case .tiff, .jpeg, .png: return PictureReading.pyramid(file, identification.kind, page: page)
            default: return .notRendered(identification.kind)
            }
        case .places(let page):
            return identification.kind == .pdf ? PDFReading.places(file, page: page) : .places(.nothing)
        }
    }

    private static func read(_ file: Int32, _ facts: inout DocumentFacts, _ texts: inout PageTexts) {
        switch facts.identification.kind {
        case .pdf: PDFReading.read(file, &facts, &texts)
        case .ofd: OFDReading.read(file, &facts, &texts)
        case .docx, .xlsx, .pptx: OfficeReading.read(file, &facts, &texts)
        case .compound: CompoundReading.read(file, &facts)
        case .tiff, .jpeg, .png: PictureReading.read(file, &facts)
        case .xml: PlainReading.xml(file, &facts, &texts)
        case .html: HTMLReading.read(file, &facts, &texts)
        case .text: PlainReading.text(file, &texts)
        case .zip: PackedReading.zip(file, &facts)
        case .tar: PackedReading.tar(file, &facts)
        case .packed, .executable, .image, .audio, .video, .empty, .other: break
        }
    }

    private static func image(_ file: Int32, _ kind: FormatKind, page: Int, width: Int, turn: Int, webp: Bool)
        -> WorkerAnswer
    {
        let width = min(max(width, 16), 4096)
        switch kind {
        case .pdf: return PDFReading.image(file, page: page, width: width, turn: turn, webp: webp)
        case .tiff, .jpeg, .png:
            return PictureReading.image(file, kind, page: page, width: width, turn: turn, webp: webp)
        default: return .notRendered(kind)
        }
    }
}

/// Why a reader of a document stopped, as it will stand in `DocumentFacts.damage`.
struct Broken: Error {
    let damage: DocumentFacts.Damage

    init(_ code: String, zh: String, en: String, line: Int? = nil) {
        damage = DocumentFacts.Damage(code: code, what: Words(zh: zh, en: en), line: line)
    }

    /// A file that ends before its end.
    static var truncated: Broken {
        Broken("truncated", zh: "文件被截断，结尾部分缺失。", en: "The file is truncated: its end is missing.")
    }
}
