import Archive

extension RuleBook {
    package static let mostElements = 500
    package static let mostDomains = 200

    /// The same with what persons write put in order: texts trimmed.
    /// - Throws: `RuleBookProblem` for whatever cannot hold.
    package func validated() throws(RuleBookProblem) -> RuleBook {
        var valid = self
        valid.name = NumberText.trimmed(name)
        guard RuleBook.isText(valid.name, most: 200) else { throw .badName }
        valid.domains = try validDomains()
        valid.elements = try validElements(Set(valid.domains.map(\.name)))
        valid.labels = try validLabels()
        for measure in Measure.allCases where !measure.range.contains(self.measure(measure)) {
            throw .badMeasure(measure)
        }
        try lists.validate()
        return valid
    }

    private func validElements(_ known: Set<String>) throws(RuleBookProblem) -> [Element] {
        guard !elements.isEmpty else { throw .noElements }
        guard elements.count <= RuleBook.mostElements else { throw .tooMany(.elements, most: RuleBook.mostElements) }
        var (valid, seen): ([Element], Set<String>) = ([], [])
        for (place, element) in elements.enumerated() {
            let row = place + 1
            var element = element
            element.path = NumberText.trimmed(element.path)
            element.domain = NumberText.trimmed(element.domain)
            let parts = element.path.split(separator: "/", omittingEmptySubsequences: false)
            guard RuleBook.isText(element.path, most: 200), parts.allSatisfy({ !$0.isEmpty }),
                !element.path.contains(where: \.isWhitespace)
            else { throw .badPath(row: row, element.path) }
            guard seen.insert(element.path).inserted else { throw .elementTwice(row: row, element.path) }
            if let longest = element.longest, !(1...100_000).contains(longest) {
                throw .badLongest(row: row, element.path)
            }
            guard element.domain.isEmpty || known.contains(element.domain) else {
                throw .noDomain(row: row, element.path, domain: element.domain)
            }
            valid.append(element)
        }
        return valid
    }

    private func validDomains() throws(RuleBookProblem) -> [Domain] {
        guard domains.count <= RuleBook.mostDomains else { throw .tooMany(.domains, most: RuleBook.mostDomains) }
        var (valid, seen): ([Domain], Set<String>) = ([], [])
        for (place, domain) in domains.enumerated() {
            let row = place + 1
            // Values of metadata are compared in this form.
            let values = domain.values.map(NumberText.plain)
            let name = NumberText.trimmed(domain.name)
            guard RuleBook.isText(name, most: 50) else { throw .badDomainName(row: row) }
            guard seen.insert(name).inserted else { throw .domainTwice(row: row, name) }
            guard (1...1000).contains(values.count), Set(values).count == values.count,
                values.allSatisfy({ RuleBook.isText($0, most: 100) })
            else { throw .badValues(row: row, name) }
            valid.append(
                Domain(name: name, values: values, isOpen: domain.isOpen, admitsYears: domain.admitsYears))
        }
        return valid
    }

    private func validLabels() throws(RuleBookProblem) -> [String: Label] {
        var valid: [String: Label] = [:]
        for (key, label) in labels.sorted(by: { $0.key < $1.key }) {
            guard let own = CheckLabels.all[key] else { throw .noSuchCheck(key) }
            let number = NumberText.plain(label.number)
            let parts = number.split(separator: "-", omittingEmptySubsequences: false)
            let property = (Finding.Property.allCases.firstIndex(of: own.property) ?? 0) + 1
            guard
                number.isEmpty
                    || parts.count == 2 && String(parts[0]) == "\(property)"
                        && (1...99).contains(Int(parts[1]) ?? 0) && String(Int(parts[1]) ?? 0) == parts[1]
            else { throw .badNumber(check: key, label.number) }
            let name = Words(zh: NumberText.trimmed(label.name.zh), en: NumberText.trimmed(label.name.en))
            guard RuleBook.isText(name.zh, most: 200), RuleBook.isText(name.en, most: 200) else {
                throw .badLabel(check: key)
            }
            valid[key] = Label(number: number, name: name)
        }
        return valid
    }

    fileprivate static func isText(_ text: String, most: Int) -> Bool {
        (1...most).contains(text.unicodeScalars.count) && !text.hasControls
    }
}

extension RuleBook.Lists {
    fileprivate func validate() throws(RuleBookProblem) {
        guard !compressions.isEmpty, compressions.allSatisfy({ (1...65_535).contains($0) }) else {
            throw .badList("compressions")
        }
        // A text that is empty stands in every name.
        guard editors.allSatisfy({ RuleBook.isText($0, most: 100) && $0 == $0.lowercased() }) else {
            throw .badList("editors")
        }
        guard !openness.isEmpty, openness.allSatisfy({ RuleBook.isText($0, most: 100) }) else {
            throw .badList("openness")
        }
        guard opennessToo.values.allSatisfy(openness.contains) else { throw .badList("opennessToo") }
        for (column, names) in columns.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            guard !names.isEmpty, names.allSatisfy({ RuleBook.isText($0, most: 100) }) else {
                throw .badList("columns.\(column.rawValue)")
            }
        }
    }
}
