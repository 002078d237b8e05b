import Archive
import Bytes

/// Where a command's words go and its input comes from: this terminal, or a client at the local socket.
struct CommandIO: Sendable {
    let out: @Sendable (String) -> Void
    let err: @Sendable (String) -> Void
    /// A package sent along with the command.
    let input: ByteStream?
    /// The account of the operating system that gave the command.
    let user: String
    /// The password of the account named with `--as`.
    let password: String?
    let language: Language

    func line(_ text: String = "") { out(text + "\n") }
    func say(_ words: Words) { line(words[language]) }
    func json(_ value: JSON) { line(value.text) }

    /// What is wrong and what to do next, in the user's language.
    func explain(_ problem: any Explained) {
        err("\(problem.what[language])\n\(problem.next[language])\n[\(problem.code)]\n")
    }
}
