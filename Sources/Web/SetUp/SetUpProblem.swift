package import Archive

/// Why the wizard lets somebody go no further.
package enum SetUpProblem: Explained, Equatable {
    case codeNeeded
    case codeWrong
    case codeLocked(seconds: Int64)
    case codeUsed

    package var code: String {
        switch self {
        case .codeNeeded: "setup.code-needed"
        case .codeWrong: "setup.code-wrong"
        case .codeLocked: "setup.code-locked"
        case .codeUsed: "setup.code-used"
        }
    }

    package var what: Words {
        switch self {
        case .codeNeeded: Words(zh: "这台机器上还没有档案馆。", en: "There is no archive here yet.")
        case .codeWrong: Words(zh: "建馆码不对。", en: "The set-up code is wrong.")
        case .codeLocked: Words(zh: "错的次数太多，建馆码暂停使用。", en: "Too many wrong codes: none is taken for a while.")
        case .codeUsed: Words(zh: "建馆码已经用过。", en: "The set-up code was used.")
        }
    }

    package var next: Words {
        switch self {
        case .codeNeeded, .codeWrong:
            Words(
                zh: "打开 lantai serve 在终端里显示的地址，或把其中的建馆码抄到这里。",
                en: "Open the address that lantai serve printed at its terminal, or copy the code from it.")
        case .codeLocked(let seconds):
            Words(zh: "\(Words(seconds: seconds).zh)后再试。", en: "Try again in \(Words(seconds: seconds).en).")
        case .codeUsed:
            Words(
                zh: "在打开它的那个浏览器里继续；找不到了，就停止并重新运行 lantai serve，会显示新的建馆码。",
                en:
                    "Go on in the browser that used it; if that is gone, stop lantai serve and start it again: it prints a new one."
            )
        }
    }
}
