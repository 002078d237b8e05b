import CMark

/// A text in Markdown as values (CommonMark, read by libcmark). HTML in it is not let through: it is named in `refused`.
struct Markdown: Sendable {
    indirect enum Block: Sendable, Equatable {
        case heading(Int, [Inline])
        case paragraph([Inline])
        /// `start` of an ordered list; `nil`: one without numbers.
        case list(start: Int?, [[Block]])
        case quote([Block])
        case code(String)
        case rule
    }

    indirect enum Inline: Sendable, Equatable {
        case text(String)
        case code(String)
        case strong([Inline])
        case emphasis([Inline])
        case link(to: String, [Inline])
        case image(String, alt: String)
        case softBreak, lineBreak
    }

    let blocks: [Block]
    let refused: [String]

    init(_ bytes: [UInt8]) {
        let tree = MarkdownTree(bytes)
        var reader = MarkdownReader()
        blocks = reader.blocks(in: tree.root)
        refused = reader.refused
    }

    /// The text of the first heading.
    var title: String {
        for case .heading(1, let inlines) in blocks { return Markdown.plain(inlines) }
        return ""
    }

    static func plain(_ inlines: [Inline]) -> String {
        inlines.map { inline in
            switch inline {
            case .text(let text), .code(let text): text
            case .strong(let inside), .emphasis(let inside), .link(_, let inside): plain(inside)
            case .image(_, let alt): alt
            case .softBreak, .lineBreak: " "
            }
        }.joined()
    }

    /// The anchor a forge makes of a heading, so that a link works in both places.
    static func anchor(_ inlines: [Inline]) -> String {
        String(
            plain(inlines).lowercased().compactMap { character in
                if character == " " { return "-" }
                return character.isLetter || character.isNumber || character == "-" || character == "_"
                    ? character : nil
            })
    }
}

/// The parsed tree, which belongs to libcmark and is freed with this.
private struct MarkdownTree: ~Copyable {
    let root: OpaquePointer

    init(_ bytes: [UInt8]) {
        // The text is copied by libcmark; it replaces what is not UTF-8 and gives back a document for any bytes.
        root = bytes.withUnsafeBytes { buffer in
            buffer.withMemoryRebound(to: CChar.self) { text in
                cmark_parse_document(text.baseAddress, text.count, CMARK_OPT_VALIDATE_UTF8)
            }
        }
    }

    deinit { cmark_node_free(root) }
}

/// Reads nodes into values.
private struct MarkdownReader {
    var refused: [String] = []

    private func children(of node: OpaquePointer) -> [OpaquePointer] {
        Array(
            sequence(state: cmark_node_first_child(node)) { next in
                defer { next = next.flatMap { cmark_node_next($0) } }
                return next
            })
    }

    private func literal(_ node: OpaquePointer) -> String {
        cmark_node_get_literal(node).map(String.init(cString:)) ?? ""
    }

    mutating func blocks(in node: OpaquePointer) -> [Markdown.Block] {
        var blocks: [Markdown.Block] = []
        for child in children(of: node) {
            switch cmark_node_get_type(child) {
            case CMARK_NODE_HEADING:
                blocks.append(.heading(Int(cmark_node_get_heading_level(child)), inlines(in: child)))
            case CMARK_NODE_PARAGRAPH: blocks.append(.paragraph(inlines(in: child)))
            case CMARK_NODE_LIST:
                let isOrdered = cmark_node_get_list_type(child) == CMARK_ORDERED_LIST
                var items: [[Markdown.Block]] = []
                for item in children(of: child) { items.append(self.blocks(in: item)) }
                blocks.append(.list(start: isOrdered ? Int(cmark_node_get_list_start(child)) : nil, items))
            case CMARK_NODE_BLOCK_QUOTE: blocks.append(.quote(self.blocks(in: child)))
            case CMARK_NODE_CODE_BLOCK: blocks.append(.code(literal(child)))
            case CMARK_NODE_THEMATIC_BREAK: blocks.append(.rule)
            default: refused.append(literal(child))
            }
        }
        return blocks
    }

    mutating func inlines(in node: OpaquePointer) -> [Markdown.Inline] {
        var inlines: [Markdown.Inline] = []
        for child in children(of: node) {
            switch cmark_node_get_type(child) {
            case CMARK_NODE_TEXT:
                // libcmark gives a text in pieces; a reader wants it whole.
                if case .text(let before)? = inlines.last {
                    inlines[inlines.count - 1] = .text(before + literal(child))
                } else {
                    inlines.append(.text(literal(child)))
                }
            case CMARK_NODE_CODE: inlines.append(.code(literal(child)))
            case CMARK_NODE_STRONG: inlines.append(.strong(self.inlines(in: child)))
            case CMARK_NODE_EMPH: inlines.append(.emphasis(self.inlines(in: child)))
            case CMARK_NODE_SOFTBREAK: inlines.append(.softBreak)
            case CMARK_NODE_LINEBREAK: inlines.append(.lineBreak)
            case CMARK_NODE_LINK:
                inlines.append(.link(to: address(of: child), self.inlines(in: child)))
            case CMARK_NODE_IMAGE:
                inlines.append(.image(address(of: child), alt: Markdown.plain(self.inlines(in: child))))
            default: refused.append(literal(child))
            }
        }
        return inlines
    }

    private func address(of node: OpaquePointer) -> String {
        cmark_node_get_url(node).map(String.init(cString:)) ?? ""
    }
}
