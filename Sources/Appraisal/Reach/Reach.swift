package import Archive

/// All that somebody may find, for one purpose, on one day (可及范围).
///
/// A small algebra with two renderings that a property test holds equal: a SQL predicate (`predicate`) for rows, and
/// `admits` for facts in memory. Hits, counts, facets, feeds and files all embed it; nothing is filtered afterwards.
package struct Reach: Hashable, Sendable {
    let term: Term

    /// What a reach is made of.
    indirect enum Term: Hashable, Sendable {
        case nothing
        case everything
        /// Opened, in force on the day.
        case opened(on: Day)
        /// Opened and published at this level or more, in force on the day.
        case published(PublicationLevel, on: Day)
        case fonds(Set<String>)
        case categories(Set<String>)
        case units(Set<UnitID>)
        case agency(String)
        case all([Term])
        case any([Term])
    }

    init(_ term: Term) { self.term = term }
}

extension Reach {
    /// Nothing at all.
    package static let nothing = Reach(.nothing)
    /// Everything in the catalogue.
    package static let everything = Reach(.everything)

    /// What anybody may find on `day`: open, published at `level` or more, both in force.
    package static func `public`(on day: Day, level: PublicationLevel = .catalogue) -> Reach {
        Reach(.published(level, on: day))
    }

    /// What may be used in the reading room on `day`: open, published or not.
    package static func opened(on day: Day) -> Reach { Reach(.opened(on: day)) }

    /// What this member of staff may find on `day`: archivists, reviewers and the archives authority everything, an
    /// agency's officer what that agency transferred, the three administrators (三员) and programs nothing.
    /// - Parameter agency: The agency the account belongs to, as accessions name it.
    package static func staff(_ agent: Agent, agency: String? = nil, on day: Day) -> Reach {
        switch agent.role {
        case .archivist, .reviewer, .supervisor: .everything
        case .agencyOfficer: agency.map { $0.isEmpty ? .nothing : Reach(.agency($0)) } ?? .nothing
        case .systemAdministrator, .securityOfficer, .auditor, .program: .nothing
        }
    }

    /// What is within both.
    package func and(_ other: Reach) -> Reach {
        switch (term, other.term) {
        case (.nothing, _), (_, .nothing): .nothing
        case (.everything, _): other
        case (_, .everything): self
        default: Reach(.all(term.conjuncts + other.term.conjuncts))
        }
    }

    /// What is within either.
    package func or(_ other: Reach) -> Reach {
        switch (term, other.term) {
        case (.everything, _), (_, .everything): .everything
        case (.nothing, _): other
        case (_, .nothing): self
        default: Reach(.any([term, other.term]))
        }
    }

    /// Only these 全宗, by code.
    package func within(fonds codes: Set<String>) -> Reach { and(codes.isEmpty ? .nothing : Reach(.fonds(codes))) }

    /// Only these categories (门类), by code.
    package func within(categories codes: Set<String>) -> Reach {
        and(codes.isEmpty ? .nothing : Reach(.categories(codes)))
    }

    /// Only these units.
    package func within(units ids: Set<UnitID>) -> Reach { and(ids.isEmpty ? .nothing : Reach(.units(ids))) }

    /// The same until `last`, that day included; nothing on any later `day`.
    package func until(_ last: Day, on day: Day) -> Reach { day <= last ? self : .nothing }
}

extension Reach.Term {
    fileprivate var conjuncts: [Self] { if case .all(let parts) = self { parts } else { [self] } }
}

extension Reach {
    /// Whether a unit with these facts is within reach.
    package func admits(_ row: AccessRow) -> Bool { term.admits(row) }
}

extension Reach.Term {
    func admits(_ row: AccessRow) -> Bool {
        switch self {
        case .nothing: false
        case .everything: true
        case .opened(let day): row.isOpen(on: day)
        case .published(let level, let day): row.isPublished(at: level, on: day)
        case .fonds(let codes): codes.contains(row.fondsCode)
        case .categories(let codes): codes.contains(row.category)
        case .units(let ids): ids.contains(row.unit)
        case .agency(let name): row.agency == name
        case .all(let parts): parts.allSatisfy { $0.admits(row) }
        case .any(let parts): parts.contains { $0.admits(row) }
        }
    }
}

extension Reach: CustomStringConvertible {
    /// The key of caches: equal only for equal reaches. Not shortened, so that no two can ever be taken for one another.
    package var fingerprint: String { term.fingerprint }

    package var description: String { fingerprint }
}

extension Reach.Term {
    var fingerprint: String {
        switch self {
        case .nothing: "nothing"
        case .everything: "everything"
        case .opened(let day): "open@\(day)"
        case .published(let level, let day): "published\(level.rawValue)@\(day)"
        case .fonds(let codes): "fonds" + quoted(codes)
        case .categories(let codes): "category" + quoted(codes)
        case .units(let ids): "unit" + quoted(ids.map(\.text))
        case .agency(let name): "agency" + quoted([name])
        case .all(let parts): "all(" + parts.map(\.fingerprint).sorted().joined(separator: ",") + ")"
        case .any(let parts): "any(" + parts.map(\.fingerprint).sorted().joined(separator: ",") + ")"
        }
    }

    private func quoted(_ names: some Collection<String>) -> String { JSON.array(names.sorted().map(JSON.string)).text }
}
