import Archive

/// The 门类 in a package, as far as they can be told before its records are read.
package struct PackageCategories: Hashable, Sendable {
    /// Codes, `WS`; empty for what stands in no 门类.
    package var codes: Set<String> = []
    /// Of some records neither code, nor list, nor folder says it.
    package var hasUnknown = false

    package init(codes: Set<String> = [], hasUnknown: Bool = false) {
        (self.codes, self.hasUnknown) = (codes, hasUnknown)
    }
}

extension PackageContents {
    /// What the codes say, else the column 类别号 of the list, else the folder a record lies in, else what a package of this kind
    /// holds.
    ///
    /// Where records lie in folders by 门类 every folder is looked at; else every entry of the list, and the folders where there is
    /// no list. Metadata are not read for it.
    func categories(rules: [CodeRule]) -> PackageCategories {
        var found = PackageCategories()
        let usual = PackageCategories.usual(of: kind)
        func add(_ code: String?, countsMissing: Bool) {
            if let code {
                found.codes.insert(code)
            } else if countsMissing {
                if let usual { found.codes.formUnion(usual) } else { found.hasUnknown = true }
            }
        }
        let byFolder = layout.placement != .byName && folders.count > 0
        for item in list.value.map({ AnySequence($0.items) }) ?? AnySequence([]) {
            let said = PackageContents.category(in: item.code, rules) ?? item.other("类别号").flatMap(CategoryName.code)
            add(said, countsMissing: !byFolder)
        }
        for folder in folders {
            let code = folder.code.isEmpty ? folder.name.display : folder.code
            let above = folder.path.components.dropLast().lazy.compactMap { CategoryName.code(of: $0.display) }.first
            add(PackageContents.category(in: code, rules) ?? above, countsMissing: byFolder || list.value == nil)
        }
        return found
    }

    private static func category(in code: String, _ rules: [CodeRule]) -> String? {
        (try? ReferenceCode(parsing: code, rules: rules))?.category.map {
            CategoryName.code(of: $0) ?? ReferenceCode.key(of: $0)
        }
    }
}

extension PackageCategories {
    /// What the records of a package are where nothing says so; `nil` where they may be anything.
    fileprivate static func usual(of kind: PackageKind) -> Set<String>? {
        switch kind {
        case .photographs: ["ZP"]
        case .recordings: ["LY", "LX"]
        case .database: ["SJ"]
        // Both stand in collections of their own.
        case .eArk, .disclosure: [""]
        default: nil
        }
    }
}

extension CheckReport {
    /// The 门类 of the records that were read; `nil` in reports that are older than schemes by 门类.
    package var packageCategories: PackageCategories? {
        guard let categories else { return nil }
        var found = PackageCategories(codes: Set(categories.filter { !$0.isEmpty }))
        guard categories.contains("") else { return found }
        if let usual = PackageCategories.usual(of: kind) {
            found.codes.formUnion(usual)
        } else {
            found.hasUnknown = true
        }
        return found
    }
}
