package import Archive
import Bytes
import Synchronization

/// The one who sets up a new archive, from the code the program printed to the last page: kept in memory, for one browser.
package final class SetUpDesk: Sendable {
    let place: SetUpPlace
    let clock: Clock
    let behindTLSProxy: Bool
    private let state: Mutex<State>

    static let cookie = "lantai-setup"

    enum Phase: Sendable {
        case asking
        /// The archive is being made: what was said of it so far.
        case making([String])
        case failed(any Explained)
        /// It is there, with the passwords that were made for it.
        case ready([MadePassword])
        case done
    }

    struct MadePassword: Sendable {
        let role: Role
        let name: String
        let password: String
    }

    private struct State {
        /// Digest of the code; `nil` once it was used.
        var code: [UInt8]?
        var failures = 0
        var lockedUntil: Instant?
        /// Digest of the cookie, and the secret behind the tokens of its forms.
        var session: (cookie: [UInt8], secret: [UInt8])?
        var answers = SetUpAnswers()
        var phase = Phase.asking
    }

    /// - Parameter code: What opens the wizard, once; printed where only the operator of the machine reads it.
    package init(code: String, place: SetUpPlace, clock: Clock = .system(), behindTLSProxy: Bool) {
        self.place = place
        self.clock = clock
        self.behindTLSProxy = behindTLSProxy
        state = Mutex(State(code: SetUpDesk.digest(code)))
    }

    private static func digest(_ code: String) -> [UInt8] {
        Hash.sha256(Array(code.lowercased().filter { $0.isLetter || $0.isNumber }.utf8))
    }

    // MARK: The code, and the browser that has it

    enum Entering: Sendable {
        case entered(cookie: String)
        case wrong
        case locked(seconds: Int64)
        case used
    }

    /// Takes the code: right, it is worth nothing from now on and the cookie is.
    func enter(_ code: String) -> Entering {
        let digest = SetUpDesk.digest(code)
        let now = clock.now
        return state.withLock { state in
            guard let kept = state.code else { return .used }
            if let until = state.lockedUntil, until > now {
                return .locked(seconds: max(1, (until.microseconds - now.microseconds) / 1_000_000))
            }
            guard equalInConstantTime(kept, digest) else {
                state.failures += 1
                let wait = LockOut.seconds(after: state.failures)
                guard wait > 0 else { return .wrong }
                state.lockedUntil = now + .seconds(wait)
                return .locked(seconds: wait)
            }
            let cookie = randomBytes(32)
            state.code = nil
            state.session = (Hash.sha256(cookie), randomBytes(32))
            return .entered(cookie: cookie.hex)
        }
    }

    /// The secret of this browser's forms; `nil` for any other browser.
    func secret(for cookie: String?) -> [UInt8]? {
        guard let cookie, cookie.utf8.count == 64, let bytes = [UInt8](hex: cookie) else { return nil }
        let digest = Hash.sha256(bytes)
        return state.withLock { state in
            guard let session = state.session, equalInConstantTime(session.cookie, digest) else { return nil }
            return session.secret
        }
    }

    var isCodeUsed: Bool { state.withLock { $0.code == nil } }

    // MARK: Answers

    var answers: SetUpAnswers { state.withLock { $0.answers } }
    var phase: Phase { state.withLock { $0.phase } }
    package var isDone: Bool { if case .done = phase { true } else { false } }

    /// Changes the answers, as long as nothing is made of them.
    func change(_ body: (inout SetUpAnswers) -> Void) {
        state.withLock { state in
            switch state.phase {
            case .asking, .failed: body(&state.answers)
            case .making, .ready, .done: break
            }
        }
    }

    /// The first step whose answers do not do, before `step`.
    func firstFault(before step: SetUpStep) -> SetUpStep? {
        let answers = answers
        return SetUpStep.allCases[..<step.place].first { !answers.faults(at: $0, place).isEmpty }
    }

    /// Begins to make the archive; a second press finds it under way.
    func begin() {
        let answers: SetUpAnswers? = state.withLock { state in
            switch state.phase {
            case .asking, .failed:
                state.phase = .making([])
                return state.answers
            case .making, .ready, .done: return nil
            }
        }
        guard let answers else { return }
        Task { await make(answers) }
    }

    private func make(_ answers: SetUpAnswers) async {
        var made: [MadePassword] = []
        var accounts: [AccountDesk.NewAccount] = []
        for person in answers.people {
            var password = person.password ?? ""
            if person.wantsMade {
                password = place.newPassword()
                made.append(MadePassword(role: person.role, name: person.name, password: password))
            }
            let roles: Set<Role> =
                person.role == .archivist && answers.archivistReviews ? [.archivist, .reviewer] : [person.role]
            // Whoever fills in the wizard knows all four: each makes the account their own at the first sign-in.
            accounts.append(
                AccountDesk.NewAccount(
                    name: person.name, displayName: person.displayName, roles: roles, password: password))
        }
        let end: Phase
        do {
            try await place.make(answers, accounts) { line in
                self.state.withLock { state in
                    if case .making(let lines) = state.phase { state.phase = .making(lines + [line]) }
                }
            }
            end = .ready(made)
        } catch {
            end = .failed((error as? any Explained) ?? Unforeseen())
        }
        state.withLock { state in
            state.phase = end
            // What was typed has served; what was made is shown until it is taken.
            if case .ready = end {
                for place in state.answers.people.indices { state.answers.people[place].password = nil }
            }
        }
    }

    /// Ends the wizard: nothing of it is in memory any more.
    func finish() {
        state.withLock { state in
            guard case .ready = state.phase else { return }
            state.phase = .done
            state.session = nil
            state.answers = SetUpAnswers()
        }
    }
}
