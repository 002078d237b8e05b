import Archive

extension SecrecyMark {
    /// Elements whose value is the class itself.
    private static let classElements: Set<String> = ["密级", "保密等级", "秘密等级", "密级标识", "定密等级"]
    /// Elements that tell of a class that was: 密级变更情况 of a declassified record names the former class.
    private static let historyElements: Set<String> = ["密级变更情况", "密级变更", "解密情况", "解密划控情况"]
    private static let titleElements: Set<String> = ["题名", "并列题名", "副题名", "说明题名文字"]
    private static let codes: [String: String] = ["MM": "秘密", "JM": "机密", "UM": "绝密", "绝": "绝密", "机": "机密"]

    /// The mark in a sentence somebody wrote with the package.
    static func mark(inNote note: String) -> SecrecyMark? { starred(in: note) ?? alone(note) }

    /// The mark in a value of the element `name`, in metadata or a listing; `nil` if there is none.
    static func mark(in value: String, of name: String) -> SecrecyMark? {
        guard !value.isEmpty else { return nil }
        if classElements.contains(name) {
            let plain = String(NumberText.plain(value).filter { !$0.isWhitespace })
            if let known = ["绝密", "机密", "秘密", "絕密", "機密"].first(where: plain.hasPrefix) {
                return SecrecyMark(text: known)
            }
            return codes[plain.uppercased()].map { SecrecyMark(text: $0) }
        }
        if historyElements.contains(name), isDeclassified(value) { return nil }
        if let mark = starred(in: value) ?? alone(value), !name.contains("关键词"), !name.contains("主题词") {
            return mark
        }
        return titleElements.contains(name) ? bracketed(value) : nil
    }

    /// 关于……的通知（机密）
    private static func bracketed(_ title: String) -> SecrecyMark? {
        let plain = NumberText.plain(title)
        let pieces = plain.split { "()[]【】〔〕".contains($0) }
        guard pieces.count > 1, let first = pieces.first, let last = pieces.last else { return nil }
        if plain.first.map({ "([【〔".contains($0) }) == true, let mark = alone(String(first)) { return mark }
        if plain.last.map({ ")]】〕".contains($0) }) == true, let mark = alone(String(last)) { return mark }
        return nil
    }

    static func isDeclassified(_ value: String) -> Bool {
        value.contains("解密") || value.contains("变更为公开") || value.contains("调整为公开")
    }
}
