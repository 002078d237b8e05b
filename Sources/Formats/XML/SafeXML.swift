import CXML
import Glibc

/// What is met while reading an XML file, in order.
package enum XMLEvent: Sendable {
    /// A start tag: an element without its text and children.
    case start(XMLNode)
    /// Character data; one run of it can come in several pieces.
    case text(String)
    /// An end tag, by local name.
    case end(String)
    /// A processing instruction, which says nothing of the content.
    case instruction(target: String, data: String?)
}

/// Reads foreign XML: no document type, no entities, no network, under limits, with the line of every fault.
///
/// UTF-8, GB18030 (and GBK, GB2312 as its parts), Big5 and UTF-16 are read, with and without a byte order mark. The whole file
/// is read in pieces, so its size is not memory.
package enum SafeXML {
    /// The whole file as a tree.
    package static func tree(path: String, limits: XMLLimits = XMLLimits()) throws -> XMLNode {
        try withFile(path) { try tree(reading: $0, limits: limits) }
    }

    /// The whole document as a tree.
    package static func tree(_ bytes: [UInt8], limits: XMLLimits = XMLLimits()) throws -> XMLNode {
        try tree(reading: pieces(of: bytes), limits: limits)
    }

    /// Gives each element called `name` (local name) with all that is in it to `body`, and keeps nothing: for listings of
    /// any length. An element of that name inside another one stays part of the outer one.
    package static func elements(
        _ name: String, path: String, limits: XMLLimits = XMLLimits(), body: (XMLNode) throws -> Void
    ) throws {
        try withFile(path) { source in
            var builder = TreeBuilder(root: name, limit: limits.kept)
            try events(reading: source, limits: limits) { event in
                if let done = try builder.take(event) { try body(done) }
            }
        }
    }

    /// Gives every event of the file to `body`.
    package static func events(
        path: String, limits: XMLLimits = XMLLimits(), body: (XMLEvent) throws -> Void
    ) throws {
        try withFile(path) { try events(reading: $0, limits: limits, body: body) }
    }

    /// Gives every event of the document to `body`.
    package static func events(
        _ bytes: [UInt8], limits: XMLLimits = XMLLimits(), body: (XMLEvent) throws -> Void
    ) throws {
        try events(reading: pieces(of: bytes), limits: limits, body: body)
    }
}

/// Gives the next bytes, none at the end.
typealias ByteSource = () throws -> [UInt8]

extension SafeXML {
    static func tree(reading source: ByteSource, limits: XMLLimits) throws -> XMLNode {
        var builder = TreeBuilder(root: nil, limit: limits.kept)
        var root: XMLNode?
        try events(reading: source, limits: limits) { event in
            if let done = try builder.take(event) { root = done }
        }
        // A document without a root element is an error of the parser, thrown before this line.
        guard let root else { throw XMLProblem.malformed(code: 4, reason: "Document is empty", line: 1) }
        return root
    }

    static func events(reading source: ByteSource, limits: XMLLimits, body: (XMLEvent) throws -> Void) throws {
        try withoutActuallyEscaping(body) { body in
            let run = XMLRun(limits: limits, body: body)
            try run.read(source)
        }
    }

    private static func pieces(of bytes: [UInt8]) -> ByteSource {
        var given = 0
        return {
            let end = min(given + 65_536, bytes.count)
            defer { given = end }
            return Array(bytes[given..<end])
        }
    }

    private static func withFile<T>(_ path: String, _ body: (ByteSource) throws -> T) throws -> T {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw XMLProblem.unreadable(errno) }
        defer { close(file) }
        return try body {
            try [UInt8](unsafeUninitializedCapacity: 65_536) { buffer, count in
                let got = read(file, buffer.baseAddress, buffer.count)
                guard got >= 0 else { throw XMLProblem.unreadable(errno) }
                count = got
            }
        }
    }
}

/// Puts events together to elements.
package struct TreeBuilder {
    /// The name of the elements wanted; `nil` = the root of the document.
    package let root: String?
    /// Bytes that the elements now open may take.
    package let limit: Int
    private var open: [XMLNode] = []
    private var kept = 0

    package init(root: String?, limit: Int) { (self.root, self.limit) = (root, limit) }

    /// The element that `event` completes, if it is one of those wanted.
    /// - Throws: `XMLProblem.elementTooLarge`
    package mutating func take(_ event: XMLEvent) throws -> XMLNode? {
        switch event {
        case .start(let node):
            guard !open.isEmpty || root == nil || node.name == root else { return nil }
            open.append(node)
            try keep(MemoryLayout<XMLNode>.stride + node.attributes.reduce(0) { $0 + 64 + $1.value.utf8.count })
        case .text(let text):
            guard !open.isEmpty else { return nil }
            open[open.count - 1].text += text
            try keep(text.utf8.count)
        case .end:
            guard let node = open.popLast() else { return nil }
            if open.isEmpty {
                kept = 0
                return node
            }
            open[open.count - 1].children.append(node)
        case .instruction: break
        }
        return nil
    }

    private mutating func keep(_ bytes: Int) throws {
        kept += bytes
        guard kept <= limit else { throw XMLProblem.elementTooLarge(limit: limit, line: open[0].line) }
    }
}
