import Archive

/// What a password must be: long and not among the first guesses. No rules about kinds of characters, and no change by the
/// calendar, which only make passwords that are written on slips of paper (NIST SP 800-63B, OWASP ASVS 2.1).
enum PasswordRules {
    static let shortest = 10
    static let longest = 200

    /// - Parameters:
    ///   - name: of the account.
    ///   - house: names of the archive, which are guessed first of all by whoever knows where it stands.
    static func check(_ password: String, name: String, house: [String] = []) throws(AccountProblem) {
        guard password.count >= shortest else {
            throw .weakPassword(
                Words(zh: "口令太短，至少\(shortest)个字符。", en: "The password is too short: at least \(shortest) characters."))
        }
        guard password.utf8.count <= longest else {
            throw .weakPassword(
                Words(zh: "口令太长，至多\(longest)个字节。", en: "The password is too long: at most \(longest) bytes."))
        }
        guard !password.lowercased().contains(name.lowercased()) else {
            throw .weakPassword(Words(zh: "口令里不要有账号名。", en: "The password must not contain the account name."))
        }
        guard Set(password).count >= 4, FirstGuesses.leftover(of: password, house: house) >= fresh else {
            throw .weakPassword(
                Words(
                    zh: "口令太容易猜到：常用词、本馆名称、键盘顺序、日期和重复的字符都不算数。",
                    en:
                        "The password is too easy to guess: common words, the archive's name, keyboard walks, dates and "
                        + "repetitions do not count."
                ))
        }
    }

    /// Characters that must be left when everything that is guessed first is taken away.
    private static let fresh = 5
}
