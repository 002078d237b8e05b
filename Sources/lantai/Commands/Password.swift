import Foundation
import Glibc

/// Passwords for commands: from `LANTAI_PASSWORD`, or asked at the terminal without echo. Never an argument, which
/// every user of the machine could read.
enum Password {
    static func ask(_ prompt: String = "口令 / password: ", variable: String = "LANTAI_PASSWORD") -> String? {
        if let given = ProcessInfo.processInfo.environment[variable] { return given }
        guard isatty(0) == 1 else { return nil }
        var before = termios()
        guard tcgetattr(0, &before) == 0 else { return nil }
        var silent = before
        silent.c_lflag &= ~tcflag_t(ECHO)
        tcsetattr(0, TCSAFLUSH, &silent)
        defer {
            tcsetattr(0, TCSAFLUSH, &before)
            write(2, "\n", 1)
        }
        write(2, prompt, prompt.utf8.count)
        return readLine(strippingNewline: true)
    }
}
