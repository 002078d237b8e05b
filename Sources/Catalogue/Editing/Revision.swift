import Archive

/// A description about to be changed: checks every new value before anything is written.
struct Revision {
    let unit: ArchivalUnit
    let classified: Bool

    /// The description with `changes`: element → new value, or `nil` to remove it. Values of a repeatable element stand
    /// on lines of their own.
    func description(with changes: [String: String?]) throws(CatalogueProblem) -> Description {
        var description = unit.description
        var faults: [InvalidValue] = []
        for (identifier, text) in changes.sorted(by: { $0.key < $1.key }) {
            guard let element = DescriptiveElement.named(identifier) else { throw .unknownElement(identifier) }
            guard element.type != .kept, element.obligation(at: unit.level) != .unused else {
                throw .notEditable(element: element.name, level: unit.level.words)
            }
            let texts = lines(of: text ?? "", element)
            if texts.isEmpty, element.obligation(at: unit.level) == .mandatory {
                faults.append(element.missing(at: unit.level))
            }
            faults += texts.compactMap { fault(in: $0, element) }
            description = description.replacing(identifier, with: values(texts, element))
        }
        guard faults.isEmpty else { throw .invalid(faults) }
        return description
    }

    private func lines(of text: String, _ element: DescriptiveElement) -> [String] {
        let parts = element.repeatable ? text.split(whereSeparator: \.isNewline).map(String.init) : [text]
        return parts.map(\.trimmed).filter { !$0.isEmpty }
    }

    private func fault(in text: String, _ element: DescriptiveElement) -> InvalidValue? {
        // 全宗 and 类别 codes are parts of a code: no rule for whole codes reads them.
        if element.type == .referenceCode, unit.level == .fonds || unit.level == .series || unit.level == .file {
            return codeOfNode(text, element)
        }
        return element.fault(in: text, classified: classified) ?? place(text, element)
    }

    private func codeOfNode(_ text: String, _ element: DescriptiveElement) -> InvalidValue? {
        ReferenceCode.key(of: text) == unit.codeKey
            ? nil
            : InvalidValue(
                element,
                what: Words(
                    zh: "\(unit.level.words.zh)的档号由整理决定",
                    en: "the code of a \(unit.level.words.en) is set by arrangement"),
                next: Words(zh: "请保留 \(unit.code)", en: "Keep \(unit.code)."), rule: .codes)
    }

    /// A new reference code must leave the unit where it stands.
    private func place(_ text: String, _ element: DescriptiveElement) -> InvalidValue? {
        guard element.type == .referenceCode, let code = try? ReferenceCode(parsing: text),
            code.fonds != unit.fondsCode || (code.category ?? "") != unit.category
        else { return nil }
        let place = [unit.fondsCode, unit.category].filter { !$0.isEmpty }.joined(separator: "-")
        return InvalidValue(
            element,
            what: Words(zh: "会把它移出 \(place)", en: "it would move the unit out of \(place)"),
            next: Words(
                zh: "档号须以 \(place) 开头；移到别的全宗或门类属于整理",
                en: "Begin the code with \(place); moving it elsewhere is arrangement."), rule: .codes)
    }

    /// The new values; one that did not change, or the only one, keeps what it came with.
    private func values(_ texts: [String], _ element: DescriptiveElement) -> [ElementValue] {
        let old = unit.description.all(element.identifier)
        return texts.map { text in
            if let same = old.first(where: { $0.value.utf8.elementsEqual(text.utf8) }) { return same }
            guard !element.repeatable, let first = old.first else { return ElementValue(element.identifier, text) }
            return ElementValue(element.identifier, text, source: first.source, original: first.asReceived)
        }
    }
}

extension ArchivalUnit {
    /// The elements that must be described at this level and are not.
    package var missingElements: [DescriptiveElement] {
        DescriptiveElement.all.filter {
            $0.type != .kept && $0.obligation(at: level) == .mandatory && description[$0.identifier] == nil
        }
    }
}
