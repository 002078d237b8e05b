import Archive

/// What a password must be: long and not the first guess. No rules about kinds of characters, which only make
/// passwords that are written on slips of paper (NIST SP 800-63B).
enum PasswordRules {
    static let shortest = 10
    static let longest = 200

    static func check(_ password: String, name: String) throws(AccountProblem) {
        guard password.count >= shortest else {
            throw .weakPassword(
                Words(zh: "口令太短，至少\(shortest)个字符。", en: "The password is too short: at least \(shortest) characters."))
        }
        guard password.utf8.count <= longest else {
            throw .weakPassword(
                Words(zh: "口令太长，至多\(longest)个字节。", en: "The password is too long: at most \(longest) bytes."))
        }
        let folded = password.lowercased()
        guard !folded.contains(name.lowercased()) else {
            throw .weakPassword(Words(zh: "口令里不要有账号名。", en: "The password must not contain the account name."))
        }
        guard Set(password).count >= 4, !common.contains(where: folded.contains) else {
            throw .weakPassword(Words(zh: "口令太容易猜到。", en: "The password is too easy to guess."))
        }
    }

    private static let common = [
        "password", "passw0rd", "12345678", "87654321", "qwertyui", "1q2w3e4r", "qazwsxedc", "abcdefgh", "iloveyou",
        "admin123", "woaini", "5201314", "lantai123", "88888888", "66666666",
    ]
}
