/// Who did something: a person with an account, an agency, or a program (PREMIS agent).
///
/// Only the identifier goes into the ledger; names are looked up when a page shows them.
package struct Agent: Hashable, Sendable, Codable {
    /// The account's identifier, or a program's name such as `lantai.steward`.
    package let id: String
    package let role: Role

    package init(id: String, role: Role) {
        self.id = id
        self.role = role
    }

    /// Lantai itself, acting on a schedule or an earlier decision.
    package static let steward = Agent(id: "lantai.steward", role: .program)
}

/// What an account is for. The three administrators (三员) are kept apart and have no rights over records.
package enum Role: String, Hashable, Sendable, Codable, CaseIterable {
    /// 移交单位人员: sends packages, signs for the sending side.
    case agencyOfficer = "agency-officer"
    /// 档案员: receives, signs for the archive, describes.
    case archivist
    /// 审核员: decides opening and publication.
    case reviewer
    /// 档案主管部门: agrees to delays, supervises.
    case supervisor
    /// 系统管理员, 安全保密员, 安全审计员.
    case systemAdministrator = "system-administrator"
    case securityOfficer = "security-officer"
    case auditor
    /// Not a person.
    case program

    package var words: Words {
        switch self {
        case .agencyOfficer: Words(zh: "移交单位人员", en: "agency records officer")
        case .archivist: Words(zh: "档案员", en: "archivist")
        case .reviewer: Words(zh: "开放审核员", en: "opening reviewer")
        case .supervisor: Words(zh: "档案主管部门", en: "archives authority")
        case .systemAdministrator: Words(zh: "系统管理员", en: "system administrator")
        case .securityOfficer: Words(zh: "安全保密员", en: "security officer")
        case .auditor: Words(zh: "安全审计员", en: "security auditor")
        case .program: Words(zh: "程序", en: "program")
        }
    }
}
