import CXML

/// An element of an object store's answer: local name, its own text, its children.
struct S3Element {
    let name: String
    var text = ""
    var children: [S3Element] = []

    func first(_ name: String) -> String? { children.first { $0.name == name }?.text }
    func all(_ name: String) -> [S3Element] { children.filter { $0.name == name } }

    /// A thousand keys of a thousand bytes, each with what is told of it.
    static let limit = 8 << 20
    private static let elements = 50_000
    private static let start: Void = xmlInitParser()

    /// Reads a whole answer under limits: no document type, so no entities; no network. `nil` if it is not XML of that kind.
    init?(_ bytes: [UInt8]) {
        S3Element.start
        guard !bytes.isEmpty, bytes.count <= S3Element.limit else { return nil }
        let options = XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
        let root = bytes.withUnsafeBytes { buffer -> S3Element? in
            let text = buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
            guard let reader = xmlReaderForMemory(text, Int32(buffer.count), nil, nil, Int32(options)) else {
                return nil
            }
            defer { xmlFreeTextReader(reader) }
            return S3Element.read(reader)
        }
        guard let root else { return nil }
        self = root
    }

    private init(name: String) { self.name = name }

    private static func read(_ reader: xmlTextReaderPtr) -> S3Element? {
        var open: [S3Element] = []
        var root: S3Element?
        var count = 0
        var went = xmlTextReaderRead(reader)
        while went == 1 {
            switch xmlTextReaderNodeType(reader) {
            case Int32(XML_READER_TYPE_ELEMENT.rawValue):
                count += 1
                guard count <= elements, open.count < 16, let name = xmlTextReaderConstLocalName(reader) else {
                    return nil
                }
                let element = S3Element(name: String(cString: name))
                if xmlTextReaderIsEmptyElement(reader) == 1 {
                    if open.isEmpty { root = element } else { open[open.count - 1].children.append(element) }
                } else {
                    open.append(element)
                }
            case Int32(XML_READER_TYPE_TEXT.rawValue), Int32(XML_READER_TYPE_CDATA.rawValue):
                if let text = xmlTextReaderConstValue(reader), !open.isEmpty {
                    open[open.count - 1].text += String(cString: text)
                }
            case Int32(XML_READER_TYPE_END_ELEMENT.rawValue):
                guard let element = open.popLast() else { return nil }
                if open.isEmpty { root = element } else { open[open.count - 1].children.append(element) }
            case Int32(XML_READER_TYPE_DOCUMENT_TYPE.rawValue): return nil
            default: break
            }
            went = xmlTextReaderRead(reader)
        }
        return went == 0 ? root : nil
    }
}
