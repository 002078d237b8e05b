package import Archive

/// What the catalogue says about a unit: values of descriptive elements, in the order of DA/T 18-2022.
///
/// A value that came with a transfer keeps its original wording and the name it had there, whatever is corrected later.
package struct Description: Hashable, Sendable {
    package private(set) var values: [ElementValue]

    package init(_ values: [ElementValue] = []) {
        self.values = values.enumerated().sorted { left, right in
            (Description.place(left.element), left.offset) < (Description.place(right.element), right.offset)
        }.map(\.element)
    }

    /// The first value of an element; `nil` if it has none.
    package subscript(_ element: String) -> String? { values.first { $0.element == element }?.value }

    /// All values of an element.
    package func all(_ element: String) -> [ElementValue] { values.filter { $0.element == element } }

    /// All values of an element as a form shows them: one a line.
    package func text(_ element: String) -> String { all(element).map(\.value).joined(separator: "\n") }

    /// The same description with other values for one element; none removes it.
    package func replacing(_ element: String, with new: [ElementValue]) -> Description {
        Description(values.filter { $0.element != element } + new)
    }

    /// Only the values readers may see when the unit is published at `level`.
    package func shown(at level: PublicationLevel) -> Description {
        Description(
            values.filter { value in
                guard let from = DescriptiveElement.named(value.element)?.shownFrom else { return false }
                return from <= level
            }.map { ElementValue($0.element, $0.value) })
    }

    private static func place(_ value: ElementValue) -> Int {
        DescriptiveElement.order[value.element] ?? DescriptiveElement.order.count
    }
}

/// One value of one element.
package struct ElementValue: Hashable, Sendable {
    /// The identifier of a `DescriptiveElement`.
    package let element: String
    package let value: String
    /// The name the value had in the transfer (题名, 发文字号 …); `nil` if it was written here.
    package let source: String?
    /// The wording in the transfer where it differs from `value`.
    package let original: String?

    package init(_ element: String, _ value: String, source: String? = nil, original: String? = nil) {
        self.element = element
        self.value = value
        self.source = source
        // Bytes are compared: what differs only in normalisation is another wording.
        self.original = original.flatMap { $0.utf8.elementsEqual(value.utf8) ? nil : $0 }
    }

    /// The value as it came with the transfer; `nil` if it did not come with one.
    package var asReceived: String? { source == nil ? nil : original ?? value }
}

extension Description {
    /// `[[element, value, source, original], …]`, without the empty end of each.
    package var json: JSON { .array(values.map(\.json)) }

    /// Reads what `json` writes. Elements of a later version are kept as they are.
    package init?(json: JSON) {
        guard let members = json.array else { return nil }
        var values: [ElementValue] = []
        for member in members {
            guard let value = ElementValue(json: member) else { return nil }
            values.append(value)
        }
        self.init(values)
    }
}

extension ElementValue {
    package var json: JSON {
        var parts: [JSON] = [.string(element), .string(value)]
        if source != nil || original != nil { parts.append(JSON(source)) }
        if original != nil { parts.append(JSON(original)) }
        return .array(parts)
    }

    package init?(json: JSON) {
        guard let parts = json.array, parts.count >= 2, let element = parts[0].string, let value = parts[1].string
        else { return nil }
        self.init(
            element, value, source: parts.count > 2 ? parts[2].string : nil,
            original: parts.count > 3 ? parts[3].string : nil)
    }
}
