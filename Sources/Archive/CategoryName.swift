/// The names of the first-level categories (门类). Source: DA/T 13-2022.
package enum CategoryName {
    private static let names: [String: Words] = [
        "WS": Words(zh: "文书档案", en: "Administrative records"),
        "KJ": Words(zh: "科技档案", en: "Science and technology records"),
        "RS": Words(zh: "人事档案", en: "Personnel records"),
        "KU": Words(zh: "会计档案", en: "Accounting records"),
        "ZY": Words(zh: "专业档案", en: "Specialised records"),
        "ZP": Words(zh: "照片档案", en: "Photographs"),
        "LY": Words(zh: "录音档案", en: "Sound recordings"),
        "LX": Words(zh: "录像档案", en: "Video recordings"),
        "SJ": Words(zh: "业务数据档案", en: "Business data"),
        "YJ": Words(zh: "公务电子邮件", en: "Official e-mail"),
        "WY": Words(zh: "网页信息档案", en: "Web pages"),
        "MT": Words(zh: "社交媒体档案", en: "Social media"),
        "SW": Words(zh: "实物档案", en: "Objects"),
    ]

    /// The code that a folder or column says by code or by name: `WS`, `文书`, `文书类`, `文书档案`; `nil` if it is none of the list.
    package static func code(of text: String) -> String? {
        let key = ReferenceCode.key(of: text)
        if names[key] != nil { return key }
        let stem = text.hasSuffix("类") ? String(text.dropLast()) : text
        return names.first { $0.value.zh == stem || $0.value.zh == stem + "档案" }?.key
    }

    /// The codes of the list, in the order of their letters.
    package static let codes = names.keys.sorted()

    /// The name of a category; its code where the list has none.
    package static func of(_ code: String) -> Words { names[code] ?? Words(zh: code, en: code) }
}
