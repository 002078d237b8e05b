import Archive

// Help beside the questions of the wizard, without leaving them: what was typed stays.

extension SetUpStep {
    /// Why it is asked, and how to choose.
    var help: [Words] {
        switch self {
        case .language:
            [
                Words(
                    zh: "只决定没有表明语言的读者先看到什么。程序、报告、帮助两种语言都有，随时可换，以后也可在 lantai.yaml 里改。",
                    en: "It only decides what readers see first who state no language. Pages, reports and help "
                        + "are there in both, and lantai.yaml changes it later.")
            ]
        case .archive:
            [
                Words(
                    zh: "名称写全称，与公章一致。馆代码是国家档案局编的6位数字，没有就留空。",
                    en: "Write the full name, as on the seal. The code has six digits, given by the national "
                        + "administration; leave it empty if there is none."),
                Words(
                    zh: "时区决定一天从几点开始：开放日、公布日、存期都按它算，所以建好后不能改。中国各地都写 Asia/Shanghai。",
                    en: "The zone says when a day begins. Opening days, publication and periods depend on it, so "
                        + "it never changes. For all of China it is Asia/Shanghai."),
                Words(
                    zh: "网络：馆内工作的机器选局域网；给移交单位用的选政务网；只给公众看的选因特网。拿不准就选局域网。",
                    en: "Network: the machine on which the archive works stands in the office network, one for "
                        + "agencies in the government network, one for readers in the internet. If in doubt, the "
                        + "office network."),
                Words(
                    zh: "涉密节点必须在批准过的涉密网上。拿不准就选非涉密：带密级的移交会被隔离，不会泄露。",
                    en: "A classified node stands in an approved classified network. If in doubt choose the "
                        + "other: what bears a secrecy mark is then put in quarantine, and nothing leaks."),
            ]
        case .accounts:
            [
                Words(
                    zh: "三员（系统管理员、安全保密员、安全审计员）由三个人担任，互相制约，都看不到档案。档案员是第四个人。",
                    en: "The three administrators are three persons who keep each other in check, and none of "
                        + "them sees a record. The archivist is a fourth."),
                Words(
                    zh: "口令至少要难猜：几个不相干的词比一个复杂的词好。也可以由程序生成，建好后只显示一次，各人首次登录时改成自己的。",
                    en: "A password must be hard to guess: some words that have nothing to do with each other "
                        + "are better than a difficult one. The program can make them; they are shown once, and "
                        + "changed at the first sign-in."),
            ]
        case .holdings:
            [
                Words(
                    zh: "想先练手的，选12件虚构的档案：收、著录、开放、检索都能走一遍。正式用的馆请选“不要”。",
                    en: "To practise, take the twelve invented records: receiving, describing, opening and "
                        + "finding can all be tried. An archive for real work begins empty.")
            ]
        case .review:
            [
                Words(
                    zh: "按下“建立档案馆”以前，什么都没有写入磁盘，哪一步都可以回去改。断电了再运行同一条命令，从头建起。",
                    en: "Nothing is on disk before you press the button, and every step can be gone back to. "
                        + "After a power cut the same command begins anew.")
            ]
        }
    }
}

extension HTML {
    /// Folded up below the questions of a step.
    mutating func help(_ step: SetUpStep) {
        details(.class("more")) { h in
            h.summary(Words(zh: "这一步怎么填", en: "How to answer this"))
            for words in step.help { h.p(words) }
            h.p { h in
                h.a(.href("/help"), .target("_blank")) {
                    $0.text(Words(zh: "全部帮助（另开一页）", en: "All of help (in a page of its own)"))
                }
            }
        }
    }
}
