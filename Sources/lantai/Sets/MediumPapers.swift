import Archive
import Preservation

/// What lies beside the records on a medium, so that it explains itself when nobody remembers Lantai.
enum MediumPapers {
    static func readme(_ number: String, archive: String, of set: String, n: Int, count: Int, hasLedger: Bool) -> String
    {
        """
        \(archive)
        离线载体 \(number)（\(set) 共 \(count) 张之第 \(n) 张）

        这张载体不需要任何专门软件就能读：
          catalogue.html   目录，用任何浏览器打开；catalogue.csv 内容相同（UTF-8）。
          stacks/          档案，按 OCFL 1.1 存放。目录“对象”一列是该件的文件夹，
                           其中 v1、v2… 的 content/data/ 是原文件，inventory.json 列出各文件的摘要和版本。
          \(hasLedger ? ledgerLines.zh : "（本载体不含台账。）")
          manifest-sha512.txt  本载体所有文件的 SHA-512 摘要。
        核对：在本文件夹运行  sha512sum -c --quiet manifest-sha512.txt ；没有输出就是完好。
        登记簿里记有清单本身的摘要，可用  sha512sum manifest-sha512.txt  对照标签。

        Offline medium \(number) (\(n) of \(count) of the set \(set))

        No special program is needed to read it:
          catalogue.html   the list of records, for any browser; catalogue.csv says the same (UTF-8).
          stacks/          the records, laid out by OCFL 1.1. The column "object" names the folder of each;
                           the original files lie in content/data/ of v1, v2 ..., inventory.json lists digests and versions.
          \(hasLedger ? ledgerLines.en : "(No ledger is on this medium.)")
          manifest-sha512.txt  the SHA-512 digest of every file here.
        To check: run  sha512sum -c --quiet manifest-sha512.txt  in this folder; silence means intact.
        The label bears the digest of the manifest itself: compare it with  sha512sum manifest-sha512.txt

        """
    }

    private static let ledgerLines = Words(
        zh: """
            ledger/          台账：已封存的分段、依据和签名检查点（JSON）。
              archive/         恢复全馆所需：设置、公钥、全部对象的清单，以及还需要哪些载体（archive.json）。
            """,
        en: """
            ledger/          the ledger: sealed segments, acts, signed checkpoints (JSON).
              archive/         to restore the archive: settings, public keys, all its objects, the media needed (archive.json).
            """)

    static let csvHead = "\u{FEFF}档号 code,题名 title,日期 date,保管期限 retention,密级 secrecy,对象 object,版本 version\r\n"

    static func htmlHead(_ number: String, archive: String) -> String {
        """
        <!DOCTYPE html>
        <html lang="zh-Hans"><head><meta charset="utf-8"><title>\(escaped(number))</title>
        <style>body{font-family:sans-serif}table{border-collapse:collapse}td,th{border:1px solid #888;padding:.2em .5em}</style>
        </head><body><h1>\(escaped(archive)) · \(escaped(number))</h1>
        <table><tr><th>档号 code</th><th>题名 title</th><th>日期 date</th><th>保管期限 retention</th><th>密级 secrecy</th>\
        <th>对象 object</th><th>版本 version</th></tr>

        """
    }

    /// - Parameter cells: the object's folder is the sixth.
    static func html(_ cells: [String]) -> String {
        let parts = cells.enumerated().map { place, cell in
            place == 5
                ? "<td><a href=\"\(escaped(cell.replacing("%", with: "%25")))/\">\(escaped(cell))</a></td>"
                : "<td>\(escaped(cell))</td>"
        }
        return "<tr>" + parts.joined() + "</tr>\n"
    }

    static let htmlEnd = "</table></body></html>\n"

    /// A label to print and put on the box, in both languages.
    static func page(_ label: MediumLabel) -> String {
        func both(_ words: Words, _ between: String) -> String {
            escaped(words.zh == words.en ? words.zh : words.zh + between + words.en)
        }
        let lines = label.lines.map { line in
            let place = line.isDigest ? "<dd class=\"digest\">" : "<dd>"
            return "<dt>\(both(line.name, " "))</dt>\(place)\(both(line.value, " · "))</dd>"
        }
        return """
            <!DOCTYPE html>
            <html lang="zh-Hans"><head><meta charset="utf-8"><title>\(escaped(label.number))</title>
            <style>@page{size:A6 landscape;margin:8mm}body{font-family:sans-serif;font-size:11pt;max-width:130mm}
            h1{font-size:18pt;margin:0}dt{float:left;clear:left;width:9em;color:#333}dd{margin-left:9.5em}
            .digest{font-family:monospace;font-size:7pt;overflow-wrap:anywhere}.notice{border:1px solid;padding:.2em .5em}
            </style></head><body>
            <p>\(escaped(label.archive.zh))</p><h1>\(escaped(label.number))</h1>
            <dl>\(lines.joined(separator: "\n"))</dl>
            <p class="notice">\(both(label.notice, " · "))</p></body></html>

            """
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;")
    }
}
