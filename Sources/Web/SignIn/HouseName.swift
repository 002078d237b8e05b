import Archive
import Foundation

/// The ways somebody at an archive writes its name in a password: 临江市档案馆, 临江, linjiangshidanganguan, linjiang, ljsdag.
enum HouseName {
    /// All in lower case, those of three characters or more; Han also of two.
    static func readings(of name: String) -> [String] {
        let whole = name.trimmed.lowercased()
        let place = String(whole.prefix { !"省市县区州盟旗".contains($0) }).replacing("档案馆", with: "")
        var found: Set<String> = []
        for each in [whole, place] where !each.isEmpty {
            found.insert(each)
            found.formUnion(each.split { !$0.isLetter && !$0.isNumber }.map(String.init))
            let syllables = syllables(of: each)
            found.insert(syllables.joined())
            found.insert(String(syllables.compactMap(\.first)))
        }
        return found.filter { $0.count >= 3 || ($0.count == 2 && !$0.allSatisfy(\.isASCII)) }
    }

    /// Han characters as they are spelled without tones (拼音).
    private static func syllables(of name: String) -> [String] {
        guard
            let latin = name.applyingTransform(.toLatin, reverse: false)?
                .applyingTransform(.stripDiacritics, reverse: false)
        else { return [] }
        return latin.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }
}
