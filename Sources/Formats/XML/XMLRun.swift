import CXML

/// One reading of one document by libxml2's push parser.
///
/// The document type is refused the moment its name is read, before anything in it; without one no entity can be
/// defined. libxml2's own limits (of name lengths, text runs, look-ahead) stay on: `XML_PARSE_HUGE` is never given.
final class XMLRun {
    private let limits: XMLLimits
    private let body: (XMLEvent) throws -> Void
    private var parser: xmlParserCtxtPtr?
    private var encodingName = "UTF-8"
    private var failure: (any Error)?
    private var depth = 0
    private var elements = 0
    private var consumed: Int64 = 0
    /// Line feeds pushed: where the document ends, libxml2 may still stand on an earlier line.
    private var lineFeeds = 0
    private var text: [UInt8] = []
    /// libxml2 keeps each name once, so its address tells it.
    private var names: [UnsafePointer<xmlChar>: String] = [:]

    init(limits: XMLLimits, body: @escaping (XMLEvent) throws -> Void) {
        self.limits = limits
        self.body = body
    }

    private static let start: Void = xmlInitParser()
    /// Bytes of text after which a piece of it is handed on.
    private static let piece = 1 << 20

    func read(_ source: ByteSource) throws {
        XMLRun.start
        var head: [UInt8] = []
        while head.count < 1024 {
            let piece = try next(source)
            if piece.isEmpty { break }
            head += piece
        }
        let (encoding, skip) = try XMLRun.encoding(of: head)
        encodingName = encoding.rawValue
        var handler = XMLRun.handler
        let context = Unmanaged.passUnretained(self).toOpaque()
        guard let parser = xmlCreatePushParserCtxt(&handler, context, nil, 0, nil) else {
            throw XMLProblem.malformed(code: 2, reason: "out of memory", line: 1)
        }
        self.parser = parser
        defer {
            xmlFreeParserCtxt(parser)
            self.parser = nil
        }
        // What is pushed is UTF-8 always; the declared encoding has been heeded before.
        let options = XML_PARSE_NONET.rawValue | XML_PARSE_IGNORE_ENC.rawValue
        xmlCtxtUseOptions(parser, Int32(options))
        xmlSwitchEncoding(parser, XML_CHAR_ENCODING_UTF8)
        var transcoder = encoding == .utf8 ? nil : Transcoder(from: encoding)
        if encoding != .utf8, transcoder == nil { throw XMLProblem.unknownEncoding(encoding.rawValue) }
        var piece = Array(head.dropFirst(skip))
        repeat {
            let following = try next(source)
            if transcoder != nil {
                do throws(Transcoder.Invalid) {
                    push(try transcoder!.convert(piece, last: following.isEmpty))
                } catch {
                    push(error.converted)
                    if failure == nil { fail(XMLProblem.encoding(encodingName, line: lineFeeds + 1)) }
                }
            } else {
                push(piece)
            }
            piece = following
            if let failure { throw failure }
        } while !piece.isEmpty
        xmlParseChunk(parser, nil, 0, 1)
        if let failure { throw failure }
    }

    private func next(_ source: ByteSource) throws -> [UInt8] {
        let piece = try source()
        consumed += Int64(piece.count)
        if consumed > limits.bytes { throw XMLProblem.tooLarge(limit: limits.bytes) }
        return piece
    }

    private func push(_ bytes: [UInt8]) {
        for byte in bytes where byte == 10 { lineFeeds += 1 }
        bytes.withUnsafeBytes { buffer in
            _ = xmlParseChunk(parser, buffer.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(buffer.count), 0)
        }
    }

    /// By mark, else by the declaration, else UTF-8, as XML 1.0 appendix F says.
    private static func encoding(of head: [UInt8]) throws -> (TextEncoding, skip: Int) {
        let mark = TextEncoding.mark(of: head)
        if let mark, mark.encoding != .utf8 { return (mark.encoding, mark.length) }
        if head.starts(with: [0x3C, 0, 0x3F, 0]) { return (.utf16LittleEndian, 0) }
        if head.starts(with: [0, 0x3C, 0, 0x3F]) { return (.utf16BigEndian, 0) }
        guard let name = declaredEncoding(head.dropFirst(mark?.length ?? 0)) else { return (.utf8, mark?.length ?? 0) }
        guard let declared = TextEncoding(declared: name) else { throw XMLProblem.unknownEncoding(name) }
        if mark != nil { return (.utf8, 3) }
        // A declaration that could be read byte by byte is not UTF-16, whatever it says.
        return (declared == .utf16LittleEndian || declared == .utf16BigEndian ? .utf8 : declared, 0)
    }

    private static func declaredEncoding(_ head: ArraySlice<UInt8>) -> String? {
        let declaration = head.prefix { $0 != UInt8(ascii: ">") }
        guard declaration.starts(with: "<?xml".utf8) else { return nil }
        let words = declaration.split { " \t\r\n=?\"'".utf8.contains($0) }
        guard let key = words.firstIndex(where: { $0.elementsEqual("encoding".utf8) }), key + 1 < words.count else {
            return nil
        }
        return String(decoding: words[key + 1], as: UTF8.self)
    }
}

// What libxml2 calls back.
extension XMLRun {
    private var line: Int { parser.map { Int(xmlSAX2GetLineNumber(UnsafeMutableRawPointer($0))) } ?? 1 }

    private func fail(_ error: any Error) {
        if failure == nil { failure = error }
        if let parser { xmlStopParser(parser) }
    }

    private func give(_ event: XMLEvent) {
        guard failure == nil else { return }
        do { try body(event) } catch { fail(error) }
    }

    private func giveText() {
        guard !text.isEmpty else { return }
        let run = String(decoding: text, as: UTF8.self)
        text.removeAll(keepingCapacity: true)
        give(.text(run))
    }

    private func name(_ pointer: UnsafePointer<xmlChar>) -> String {
        if let known = names[pointer] { return known }
        let name = String(cString: pointer)
        names[pointer] = name
        return name
    }

    private func started(
        _ local: UnsafePointer<xmlChar>, _ prefix: UnsafePointer<xmlChar>?, _ uri: UnsafePointer<xmlChar>?,
        _ count: Int,
        _ values: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
    ) {
        giveText()
        depth += 1
        elements += 1
        if depth > limits.depth { return fail(XMLProblem.tooDeep(limit: limits.depth, line: line)) }
        if elements > limits.elements { return fail(XMLProblem.tooManyElements(limit: limits.elements, line: line)) }
        if count > limits.attributes { return fail(XMLProblem.tooManyAttributes(limit: limits.attributes, line: line)) }
        var attributes: [XMLAttribute] = []
        if let values {
            for place in 0..<count {
                // Each attribute is five pointers: local name, prefix, namespace, start and end of the value.
                let at = values + place * 5
                guard let local = at[0], let start = at[3], let end = at[4] else { continue }
                let value = String(decoding: UnsafeBufferPointer(start: start, count: end - start), as: UTF8.self)
                attributes.append(
                    XMLAttribute(
                        name: name(local), namespace: at[2].map(name), prefix: at[1].map(name),
                        // So libxml2 hands on every ampersand, to whoever would read the value once more.
                        value: value.utf8.contains(UInt8(ascii: "&")) ? value.replacing("&#38;", with: "&") : value))
            }
        }
        give(
            .start(
                XMLNode(
                    name: name(local), namespace: uri.map(name), prefix: prefix.map(name), attributes: attributes,
                    line: line)))
    }

    private func ended(_ local: UnsafePointer<xmlChar>) {
        giveText()
        depth -= 1
        give(.end(name(local)))
    }

    private func failed(_ error: xmlError) {
        // Warnings and namespace remarks do not stop the reading.
        guard error.level.rawValue >= XML_ERR_ERROR.rawValue, error.domain != XML_FROM_NAMESPACE.rawValue else {
            return
        }
        let reason = error.message.map { String(cString: $0) } ?? "unknown"
        let line = max(1, Int(error.line))
        let code = UInt32(bitPattern: error.code)
        switch code {
        case XML_ERR_UNDECLARED_ENTITY.rawValue, XML_WAR_UNDECLARED_ENTITY.rawValue, XML_ERR_ENTITY_LOOP.rawValue:
            fail(XMLProblem.entity(line: line))
        case XML_ERR_INVALID_CHAR.rawValue where reason.contains("UTF-8"), XML_ERR_INVALID_ENCODING.rawValue:
            fail(XMLProblem.encoding(encodingName, line: line))
        default:
            let words = reason.split(whereSeparator: \.isNewline).first.map(String.init) ?? reason
            let atEnd = code == XML_ERR_TAG_NOT_FINISHED.rawValue || code == XML_ERR_DOCUMENT_END.rawValue && depth > 0
            fail(XMLProblem.malformed(code: error.code, reason: words, line: atEnd ? lineFeeds + 1 : line))
        }
    }

    private static func run(_ context: UnsafeMutableRawPointer?) -> XMLRun {
        Unmanaged<XMLRun>.fromOpaque(context!).takeUnretainedValue()
    }

    private static var handler: xmlSAXHandler {
        var handler = xmlSAXHandler()
        handler.initialized = XML_SAX2_MAGIC
        handler.internalSubset = { context, _, _, _ in
            let run = XMLRun.run(context)
            run.fail(XMLProblem.documentType(line: run.line))
        }
        handler.startElementNs = { context, local, prefix, uri, _, _, count, _, values in
            XMLRun.run(context).started(local!, prefix, uri, Int(count), values)
        }
        handler.endElementNs = { context, local, _, _ in XMLRun.run(context).ended(local!) }
        handler.characters = { context, bytes, count in
            let run = XMLRun.run(context)
            run.text += UnsafeBufferPointer(start: bytes, count: Int(count))
            // A run without end is handed on in pieces, and never held whole here.
            if run.text.count >= XMLRun.piece { run.giveText() }
        }
        handler.processingInstruction = { context, target, data in
            let run = XMLRun.run(context)
            run.giveText()
            run.give(
                .instruction(target: target.map { String(cString: $0) } ?? "", data: data.map { String(cString: $0) }))
        }
        handler.cdataBlock = handler.characters
        handler.ignorableWhitespace = handler.characters
        handler.serror = { context, error in
            if let error { XMLRun.run(context).failed(error.pointee) }
        }
        return handler
    }
}
