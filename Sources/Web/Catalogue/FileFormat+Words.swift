import Archive
import Formats
import Intake

extension FileFormat {
    /// PRONOM's identifier and what told it; `nil` where PRONOM has no such format.
    var identified: Words? {
        guard let puid else { return nil }
        let by = Identification.Basis(rawValue: basis)?.words ?? Words(asIs: basis)
        guard let signatures else { return Words(zh: "\(puid)，依据：\(by.zh)", en: "\(puid), told by \(by.en)") }
        return Words(
            zh: "\(puid)，依据：\(by.zh)（PRONOM V\(signatures)）", en: "\(puid), told by \(by.en) (PRONOM V\(signatures))")
    }
}
