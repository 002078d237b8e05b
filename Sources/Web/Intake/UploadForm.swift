import Archive
import Intake

extension HTML {
    /// What sends a package: fields first, then the file. With script it goes in pieces (`Uploading`).
    /// - Parameter isPacked: it stands where packages are made.
    mutating func uploadForm(_ visit: Visit, _ view: UploadView, isPacked: Bool) {
        form(
            .class("form pane"), .method("post"), .action("/desk/accessions/upload"), .acceptCharset("utf-8"),
            .enctype("multipart/form-data"), .data("data-upload", ""),
            .data(
                "data-failed",
                Words(
                    zh: "没有传完。请再选同一个文件上传，会从断开的地方接着传。",
                    en: "The upload broke off. Choose the same file again: it goes on where it stopped.")[
                        visit.language]),
            .data(
                "data-waiting",
                Words(
                    zh: "网络断了，正在等它恢复，恢复后接着传。", en: "The line is down; the upload goes on when it is back.")[
                        visit.language])
        ) { h in
            // The fields stand before the file, so that they are known before its first byte arrives.
            h.token(visit)
            if let agency = visit.person?.agency {
                h.p(.class("field")) { h in
                    h.span(Phrases.agency, .class("label"))
                    h.text(agency)
                }
                for scheme in view.schemes {
                    h.p(.class("field")) { h in
                        h.span(Words(zh: "检测方案", en: "Scheme of checks"), .class("label"))
                        h.a(scheme.words, .href(scheme.scope.page))
                    }
                }
            } else {
                h.textField(
                    Field(
                        name: "agency", label: Phrases.agency, value: view.agency,
                        help: Words(
                            zh: "用单位全称。留空则取包内说明文件所写。",
                            en: "The full name. If empty, as the notes file in the package says.")))
            }
            if !view.returned.isEmpty {
                h.choice(
                    Field(
                        name: "supersedes", label: Words(zh: "替换已退回的", en: "In place of a returned one"),
                        value: view.supersedes?.text ?? "",
                        help: Words(zh: "选上后可以对照两次报告。", en: "The two reports can then be compared.")),
                    [("", Words(zh: "不是，第一次移交", en: "No, a first transfer"))]
                        + view.returned.map {
                            ($0.id.text, Words(asIs: "\($0.number)　\($0.name.lastComponent.display)"))
                        })
            }
            h.textField(
                Field(
                    name: "note", label: Words(zh: "附言", en: "Note"), value: view.note,
                    help: Words(zh: "可不填。", en: "Optional.")))
            h.fileField(
                Field(
                    name: "package", label: Words(zh: "移交包", en: "Package"),
                    help: Words(
                        zh: "一个ZIP或TAR文件，或单独一份目录表格（XLSX、CSV）。传完即给收件号；检测自动进行，页面可以关闭。",
                        en:
                            "One ZIP or TAR file, or a catalogue alone (XLSX, CSV). A receipt number is given as soon as it has arrived; the page may be closed."
                    ),
                    required: true))
            if !isPacked {
                h.p(.class("help")) { h in
                    h.a(
                        Words(zh: "目录是电子表格？先试读", en: "Is the catalogue a spreadsheet? Look at it first"),
                        .href("/desk/tables"))
                }
                h.p(.class("help")) { h in
                    h.a(
                        Words(zh: "还没有打包？在这里核对、打包", en: "Not packed yet? Check and pack here"),
                        .href(Path("/desk/pack").adding("supersedes", view.supersedes?.text)))
                }
            }
            h.progress(.max(100), .hidden, .ariaLabel(Words(zh: "上传进度", en: "Upload progress"))) { _ in }
            h.p(.class("help"), .data("data-said", ""), .live("polite")) { _ in }
            h.div(.class("acts")) { h in
                h.button(.class("btn first"), .type("submit")) { h in
                    h.icon(.up)
                    h.text(Words(zh: "上传", en: "Upload"))
                }
                h.a(Phrases.cancel, .class("btn bare"), .href("/desk/accessions"))
            }
        }
    }
}
