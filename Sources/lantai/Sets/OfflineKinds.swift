import Archive
import ArgumentParser

/// What an offline set (离线套) is for: of each record there is one of every kind (一式三套).
enum SetKind: String, CaseIterable, ExpressibleByArgument, Sendable {
    /// 封存: never used.
    case sealed
    /// 利用: taken out for use.
    case use
    /// 异地: kept in another place.
    case remote

    var words: Words {
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
enum Carrier: String, CaseIterable, ExpressibleByArgument, Sendable {
    case disc, tape, disk

    var words: Words {
        switch self {
        case .disc: Words(zh: "光盘", en: "disc")
        case .tape: Words(zh: "磁带", en: "tape")
        case .disk: Words(zh: "硬盘", en: "disk")
        }
    }

    /// Years after which it must have been read again: GB/T 18894-2016 asks for it every 2 years of magnetic media, every 4
    /// of optical ones.
    var yearsBetweenTests: Int { self == .disc ? 4 : 2 }
}

extension EventKind {
    static let mediumWritten = EventKind("offline-medium-written")
    static let mediumTested = EventKind("offline-medium-tested")
    static let mediumMoved = EventKind("offline-medium-moved")
}

/// `25GB`, `700MB`, `1000000`: decimal units, as they are printed on media.
struct Capacity: ExpressibleByArgument, Sendable {
    let bytes: Int64

    init?(argument: String) {
        let units: [(String, Double)] = [("TB", 1e12), ("GB", 1e9), ("MB", 1e6), ("KB", 1e3), ("", 1)]
        for (unit, factor) in units where argument.uppercased().hasSuffix(unit) {
            guard let number = Double(argument.dropLast(unit.count)), number.isFinite, number > 0,
                number * factor < 1e18
            else { return nil }
            bytes = Int64(number * factor)
            return
        }
        return nil
    }
}
