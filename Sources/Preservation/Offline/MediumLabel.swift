package import Archive

/// The label of an offline medium (载体标签), to print and put on the box: what the command and the page both say.
package struct MediumLabel: Sendable {
    package struct Line: Sendable {
        package let name: Words
        package let value: Words
        package var isDigest = false
    }

    package let archive: Words
    package let number: String
    package let lines: [Line]
    package let notice: Words

    package init(_ medium: RegisteredMedium, archive: Words, clock: Clock) {
        self.archive = archive
        number = medium.number
        let written = "\(clock.day(of: medium.writtenAt).text) · \(medium.writtenBy)"
        var lines = [
            Line(name: Words(zh: "用途", en: "kind"), value: medium.kind.words),
            Line(
                name: Words(zh: "第几张", en: "medium"),
                value: Words(
                    zh: "\(medium.n) / \(medium.of)（\(medium.carrier.words.zh)）",
                    en: "\(medium.n) / \(medium.of) (\(medium.carrier.words.en))")),
            Line(name: Words(zh: "写入", en: "written"), value: Words(zh: written, en: written)),
            Line(
                name: Words(zh: "内容", en: "holds"),
                value: Words(
                    zh: "\(medium.objects) 个对象，\(medium.bytes) 字节",
                    en: "\(medium.objects) objects, \(medium.bytes) bytes")),
        ]
        if let old = medium.replaces {
            lines.append(Line(name: Words(zh: "更换", en: "replaces"), value: Words(zh: old, en: old)))
        }
        let digest = "SHA-512 \(medium.manifest)"
        lines.append(
            Line(
                name: Words(zh: "清单摘要", en: "manifest"), value: Words(zh: digest, en: digest), isDigest: true))
        self.lines = lines
        notice =
            medium.isOpenedOnly
            ? Words(zh: "仅含已开放档案", en: "opened records only")
            : Words(zh: "含未开放档案，明文", en: "contains closed records in plain")
    }
}
