package import Archive

/// What was answered on the way to a new archive (建馆向导). Kept in memory only, until the archive is made of it.
package struct SetUpAnswers: Sendable {
    package var language = Language.zh
    package var archiveName = ""
    /// Empty: the Chinese name stands on English pages too.
    package var archiveNameEn = ""
    /// 全国档案馆代码, six digits; empty where the archive has none yet.
    package var archiveCode = ""
    package var zone = "Asia/Shanghai"
    /// The network the node stands in: `office`, `government`, `public`.
    package var network = "office"
    package var isClassified = false
    /// PEM files with which the program encrypts its own connections; both empty: only this machine signs in, or a proxy does it.
    package var certificate = ""
    package var certificateKey = ""
    package var people = SetUpPerson.first
    /// Whether the archivist reviews openings too.
    package var archivistReviews = true
    package var wantsDemo = false

    package init() {}
}

/// One of the first four accounts.
package struct SetUpPerson: Sendable {
    package let role: Role
    /// 姓名.
    package var displayName = ""
    /// What is typed to sign in.
    package var name: String
    /// As it was typed; it never goes into a page. `nil` while there is none.
    package var password: String?
    /// The program makes a password, shown once when the archive is there.
    package var wantsMade = false

    /// The three administrators (三员) and an archivist.
    static let first = [
        SetUpPerson(role: .systemAdministrator, name: "sysadmin"),
        SetUpPerson(role: .securityOfficer, name: "security"),
        SetUpPerson(role: .auditor, name: "auditor"), SetUpPerson(role: .archivist, name: "archivist"),
    ]

    /// The name of a field of this person's in the form.
    func field(_ what: String) -> String { "\(role.rawValue)-\(what)" }
}
