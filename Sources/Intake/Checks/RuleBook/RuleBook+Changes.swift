package import Archive

/// One thing that an edition of the rule book has otherwise than another.
package struct RuleBookChange: Hashable, Sendable {
    package let section: RuleBookProblem.Section
    /// What is changed, in its own words.
    package let name: Words
    /// `nil`: it was not there.
    package let before: Words?
    /// `nil`: it is there no more.
    package let after: Words?
}

extension RuleBook {
    /// Everything that is otherwise in `other`, in the order of the sections.
    package func changes(to other: RuleBook) -> [RuleBookChange] {
        var changes = RuleBook.changes(
            .elements, elements.map { ($0.path, $0.said) }, other.elements.map { ($0.path, $0.said) })
        changes += RuleBook.changes(
            .domains, domains.map { ($0.name, $0.said) }, other.domains.map { ($0.name, $0.said) })
        changes += RuleBook.changes(.labels, saidLabels, other.saidLabels)
        for measure in Measure.allCases where self.measure(measure) != other.measure(measure) {
            changes.append(
                RuleBookChange(
                    section: .measures, name: measure.words, before: .same("\(self.measure(measure))"),
                    after: .same("\(other.measure(measure))")))
        }
        return changes + RuleBook.changes(.lists, lists.said, other.lists.said)
    }

    private typealias Said = (key: String, said: Words)

    private var saidLabels: [Said] { labels.sorted { $0.key < $1.key }.map { ($0.key, $0.value.said) } }

    private static func changes(_ section: RuleBookProblem.Section, _ before: [Said], _ after: [Said])
        -> [RuleBookChange]
    {
        let old = Dictionary(before.map { ($0.key, $0.said) }) { first, _ in first }
        let new = Dictionary(after.map { ($0.key, $0.said) }) { first, _ in first }
        let keys = after.map(\.key) + before.map(\.key).filter { new[$0] == nil }
        return keys.filter { old[$0] != new[$0] }.map {
            RuleBookChange(section: section, name: .same($0), before: old[$0], after: new[$0])
        }
    }
}

extension Words {
    /// What is written alike in both languages.
    fileprivate static func same(_ text: String) -> Words { Words(zh: text, en: text) }
}

extension RuleBook.Element {
    /// `必备，文本，最长 100 字，值域“密级”`
    package var said: Words {
        var zh = "\(obligation.words.zh)，\(form.words.zh)"
        var en = "\(obligation.words.en), \(form.words.en)"
        if let longest {
            zh += "，最长 \(longest) 字"
            en += ", \(longest) characters at most"
        }
        if !domain.isEmpty {
            zh += "，值域“\(domain)”"
            en += ", domain \(domain)"
        }
        return Words(zh: zh, en: en)
    }
}

extension RuleBook.Domain {
    package var said: Words {
        let list = values.joined(separator: " ")
        return Words(
            zh: list + (isOpen ? "；可有其他值" : "") + (admitsYears ? "；可写年限" : ""),
            en: list + (isOpen ? "; others may be there" : "") + (admitsYears ? "; terms of years too" : ""))
    }
}

extension RuleBook.Label {
    package var said: Words {
        let number = number.isEmpty ? "" : number + " "
        return Words(zh: number + name.zh, en: number + name.en)
    }
}

extension RuleBook.Lists {
    /// Each list by its name in the document, as one text.
    package var said: [(key: String, said: Words)] {
        let own: [(String, [String])] = [
            ("compressions", compressions.map { "\($0)" }), ("editors", editors), ("openness", openness),
            ("opennessToo", opennessToo.sorted { $0.key < $1.key }.map { "\($0.key)→\($0.value)" }),
        ]
        let columns = RuleBook.Column.allCases.map { ("columns.\($0.rawValue)", self.columns[$0] ?? []) }
        return (own + columns).map { ($0.0, Words.same($0.1.joined(separator: " "))) }
    }
}
