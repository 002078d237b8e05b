package import Archive

/// Why work on viruses in what is kept could not be done.
package enum VirusProblem: Explained, Hashable {
    /// The archive has no virus scanner.
    case noScanner
    case noSuchCase(String)
    case settledAlready
    case nothingSaid
    case tooLong
    case mayNotSettle(Role)

    static let longest = 1000

    package var code: String {
        switch self {
        case .noScanner: "preservation.no-scanner"
        case .noSuchCase: "preservation.no-such-virus-case"
        case .settledAlready: "preservation.virus-settled-already"
        case .nothingSaid: "preservation.virus-nothing-said"
        case .tooLong: "preservation.virus-said-too-long"
        case .mayNotSettle: "preservation.may-not-settle-virus"
        }
    }

    package var what: Words {
        switch self {
        case .noScanner:
            Words(zh: "本馆没有接杀毒软件，馆藏没有查毒。", en: "No virus scanner is connected: nothing was scanned.")
        case .noSuchCase(let id): Words(zh: "没有染毒个案 \(id)。", en: "There is no case of a virus \(id).")
        case .settledAlready: Words(zh: "这个染毒个案已经了结。", en: "This case of a virus is settled already.")
        case .nothingSaid: Words(zh: "没有写明处置情况。", en: "It is not said what was done.")
        case .tooLong:
            Words(
                zh: "处置情况超过 \(Self.longest) 字。", en: "What was done is longer than \(Self.longest) characters.")
        case .mayNotSettle(let role):
            Words(zh: "\(role.words.zh)不能了结染毒个案。", en: "A \(role.words.en) may not settle a case of a virus.")
        }
    }

    package var next: Words {
        switch self {
        case .noScanner:
            Words(
                zh: "请系统管理员安装 clamd，并设置 intake.virus-scanner。",
                en: "The system administrator installs clamd and sets intake.virus-scanner.")
        case .noSuchCase: Words(zh: "用 lantai viruses --cases 查看个案。", en: "lantai viruses --cases lists them.")
        case .settledAlready: Words(zh: "刷新页面，看它何时由谁了结。", en: "Load the page again to see when, and by whom.")
        case .nothingSaid:
            Words(
                zh: "写明用什么另行查过、结论是什么、利用上怎么办。",
                en: "Say by what else it was scanned, what came of it, and how the record is used from now on.")
        case .tooLong: Words(zh: "写短些，详情另附文件。", en: "Say it shorter; keep the details in a document.")
        case .mayNotSettle: Words(zh: "由档案员办理。", en: "An archivist does it.")
        }
    }
}
