package import Archive

/// Why a virus scanner could not be asked.
package enum ScannerProblem: Explained, Equatable {
    /// With the system's own words.
    case noAnswer(ScannerAddress, String)
    /// It answered what no scanner answers.
    case strange(ScannerAddress, String)

    package var code: String {
        switch self {
        case .noAnswer: "intake.scanner-silent"
        case .strange: "intake.scanner-strange"
        }
    }

    package var what: Words {
        switch self {
        case .noAnswer(let address, let system):
            Words(
                zh: "杀毒软件（\(address.text)）没有应答：\(system)。",
                en: "The virus scanner at \(address.text) does not answer: \(system).")
        case .strange(let address, let said):
            Words(
                zh: "杀毒软件（\(address.text)）的应答不明：“\(said)”。",
                en: "The virus scanner at \(address.text) answered “\(said)”, which is unknown here.")
        }
    }

    package var next: Words {
        Words(
            zh: "请系统管理员检查 clamd 是否在运行、intake.virus-scanner 是否写对。",
            en: "The system administrator looks whether clamd runs and intake.virus-scanner names it.")
    }

    package var isTransient: Bool { true }
}
