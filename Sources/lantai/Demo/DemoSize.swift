import Archive
import ArgumentParser
import Bytes

/// How much of the demo is made.
enum DemoSize: String, Sendable, CaseIterable, ExpressibleByArgument {
    /// The first transfer only: 12 records.
    case small
    /// 600 records in four fonds.
    case full
}

extension Home {
    /// There from the beginning of a demo until it is complete; says which size.
    var demoWanted: String { path + "/demo-wanted" }

    /// The demo that was begun here and is not complete; `nil` if there is none.
    var wantedDemo: DemoSize? {
        guard DurableFile.exists(demoWanted) else { return nil }
        return (try? DurableFile.read(demoWanted)).flatMap { DemoSize(rawValue: String(decoding: $0, as: UTF8.self)) }
            ?? .full
    }

    func want(demo size: DemoSize) throws { try DurableFile.write(Array(size.rawValue.utf8), to: demoWanted) }
}
