import Archive

/// What the work that follows from events is called on a page. Its own name, which commands and logs use, stands beside.
enum FollowerWords {
    static func name(_ follower: String) -> Words? { names[follower] }

    private static let names: [String: Words] = [
        "intake.checking": Words(zh: "四性检测", en: "Checks"),
        "intake.unpacking": Words(zh: "解包和算摘要", en: "Unpacking and digests"),
        "intake.register": Words(zh: "接收登记", en: "Register of transfers"),
        "preservation.stacks": Words(zh: "入库保存", en: "Keeping in the stacks"),
        "catalogue": Words(zh: "起草目录", en: "Drafting the catalogue"),
        "catalogue.descriptions": Words(zh: "保存著录", en: "Keeping descriptions"),
        "appraisal": Words(zh: "开放与公布", en: "Opening and publication"),
        "discovery.staff": Words(zh: "馆内检索", en: "Search for staff"),
        "discovery.public": Words(zh: "公众检索", en: "Search for the public"),
        "sharing.proofs": Words(zh: "公布存证", en: "Proofs of publication"),
        "sharing.copies": Words(zh: "制作利用件", en: "Making access copies"),
    ]
}

extension HTML {
    /// A follower by its words, with its own name quiet behind.
    mutating func follower(_ name: String) {
        if let words = FollowerWords.name(name) {
            text(words)
            text("　")
            span(name, .class("code quiet small"))
        } else {
            code(name)
        }
    }
}
