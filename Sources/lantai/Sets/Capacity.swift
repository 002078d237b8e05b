import ArgumentParser
import Preservation

extension SetKind: ExpressibleByArgument {}
extension Carrier: ExpressibleByArgument {}

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
