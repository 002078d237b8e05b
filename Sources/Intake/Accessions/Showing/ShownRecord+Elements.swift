import Archive

extension ShownRecord {
    private static let most = 120

    /// The elements of a record with those marked that `finding` means.
    init(_ finding: Finding, code: String, _ elements: [(name: String, value: String, line: Int?)]) {
        let meant = ShownRecord.meant(by: finding, among: elements)
        // Around the first that is meant, where there are too many to show them all.
        let first = max(0, min((meant.min() ?? 0) - ShownRecord.most / 2, elements.count - ShownRecord.most))
        let shown = elements.indices.dropFirst(first).prefix(ShownRecord.most)
        self.init(
            code: code,
            elements: shown.map { place in
                let element = elements[place]
                return Element(
                    name: element.name, value: ShownRows.cut(element.value), line: element.line,
                    isMeant: meant.contains(place))
            },
            isCut: elements.count > ShownRecord.most,
            holdsElement: finding.element == nil ? nil : !meant.isEmpty)
    }

    /// By path or name; of several the one on the line told, or the next after it: a line may be that of what is around.
    private static func meant(by finding: Finding, among elements: [(name: String, value: String, line: Int?)]) -> Set<
        Int
    > {
        guard let wanted = finding.element else { return [] }
        var found = elements.indices.filter { elements[$0].name == wanted || elements[$0].name.hasSuffix("/" + wanted) }
        if found.isEmpty {
            found = elements.indices.filter { elements[$0].name.split(separator: "/").contains { $0 == wanted } }
        }
        guard let line = finding.line else { return Set(found) }
        let own = found.filter { elements[$0].line == line }
        if !own.isEmpty { return Set(own) }
        guard elements.contains(where: { $0.line != nil }) else { return Set(found) }
        return Set(found.filter { elements[$0].line.map { $0 > line } ?? false }.prefix(1))
    }
}
