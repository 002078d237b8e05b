package import Archive

/// What an offline set (离线套) is for: of each record there is one of every kind (一式三套).
package enum SetKind: String, CaseIterable, Sendable {
    /// 封存: never used.
    case sealed
    /// 利用: taken out for use.
    case use
    /// 异地: kept in another place.
    case remote

    package var words: Words {
        switch self {
        case .sealed: Words(zh: "封存", en: "sealed")
        case .use: Words(zh: "利用", en: "for use")
        case .remote: Words(zh: "异地", en: "elsewhere")
        }
    }

    /// `LT-封存-2026-001`
    func number(year: Int, _ count: Int) -> String {
        let digits = String(count)
        return "LT-\(words.zh)-\(year)-" + String(repeating: "0", count: max(0, 3 - digits.count)) + digits
    }
}

/// What a medium (载体) is made of.
package enum Carrier: String, CaseIterable, Sendable {
    case disc, tape, disk

    package var words: Words {
        switch self {
        case .disc: Words(zh: "光盘", en: "disc")
        case .tape: Words(zh: "磁带", en: "tape")
        case .disk: Words(zh: "硬盘", en: "disk")
        }
    }

    /// Years after which it must have been read again: GB/T 18894-2016 asks for it every 2 years of magnetic media, every 4
    /// of optical ones.
    package var yearsBetweenTests: Int { self == .disc ? 4 : 2 }
}

/// What a read test (机读检验) finds wrong with a medium.
package enum MediumFault: String, Sendable {
    case missing, changed, unreadable, extra, manifest
    case otherMedium = "other-medium"

    package var words: Words {
        switch self {
        case .missing: Words(zh: "文件不在", en: "missing")
        case .changed: Words(zh: "内容与写入时不同", en: "not the bytes that were written")
        case .unreadable: Words(zh: "读不出", en: "cannot be read")
        case .extra: Words(zh: "清单里没有的文件", en: "not in the manifest")
        case .manifest: Words(zh: "清单被改动或不在", en: "the manifest is changed or missing")
        case .otherMedium: Words(zh: "这是另一张载体", en: "this is another medium")
        }
    }
}

extension EventKind {
    package static let mediumWritten = EventKind("offline-medium-written")
    package static let mediumTested = EventKind("offline-medium-tested")
    package static let mediumMoved = EventKind("offline-medium-moved")

    static let aboutMedia: Set<EventKind> = [.mediumWritten, .mediumTested, .mediumMoved]
}
