/// An attribute of an element: its local name, its namespace if it has one, and its value.
package struct XMLAttribute: Hashable, Sendable {
    package let name: String
    package let namespace: String?
    /// The prefix the writer chose: only a canonical form asks for it.
    package let prefix: String?
    package let value: String

    package init(name: String, namespace: String? = nil, prefix: String? = nil, value: String) {
        self.name = name
        self.namespace = namespace
        self.prefix = prefix
        self.value = value
    }
}

/// An element with what is inside it, and the line it stands on.
///
/// Names are local names; the prefix a writer chose says nothing, and only a canonical form asks for it.
package struct XMLNode: Hashable, Sendable {
    package let name: String
    package let namespace: String?
    package let prefix: String?
    package let attributes: [XMLAttribute]
    /// The line of the end of the start tag, counted from 1.
    package let line: Int
    /// The character data directly inside, without that of the children; white space as it came.
    package internal(set) var text: String
    package internal(set) var children: [XMLNode]

    package init(
        name: String, namespace: String? = nil, prefix: String? = nil, attributes: [XMLAttribute] = [], line: Int,
        text: String = "", children: [XMLNode] = []
    ) {
        self.name = name
        self.namespace = namespace
        self.prefix = prefix
        self.attributes = attributes
        self.line = line
        self.text = text
        self.children = children
    }

    /// The value of the attribute with this local name.
    package subscript(attribute name: String) -> String? { attributes.first { $0.name == name }?.value }

    /// The first child with this local name.
    package func first(_ name: String) -> XMLNode? { children.first { $0.name == name } }

    /// All children with this local name, in order.
    package func all(_ name: String) -> [XMLNode] { children.filter { $0.name == name } }

    /// The element at the end of a path of local names, each the first child so named.
    package func at(_ path: String...) -> XMLNode? {
        path.reduce(self as XMLNode?) { node, name in node?.first(name) }
    }

    /// `text` without white space around it (the ideographic space of Chinese forms included).
    package var value: String { text.trimmed }
}

extension String {
    /// Without white space around it.
    var trimmed: String {
        var scalars = unicodeScalars[...]
        while let first = scalars.first, first.properties.isWhitespace { scalars.removeFirst() }
        while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
        return String(scalars)
    }
}
