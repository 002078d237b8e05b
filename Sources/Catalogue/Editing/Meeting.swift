package import Archive

/// What somebody typed into a description that others changed meanwhile: who changed what, element by element.
package struct Meeting: Hashable, Sendable {
    /// One element: as it was when this person opened it, as it is now, as this person wants it.
    package struct Field: Hashable, Sendable {
        package let element: DescriptiveElement
        package let opened: String
        package let now: String
        package let typed: String
    }

    /// Changed by this person only.
    package let mine: [Field]
    /// Changed by others only; what was typed is what stood there before.
    package let theirs: [Field]
    /// Changed by both, and not alike: somebody has to choose.
    package let clashes: [Field]

    /// Compares texts typed over `opened` with what stands `now`.
    init(_ texts: [String: String], over opened: Description, with now: Description) {
        var (mine, theirs, clashes) = ([Field](), [Field](), [Field]())
        for element in DescriptiveElement.all where element.type != .kept {
            let (was, stands) = (opened.text(element.identifier), now.text(element.identifier))
            let typed = texts[element.identifier].map(TypedText.tidied) ?? was
            let field = Field(element: element, opened: was, now: stands, typed: typed)
            let isTyped = !TypedText.same(typed, was)
            if TypedText.same(was, stands) {
                if isTyped { mine.append(field) }
            } else if !isTyped {
                theirs.append(field)
            } else if !TypedText.same(typed, stands) {
                clashes.append(field)
            }
        }
        (self.mine, self.theirs, self.clashes) = (mine, theirs, clashes)
    }

    /// What this person typed that does not stand there now, by element.
    package var typed: [String: String] {
        Dictionary(uniqueKeysWithValues: (mine + clashes).map { ($0.element.identifier, $0.typed) })
    }

    /// Whether others changed something.
    package var isContested: Bool { !theirs.isEmpty || !clashes.isEmpty }
}

extension FindingAids {
    /// How `texts`, typed since `version`, meet what stands there now.
    /// - Returns: The unit as it is now, and the changes of others since, latest first.
    package func meeting(_ texts: [String: String], of id: UnitID, since version: Int64) async throws -> (
        unit: ArchivalUnit, meeting: Meeting, later: [UnitChange]
    ) {
        guard let unit = try await unit(id) else { throw CatalogueProblem.noSuchUnit(id.text) }
        guard (1...unit.version).contains(version) else {
            throw CatalogueProblem.noSuchVersion(code: unit.code, version: version)
        }
        let later = version < unit.version ? try await history(id).filter { $0.version > version } : []
        let opened = unit.description.before(later, since: version)
        return (unit, Meeting(texts, over: opened, with: unit.description), later)
    }
}

/// Text as it comes from a form.
package enum TypedText {
    /// With plain line ends, without white space around.
    package static func tidied(_ text: String) -> String {
        let lines = text.utf8.contains(13) ? text.replacing("\r\n", with: "\n") : text
        return lines.trimmed
    }

    /// Equal but for line ends and white space around. By bytes: Swift holds a compatibility ideograph equal to another.
    package static func same(_ left: String, _ right: String) -> Bool {
        tidied(left).utf8.elementsEqual(tidied(right).utf8)
    }
}
