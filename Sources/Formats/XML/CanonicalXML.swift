/// The canonical form (规范化) of one element and all that is in it, made from events as they come: nothing is held but the names
/// of open elements.
///
/// Exclusive Canonical XML 1.0 without comments and without a list of inclusive prefixes. Source: W3C xml-exc-c14n, xml-c14n.
package struct CanonicalXML {
    private struct Open {
        let name: String
        /// What was declared up to here, by prefix; "" is the default namespace.
        let declared: [String: String]
    }

    private var open: [Open] = []

    package init() {}

    /// Whether the element that was begun first has ended.
    package private(set) var isEnded = false

    /// Adds the bytes of `event` to `out`. The first event is the start tag of the element.
    package mutating func write(_ event: XMLEvent, to out: inout [UInt8]) {
        switch event {
        case .start(let node): start(node, &out)
        case .text(let text): CanonicalXML.put(text, &out)
        case .instruction(let target, let data):
            guard !open.isEmpty else { return }
            out += "<?\(target)\(data.map { " " + $0 } ?? "")?>".utf8
        case .end:
            guard let last = open.popLast() else { return }
            out += "</\(last.name)>".utf8
            isEnded = open.isEmpty
        }
    }

    private mutating func start(_ node: XMLNode, _ out: inout [UInt8]) {
        var declared = open.last?.declared ?? [:]
        var added: [(prefix: String, namespace: String)] = []
        func use(_ prefix: String, _ namespace: String) {
            guard prefix != "xml", declared[prefix] ?? "" != namespace else { return }
            declared[prefix] = namespace
            added.append((prefix, namespace))
        }
        use(node.prefix ?? "", node.namespace ?? "")
        for attribute in node.attributes {
            if let prefix = attribute.prefix, let namespace = attribute.namespace { use(prefix, namespace) }
        }
        let name = (node.prefix.map { $0 + ":" } ?? "") + node.name
        open.append(Open(name: name, declared: declared))
        out += "<\(name)".utf8
        for (prefix, namespace) in added.sorted(by: { CanonicalXML.precedes($0.prefix, $1.prefix) }) {
            out += (prefix.isEmpty ? " xmlns=\"" : " xmlns:\(prefix)=\"").utf8
            CanonicalXML.put(value: namespace, &out)
            out.append(UInt8(ascii: "\""))
        }
        let sorted = node.attributes.sorted { left, right in
            let (first, second) = (left.namespace ?? "", right.namespace ?? "")
            return first == second
                ? CanonicalXML.precedes(left.name, right.name) : CanonicalXML.precedes(first, second)
        }
        for attribute in sorted {
            out += " \(attribute.prefix.map { $0 + ":" } ?? "")\(attribute.name)=\"".utf8
            CanonicalXML.put(value: attribute.value, &out)
            out.append(UInt8(ascii: "\""))
        }
        out.append(UInt8(ascii: ">"))
    }

    /// In the order of code points, which is that of the bytes of UTF-8.
    private static func precedes(_ left: String, _ right: String) -> Bool {
        left.utf8.lexicographicallyPrecedes(right.utf8)
    }

    private static func put(_ text: String, _ out: inout [UInt8]) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "&"): out += "&amp;".utf8
            case UInt8(ascii: "<"): out += "&lt;".utf8
            case UInt8(ascii: ">"): out += "&gt;".utf8
            case 13: out += "&#xD;".utf8
            default: out.append(byte)
            }
        }
    }

    private static func put(value: String, _ out: inout [UInt8]) {
        for byte in value.utf8 {
            switch byte {
            case UInt8(ascii: "&"): out += "&amp;".utf8
            case UInt8(ascii: "<"): out += "&lt;".utf8
            case UInt8(ascii: "\""): out += "&quot;".utf8
            case 9: out += "&#x9;".utf8
            case 10: out += "&#xA;".utf8
            case 13: out += "&#xD;".utf8
            default: out.append(byte)
            }
        }
    }
}
