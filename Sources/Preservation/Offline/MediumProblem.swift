package import Archive

/// Why the register of offline media cannot do what it is asked.
package enum MediumProblem: Explained, Hashable {
    case unknown(String)
    case replaced(String, by: String)
    case noPlace
    case noReason

    package var code: String {
        switch self {
        case .unknown: "sets.no-such-medium"
        case .replaced: "sets.replaced"
        case .noPlace: "sets.no-place"
        case .noReason: "sets.no-reason"
        }
    }

    package var what: Words {
        switch self {
        case .unknown(let number): Words(zh: "没有编号为 \(number) 的载体。", en: "There is no medium \(number).")
        case .replaced(let number, let by):
            Words(zh: "载体 \(number) 已由 \(by) 更换。", en: "The medium \(number) is replaced by \(by) already.")
        case .noPlace: Words(zh: "没有写存放处。", en: "The place is missing.")
        case .noReason: Words(zh: "没有写原因。", en: "The reason is missing.")
        }
    }

    package var next: Words {
        switch self {
        case .unknown: Words(zh: "lantai sets list 列出载体。", en: "lantai sets list names them.")
        case .replaced(_, let by): Words(zh: "对 \(by) 办理。", en: "Do it with \(by).")
        case .noPlace: Words(zh: "写明库房、柜、格，例如“库房2 柜3”。", en: "Name room and shelf: “room 2, cabinet 3”.")
        case .noReason: Words(zh: "写明为什么移动，例如“入库”“外借”。", en: "Say why it was moved: “shelved”, “lent”.")
        }
    }
}
