import Archive
import Bytes

extension Home {
    /// The zone in which the archive's days begin, as it was when the archive was made.
    var zone: String { path + "/zone" }

    /// Holds the archive to its first zone: with another one, midnight would come hours earlier, and what is decided for a
    /// day would be public before it.
    func hold(zone now: String) throws {
        guard DurableFile.exists(zone) else { return try DurableFile.write(Array((now + "\n").utf8), to: zone) }
        let first = String(decoding: try DurableFile.read(zone), as: UTF8.self).filter { !$0.isNewline }
        guard first == now else {
            throw HomeProblem.setting(
                key: "zone",
                Words(
                    zh: "本馆的日期按 \(first) 计，建馆后不能改为 \(now)。",
                    en: "days of this archive begin in \(first); that cannot become \(now) later."))
        }
    }
}
