import Archive
import HTTPTypes
import Hummingbird
import Intake
import NIOCore

/// Where an agency packs its transfer (打包与移交): by script in the browser, else by command; then sends it.
func packPage(_ visit: Visit, _ view: UploadView) -> [UInt8] {
    let title = Words(zh: "打包与移交", en: "Pack and transfer")
    return deskPage(visit, title: title, at: .accessions, script: .packing) { h in
        h.crumbs([(DeskPlace.accessions.words, "/desk/accessions")], here: title)
        h.div(.class("h")) { $0.h1(title) }
        h.div(.class("panes")) { h in
            h.div(.class("stack")) { h in
                h.packBox(visit)
                h.h2(Words(zh: "移交给档案馆", en: "Transfer it to the archive"))
                h.uploadForm(visit, view, isPacked: true)
            }
            h.packAside()
        }
    }
}

extension HTML {
    /// Nothing of it is shown, or does anything, without script.
    fileprivate mutating func packBox(_ visit: Visit) {
        div(
            .class("form pane stack"), .hidden, .data("data-pack", ""),
            .data("data-words", PackWords.json(visit.language)),
            .data("data-columns", PackWords.columns), .data("data-agency", visit.person?.agency ?? ""),
            .when(visit.site.isClassified, .data("data-classified", ""))
        ) { h in
            h.h2(Words(zh: "先核对，再打包", en: "Check first, then pack"))
            h.p(
                Words(
                    zh: "在这台电脑上核对，文件还不传出去。没有问题就打成一个包。",
                    en: "It is checked on this computer; nothing is sent yet. Without faults it becomes one package."))
            h.fileField(
                Field(
                    name: "pack-folder", label: Words(zh: "文件夹", en: "Folder"),
                    help: Words(
                        zh: "电子文件以档号命名，或放在以档号命名的文件夹里。",
                        en: "Files named by their reference codes, or in folders so named.")))
            h.fileField(
                Field(
                    name: "pack-table", label: Words(zh: "目录表", en: "Table"),
                    help: Words(zh: "归档文件目录，XLSX 或 CSV，每件一行。", en: "XLSX or CSV, a row for each record.")),
                accept: ".xlsx,.csv")
            h.p(
                Words(
                    zh: "本页不是加密连接（https），摘要由本页自己计算，会慢一些。",
                    en: "This page did not come by https: digests are computed by the page itself, which is slower."),
                .class("help"), .hidden, .data("data-pack-plain", ""))
            h.div(.class("acts")) { h in
                h.button(
                    Words(zh: "核对并打包", en: "Check and pack"), .class("btn first"), .type("button"),
                    .data("data-pack-check", ""))
            }
            h.progress(
                .max(100), .hidden, .data("data-pack-bar", ""), .ariaLabel(Words(zh: "打包进度", en: "Packing progress"))
            ) { _ in }
            h.p(.class("help"), .data("data-pack-said", ""), .live("polite")) { _ in }
            h.div(.hidden, .data("data-pack-faults", "")) { h in
                h.table(
                    Words(zh: "要改的地方", en: "What is to be mended"),
                    [
                        Column(Words(zh: "在哪里", en: "Where")), Column(Words(zh: "是什么", en: "What")),
                        Column(Words(zh: "怎么办", en: "What to do")),
                    ]
                ) { _ in }
            }
            h.p(.hidden, .data("data-pack-send", "")) { h in
                h.a(
                    Words(zh: "存为文件", en: "Save as a file"), .class("btn"), .href(fragment: "package"),
                    .data("data-pack-save", ""))
                h.text("　")
                h.text(
                    Words(
                        zh: "或在下面按“上传”，移交给档案馆。", en: "Or press “Upload” below to transfer it to the archive."))
            }
        }
    }

    fileprivate mutating func packAside() {
        aside(.class("pane stack")) { h in
            h.h2(Words(zh: "样表", en: "Sample"))
            h.p { $0.a(Words(zh: "下载目录样表", en: "Download a sample table"), .href("/desk/pack/table.csv")) }
            h.p(
                Words(
                    zh: "档号、题名、责任者、日期必填；密级、保管期限、页数有就填。",
                    en:
                        "Code, title, author and date must be filled in; secrecy, retention and pages where they are known."
                ))
            h.h2(Words(zh: "用命令打包", en: "Pack by command"))
            h.p(
                Words(
                    zh: "没有网络、文件很多，或要按 DA/T 93、DA/T 48 打包，用命令做；不必连到档案馆。",
                    en:
                        "Without a network, for very many files, or for packages by DA/T 93 or DA/T 48, use the command; it needs no archive."
                ))
            h.p("lantai pack files --catalogue table.xlsx --as dat93 --to transfer.zip")
            h.p(
                Words(
                    zh: "打好的包在本页的“移交包”里选，按“上传”。",
                    en: "Choose the package it made under “Package” on this page, and press “Upload”."))
            h.p { $0.a(Words(zh: "打包与移交的说明", en: "How to pack and transfer"), .href(HelpPage.pack.path)) }
        }
    }
}

/// A table to begin with: headings, and one row that shows how they are filled in.
func packTable(_ call: Call) -> Response {
    let rows = [
        "序号,档号,文号,责任者,题名,日期,密级,保管期限,页数,备注",
        "1,X001-WS·2019-Y-BGS-0001,某局发〔2019〕1号,某某局,关于某事的通知,20190311,公开,永久,2,",
    ]
    // Spreadsheet programs take a text for UTF-8 only by its mark.
    let bytes = CSV.mark + Array((rows.joined(separator: "\r\n") + "\r\n").utf8)
    return Response(
        status: .ok,
        headers: [
            .contentType: "text/csv; charset=utf-8", .cacheControl: "no-store",
            .contentDisposition: ServedFile.disposition("归档文件目录.csv"),
        ], body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
}
