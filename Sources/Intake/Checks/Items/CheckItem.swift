package import Archive

/// One item of DA/T 70 (检测项目) at one stage, and what judges it here: checks of a package, rounds over what is kept, or a person
/// who fills in the form (复核意见).
package struct CheckItem: Hashable, Sendable {
    /// How much of an item is judged without a person.
    package enum Mode: String, Hashable, Sendable, CaseIterable {
        case automated
        /// The program judges a part, or some packages; the rest is a person's.
        case partly
        case form

        package var words: Words {
            switch self {
            case .automated: Words(zh: "自动检测", en: "automated")
            case .partly: Words(zh: "自动检测，另填表", en: "automated, and a form")
            case .form: Words(zh: "人工填表", en: "a form")
            }
        }
    }

    /// What a person is asked to look at, where no check can.
    package struct Form: Hashable, Sendable {
        /// When the form is to be filled in.
        enum Need: Hashable, Sendable {
            case always
            /// If nothing in the package could be judged by the item's own checks.
            case ifNothingApplies
            /// If this check found what it looks at: a carrier, content files.
            case with(String)
        }

        /// What is to be looked at, as a request.
        package let look: Words
        let need: Need
    }

    /// `agreed-scope-met`: ours and stable; opinions are entered under it.
    package let key: String
    package let stage: CheckStage
    package let property: Finding.Property
    /// Where it stands in its property, from 1.
    package let place: Int
    /// `1-1`, without the stage; `nil` where no source vouches for the number.
    package let number: String?
    package let name: Words
    /// The keys of the checks that stand for it.
    package let checks: [String]
    /// Judged by whether a virus scanner was asked at all.
    package let asksForScanner: Bool
    package let rounds: [KeepingRound]
    package let form: Form?

    package var mode: Mode {
        guard form != nil else { return .automated }
        return judges.isEmpty ? .form : .partly
    }

    /// What judges it without a person, as one types it: keys of checks, commands of rounds, the setting of the scanner.
    package var judges: [String] {
        checks + rounds.map(\.command) + (asksForScanner ? ["intake.virus-scanner"] : [])
    }

    /// `YJ-1-1 固化信息有效性`
    package var label: String { (number.map { "\(stage.code)-\($0) " } ?? "") + name.zh }
}

/// Work that looks at what is kept, again and again (巡检).
package enum KeepingRound: String, Hashable, Sendable, CaseIterable {
    /// Every kept file is read and compared with its digests, oldest look first.
    case fixity
    /// The ledger is read from its beginning and its proofs are computed anew.
    case ledger
    /// Copies in other places are compared with the first.
    case replicas
    /// The format of every kept file is held against the policy of the day (格式巡检).
    case formats
    /// Every kept file is given to the virus scanner, oldest scan first (馆藏查毒).
    case viruses
    /// A backup is restored aside and read (恢复演练).
    case backups

    /// What the ledger has of a round that was done; `nil` where a round only looks, and leaves nothing there.
    package var event: EventKind? {
        switch self {
        case .fixity: .fixityChecked
        case .formats: .formatsReviewed
        case .viruses: .virusesScanned
        case .backups: .restoreDrilled
        case .ledger, .replicas: nil
        }
    }

    /// What does it, as one types it.
    package var command: String {
        switch self {
        case .fixity: "lantai fixity"
        case .ledger: "lantai verify-ledger"
        case .replicas: "lantai replicas"
        case .formats: "lantai formats round"
        case .viruses: "lantai viruses"
        case .backups: "lantai backup --drill"
        }
    }
}
