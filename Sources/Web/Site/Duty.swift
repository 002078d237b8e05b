package import Archive

/// What one may do at the desk, and with which roles: the one table of rights in `Web`.
///
/// Routes name a duty, the rail and the buttons ask for the same duty, a test walks through all of it. The rooms check
/// again what is theirs to decide: who may find a record is `Appraisal`'s `Reach`, never this table.
package enum Duty: String, CaseIterable, Sendable {
    case overview, ownPassword
    case seeAccessions, submit, signSending, signReceiving, returnPackage, arrangeChecks, seeIncidents
    case browse, describe, decide, search
    case seeLedger, verifyLedger, seeParked, retryParked
    case seeStorage, repairStorage, keepMedia
    case manageAccounts, permitAccounts, seeSettings, closePortal, watchActs

    package var roles: Set<Role> {
        switch self {
        case .overview, .ownPassword: Role.people
        case .seeAccessions: [.agencyOfficer, .archivist, .reviewer, .supervisor]
        case .submit: [.agencyOfficer, .archivist]
        case .signSending: [.agencyOfficer]
        case .signReceiving, .returnPackage, .arrangeChecks: [.archivist]
        case .seeIncidents: [.securityOfficer]
        case .browse, .search: [.archivist, .reviewer]
        case .describe: [.archivist]
        case .decide: [.reviewer]
        case .seeLedger: [.archivist, .reviewer, .supervisor, .securityOfficer, .auditor]
        case .verifyLedger: [.auditor, .supervisor, .archivist]
        case .seeParked: [.archivist, .systemAdministrator]
        case .retryParked: [.archivist, .systemAdministrator]
        case .seeStorage: [.archivist, .supervisor, .systemAdministrator, .auditor]
        case .repairStorage, .keepMedia: [.archivist]
        case .manageAccounts, .seeSettings, .closePortal: [.systemAdministrator]
        case .permitAccounts: [.securityOfficer]
        case .watchActs: [.securityOfficer, .auditor, .supervisor]
        }
    }

    /// The role in which somebody with `roles` does this, or `nil` if none of them may.
    package func role(among roles: Set<Role>) -> Role? {
        Role.allCases.first { roles.contains($0) && self.roles.contains($0) }
    }
}

extension Role {
    /// The roles an account can have.
    package static let people = Set(Role.allCases).subtracting([.program])
    /// 三员: kept apart from each other and from every right over records.
    package static let administrators: Set<Role> = [.systemAdministrator, .securityOfficer, .auditor]

    /// On which side of the house the role stands. One person stands on one side only: no one signs a handover for
    /// both parties, supervises their own work, or administers what they use.
    package var side: String {
        switch self {
        case .agencyOfficer: "agency"
        case .archivist, .reviewer: "archive"
        case .supervisor: "authority"
        case .systemAdministrator, .securityOfficer, .auditor: rawValue
        case .program: "program"
        }
    }
}
