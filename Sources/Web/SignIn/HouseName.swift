import Archive
import Foundation

/// The ways somebody at an archive writes its name in a password: 临江市档案馆, 临江, linjiangshidanganguan, linjiang, ljsdag.
enum HouseName {
    /// All in lower case, those of three characters or more; Han also of two.
    static func readings(of name: String) -> [String] {
        let whole = name.trimmed.lowercased()
        let title = whole.replacing("档案馆", with: "")
        var parts: Set<String> = [whole, title]
        // Of 临江市江北区: 临江, 江北, 临江市江北. Of 苏州市: 苏州, and not 苏.
        for place in title.indices where units.contains(title[place]) { parts.insert(String(title[..<place])) }
        parts.formUnion(title.split(whereSeparator: units.contains).map(String.init))
        parts.formUnion(whole.split { !$0.isLetter && !$0.isNumber }.map(String.init))
        var found: Set<String> = []
        for part in parts where part.count >= 2 {
            let syllables = syllables(of: part)
            found.formUnion([part, syllables.joined(), String(syllables.compactMap(\.first))])
        }
        return found.filter { $0.count >= 3 || ($0.count == 2 && !$0.allSatisfy(\.isASCII)) }
    }

    /// What a place is, at the end of its name.
    private static let units: Set<Character> = ["省", "市", "县", "区", "州", "盟", "旗"]

    /// Han characters as they are spelled without tones (拼音).
    private static func syllables(of name: String) -> [String] {
        guard
            let latin = name.applyingTransform(.toLatin, reverse: false)?
                .applyingTransform(.stripDiacritics, reverse: false)
        else { return [] }
        return latin.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }
}
