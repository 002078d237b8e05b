package import Archive

/// What a round of virus scans over what is kept came to (馆藏查毒).
package struct VirusReport: Sendable, Hashable {
    static let schema = "lantai.viruses-scanned/1"

    /// Engine and signatures, as the scanner tells them.
    package let engine: String
    package var objects: Int64 = 0
    package var files: Int64 = 0
    package var bytes: Int64 = 0
    /// Files in which something was found.
    package var infected: Int64 = 0
    /// Files that were not scanned: larger than the scanner takes, or not to be read. Never counted as clean.
    package var left: Int64 = 0
    /// Why it ended before its time: the scanner fell silent. Empty otherwise.
    package var stopped = ""
    /// The program was killed in it; told by the next round.
    package var isCutOff = false

    package init(engine: String) { self.engine = engine }

    /// As printed by `lantai viruses --json`, and the act behind the event.
    package var json: JSON {
        var members: [String: JSON] = [
            "schema": .string(VirusReport.schema), "engine": .string(engine), "objects": .int(objects),
            "files": .int(files), "bytes": .int(bytes), "infected": .int(infected), "notScanned": .int(left),
        ]
        if !stopped.isEmpty { members["stopped"] = .string(stopped) }
        if isCutOff { members["cutOff"] = true }
        return .object(members)
    }

    init?(_ json: JSON) {
        guard json["schema"]?.string == VirusReport.schema, let engine = json["engine"]?.string,
            let objects = json["objects"]?.int, let files = json["files"]?.int, let bytes = json["bytes"]?.int,
            let infected = json["infected"]?.int, let left = json["notScanned"]?.int
        else { return nil }
        self.init(engine: engine)
        (self.objects, self.files, self.bytes, self.infected, self.left) = (objects, files, bytes, infected, left)
        stopped = json["stopped"]?.string ?? ""
        isCutOff = json["cutOff"]?.bool ?? false
    }
}

/// How kept files stand with the virus scanner: what the storage page and its alarms need.
package struct VirusCare: Sendable, Hashable {
    /// The last round that is in the ledger, and when.
    package let last: VirusReport?
    package let at: Instant?
    /// Since when the longest-waiting record was not scanned: its last scan, or the day it was kept. `nil` in empty stacks.
    package let oldest: Instant?
    /// Objects that were never scanned since the rows were made.
    package let never: Int64
    /// Objects with files that the scanner could not take.
    package let partial: Int64
    package let openCases: Int64
}
