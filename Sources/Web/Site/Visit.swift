package import Archive

/// Who looks at a page, in which language, from where: what every page needs besides its own content.
struct Visit: Sendable {
    let site: Site
    var language: Language
    var person: Person?
    /// Address of this page with its query, for the language switch and the way back after sign-in.
    var here: Path
    var clock: Clock
    /// What was just done, said once at the top of the page.
    var notice: Notice?
    /// How the portal is closed for maintenance; `nil` while it is open.
    var closure: PortalClosure?
    /// The token every form of this visit carries; empty where there is neither session nor sign-in form.
    var formToken = ""

    func may(_ duty: Duty) -> Bool { person.map { duty.role(among: $0.roles) != nil } ?? false }
}

/// The archive this site belongs to.
package struct Site: Sendable {
    package let name: Words
    /// `true` on a node that may hold state secrets (涉密).
    package let isClassified: Bool
    /// The network the node stands in: 局域网, 政务网, 因特网.
    package let network: Words

    package init(name: Words, isClassified: Bool, network: Words) {
        self.name = name
        self.isClassified = isClassified
        self.network = network
    }
}

/// Who signed in, as pages show and check it.
struct Person: Sendable {
    let account: String
    let name: String
    let roles: Set<Role>
    /// The agency an agency officer speaks for.
    let agency: String?

    /// The agent in the ledger when this person does `duty`.
    func agent(for duty: Duty) -> Agent? { duty.role(among: roles).map { Agent(id: account, role: $0) } }
}

/// A sentence at the top of the page after something was done.
struct Notice: Sendable {
    let words: Words
    /// Leads to what was done, or to where it can be undone.
    var link: (words: Words, path: Path)?
}
