import Archive

/// The questions on the way to a new archive, one page each.
enum SetUpStep: String, CaseIterable, Sendable {
    case language, archive, accounts, holdings, review

    var path: Path { "/setup/\(rawValue)" }
    var place: Int { SetUpStep.allCases.firstIndex(of: self) ?? 0 }
    var previous: SetUpStep? { place > 0 ? SetUpStep.allCases[place - 1] : nil }
    var next: SetUpStep? { place + 1 < SetUpStep.allCases.count ? SetUpStep.allCases[place + 1] : nil }

    var words: Words {
        switch self {
        case .language: Words(zh: "语言", en: "Language")
        case .archive: Words(zh: "档案馆", en: "Archive")
        case .accounts: Words(zh: "账号", en: "Accounts")
        case .holdings: Words(zh: "示范档案", en: "Sample records")
        case .review: Words(zh: "核对", en: "Review")
        }
    }
}

extension SetUpAnswers {
    /// Takes what the form of a step says; every step leaves alone what it does not ask.
    mutating func take(_ form: Form, at step: SetUpStep) {
        switch step {
        case .language: language = form["language"].flatMap(Language.init(rawValue:)) ?? language
        case .archive:
            archiveName = form["archive-name"] ?? ""
            archiveNameEn = form["archive-name-en"] ?? ""
            archiveCode = form["archive-code"] ?? ""
            zone = form["zone"] ?? ""
            network = form["network"] ?? network
            certificate = form["tls-certificate"] ?? ""
            certificateKey = form["tls-key"] ?? ""
            isClassified = form["grade"].map { $0 == "classified" } ?? isClassified
        case .accounts:
            for place in people.indices { people[place].take(form) }
            archivistReviews = form["archivist-reviews"] != nil
        case .holdings: wantsDemo = form["demo"] == "small"
        case .review: break
        }
    }

    /// What is wrong with the answers of a step.
    func faults(at step: SetUpStep, _ place: SetUpPlace) -> [FieldError] {
        switch step {
        case .archive: archiveFaults + place.faults(self).map { FieldError(field: $0.field, words: $0.words) }
        case .accounts: accountFaults
        case .language, .holdings, .review: []
        }
    }

    private var archiveFaults: [FieldError] {
        var faults: [FieldError] = []
        for (field, name) in [("archive-name", archiveName), ("archive-name-en", archiveNameEn)] {
            guard field != "archive-name" || !name.isEmpty else {
                faults.append(FieldError(field: field, words: Words(zh: "写上档案馆的名称。", en: "Name the archive.")))
                continue
            }
            if name.count > 60 || name.contains(where: { $0.isNewline }) {
                faults.append(
                    FieldError(
                        field: field, words: Words(zh: "至多60个字，写在一行里。", en: "At most 60 characters, on one line.")))
            }
        }
        if isClassified, network == "public" {
            faults.append(
                FieldError(
                    field: "grade",
                    words: Words(
                        zh: "因特网上的节点不能是涉密节点：涉密网与因特网物理隔离。",
                        en: "A node on the internet cannot be classified: the two are physically apart.")))
        }
        return faults
    }

    private var accountFaults: [FieldError] {
        people.enumerated().flatMap { place, person in
            person.faults(after: people[..<place], house: [archiveName, archiveNameEn])
        }
    }
}

extension SetUpPerson {
    fileprivate mutating func take(_ form: Form) {
        displayName = form[field("person")] ?? ""
        name = form[field("name")] ?? ""
        wantsMade = form[field("made")] != nil
        // Left empty, the one typed before stays; typed twice unlike, there is none.
        let typed = form.raw(field("password")) ?? ""
        let again = form.raw(field("again")) ?? ""
        if wantsMade {
            password = nil
        } else if !(typed.isEmpty && again.isEmpty) {
            password = typed == again ? typed : nil
        }
    }

    /// Whether the two passwords of the form are unlike.
    func differs(_ form: Form) -> Bool {
        form[field("made")] == nil && form.raw(field("password")) ?? "" != form.raw(field("again")) ?? ""
    }
}

extension SetUpPerson {
    /// What is wrong with the person's fields; they are nobody of those before.
    fileprivate func faults(after earlier: ArraySlice<SetUpPerson>, house: [String]) -> [FieldError] {
        var faults: [FieldError] = []
        func add(_ what: String, _ words: Words) { faults.append(FieldError(field: field(what), words: words)) }
        if displayName.isEmpty {
            add("person", Words(zh: "写上姓名。", en: "Give the name."))
        } else if displayName.count > 60 {
            add("person", AccountProblem.badDisplayName.what)
        } else if let other = earlier.first(where: { $0.displayName == displayName }) {
            add(
                "person",
                Words(
                    zh: "“\(displayName)”已是\(other.role.words.zh)。四个账号由四个人担任；同名的请加以区别。",
                    en:
                        "“\(displayName)” is the \(other.role.words.en) already. The four accounts belong to four persons; tell namesakes apart."
                ))
        }
        if !AccountDesk.isWellFormed(name: name) {
            add("name", AccountProblem.badName.what)
        } else if earlier.contains(where: { AccountDesk.key($0.name) == AccountDesk.key(name) }) {
            add("name", AccountProblem.nameTaken(name).what)
        }
        guard !wantsMade else { return faults }
        guard let password else {
            add("password", Words(zh: "写上口令，或选由程序生成。", en: "Give a password, or have one made."))
            return faults
        }
        do {
            try PasswordRules.check(password, name: name, house: house)
        } catch {
            add("password", error.what + error.next.spaced)
        }
        return faults
    }
}
