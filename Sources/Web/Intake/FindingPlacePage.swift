import Archive
import Intake

/// What one finding of a report points at: the file in the listing, the lines around the place, the record as received.
func findingPlacePage(_ visit: Visit, _ accession: Accession, _ place: FindingPlace, number: Int) -> [UInt8] {
    let receipt = Words(zh: "收 \(accession.number)", en: "Receipt \(accession.number)")
    let title = Words(zh: "检测发现所指之处", en: "What a finding points at")
    return deskPage(visit, title: title, at: .accessions) { h in
        h.crumbs(
            [
                (DeskPlace.accessions.words, "/desk/accessions"),
                (receipt, accession.path(toReportOf: number)),
            ], here: Words(zh: "所指之处", en: "The place"))
        h.div(.class("h")) { h in
            h.h1(title)
            h.span(receipt, .class("quiet num"))
        }
        h.section(.class("prop"), .labelledBy("h-finding")) { h in
            h.h2(Words(zh: "发现", en: "The finding"), .class("vh"), .id("h-finding"))
            h.finding(place.finding)
        }
        h.div(.class("stack sect")) { h in
            h.listing(place)
            h.content(accession, place)
            if let record = place.record { h.record(record, place.finding) }
        }
        h.p(.class("sect no-print")) { h in
            h.a(
                Words(zh: "回到报告里的这一条", en: "Back to the finding in the report"), .class("btn"),
                .href(accession.path(toReportOf: number)))
        }
    }
}

extension Accession {
    /// The page of what a finding points at.
    func path(toFinding number: Int) -> Path { "/desk/accessions/\(id.text)/findings/\(number)" }

    /// The finding in the report.
    fileprivate func path(toReportOf number: Int) -> Path { "/desk/accessions/\(id.text)#f-\(number)" }
}

extension HTML {
    /// The rows of the listing around the file, it marked.
    fileprivate mutating func listing(_ place: FindingPlace) {
        let name = Words(zh: "移交包清单", en: "Listing of the package")
        if place.file == nil, let file = place.finding.file {
            note(.warn, Words(zh: "包里没有叫这个名字的文件", en: "The package holds no file of this name")) { h in
                h.p { $0.code(file.display) }
                if !place.beside.isEmpty {
                    h.p(
                        Words(
                            zh: "下面是它所在的文件夹里有的文件，没有这个文件夹的，是上一级里的。",
                            en: "Below are the files of its folder, or of the one above where there is no such folder.")
                    )
                }
            }
        }
        guard !place.beside.isEmpty else { return }
        let count = Words(zh: "序", en: "No.")
        let file = Words(zh: "文件", en: "File")
        let role = Words(zh: "用途", en: "Role")
        let format = Words(zh: "格式", en: "Format")
        let size = Words(zh: "大小", en: "Size")
        table(
            name, shown: true,
            [Column(count, number: true), Column(file), Column(role), Column(format), Column(size, number: true)]
        ) { h in
            for each in place.beside {
                h.tr { h in
                    h.cell(count, class: "n", each.n.grouped)
                    h.th(.scope("row"), .class("set")) { h in
                        if each.n == place.file?.n {
                            h.mark { $0.code(each.path.display) }
                        } else {
                            h.code(each.path.display)
                        }
                    }
                    h.cell(role, class: "nb", each.role.words)
                    h.cell(format) { h in
                        if let format = each.format {
                            h.text([format.name, format.version ?? ""].joined(separator: " "))
                        }
                        if let pages = each.pages { h.text(Words(zh: "　", en: ", ") + Phrases.pages(pages)) }
                    }
                    h.cell(size, class: "n", each.bytes.size)
                }
            }
        }
        if let file = place.file {
            definitions { h in h.definition(Words(asIs: "SHA-256")) { $0.code(file.digests.sha256.hex) } }
        }
    }

    fileprivate mutating func content(_ accession: Accession, _ place: FindingPlace) {
        switch place.content {
        case .lines(let lines): self.lines(lines)
        case .rows(let headings, let rows, let row, let column): self.rows(headings, rows, row, column)
        case .withheld(let reason):
            if let words = reason.words(accession) { note(.info, words) }
        }
    }

    private mutating func lines(_ lines: [ShownLine]) {
        let number = Words(zh: "行", en: "Line")
        let text = Words(zh: "文字", en: "Text")
        table(
            Words(zh: "文件里的这几行，按收到的原样", en: "These lines of the file, as received"), shown: true,
            [Column(number, number: true), Column(text)]
        ) { h in
            for line in lines {
                h.tr { h in
                    h.cell(number, class: "n", line.number.grouped)
                    h.cell(text, class: "set") { h in
                        h.text(line.before)
                        if !line.marked.isEmpty { h.mark(line.marked) }
                        h.text(line.after)
                    }
                }
            }
        }
    }

    private mutating func rows(_ headings: [String], _ rows: [ShownRow], _ meant: Int?, _ column: Int?) {
        let name = Words(zh: "表里的这几行，按收到的原样", en: "These rows of the table, as received")
        let width = max(headings.count, rows.map(\.cells.count).max() ?? 0)
        div(.class("scroll"), .tabindex(0), .role("region"), .ariaLabel(name)) { h in
            h.table(.class("tbl grid")) { h in
                h.caption(name)
                h.thead { h in
                    h.tr { h in
                        h.th(Words(zh: "行", en: "Row"), .scope("col"), .class("n"))
                        for place in 0..<width {
                            h.th(headings.indices.contains(place) ? headings[place] : "", .scope("col"))
                        }
                    }
                }
                h.tbody { h in
                    for row in rows {
                        h.tr { h in
                            h.th(.scope("row"), .class("n")) { h in
                                let number = row.number.grouped
                                if row.number == meant { h.mark(number) } else { h.text(number) }
                            }
                            for place in 0..<width {
                                let cell = row.cells.indices.contains(place) ? row.cells[place] : ""
                                let isMeant = row.number == meant && place == column
                                h.td(.when(isMeant, .class("odd"))) { h in
                                    if isMeant, cell.isEmpty {
                                        h.mark(Words(zh: "（空）", en: "(empty)"))
                                    } else if isMeant {
                                        h.mark(cell)
                                    } else {
                                        h.text(cell)
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    fileprivate mutating func record(_ record: ShownRecord, _ finding: Finding) {
        section(.class("pane"), .labelledBy("rec")) { h in
            h.div(.class("ph")) { h in
                h.h2(Words(zh: "这一件的著录项，按收到的原样", en: "The record's elements, as received"), .id("rec"))
                h.span(.class("quiet")) { $0.code(record.code) }
            }
            if record.holdsElement == false, let element = finding.element {
                h.note(
                    .warn,
                    Words(zh: "里面没有“\(element)”这一项", en: "There is no element “\(element)” in it"))
            }
            h.definitions(wide: true) { h in
                for element in record.elements {
                    h.definition(Words(asIs: element.name)) { h in
                        if element.isMeant {
                            h.mark(element.value.isEmpty ? Words(zh: "（空）", en: "(empty)") : Words(asIs: element.value))
                        } else {
                            h.recordText(element.value)
                        }
                    }
                }
            }
            if record.isCut {
                h.p(
                    Words(
                        zh: "著录项很多，只列所指之处前后的\(record.elements.count)项。",
                        en: "There are many elements: only the \(record.elements.count) around the place are listed."),
                    .class("help"))
            }
        }
    }
}

extension ShownContent.Reason {
    /// Why nothing of the content stands here; `nil` where the page says it already.
    fileprivate func words(_ accession: Accession) -> Words? {
        switch self {
        case .noFile: nil
        case .nothingNamed:
            Words(
                zh: "这一条说的是整份移交，没有指到哪个文件。",
                en: "This is said of the transfer as a whole; it points at no file.")
        case .notYours:
            Words(
                zh: "这一批已经接收，内容由档案馆按权限提供；这里只列清单。",
                en:
                    "This transfer is in custody: the archive gives access by its rules. Only the listing is shown here."
            )
        case .gone where accession.purgedAt != nil:
            Words(
                zh: "字节已按期清除，内容不能再看；报告、清单与摘要留存。",
                en:
                    "The bytes were removed on schedule, so the content cannot be shown; report, listing and digests are kept."
            )
        case .gone:
            Words(
                zh: "字节已不在暂存区，内容不能再看；报告、清单与摘要留存。",
                en:
                    "The bytes are in staging no more, so the content cannot be shown; report, listing and digests are kept."
            )
        case .otherKind:
            Words(
                zh: "这个文件不是文本或表格，内容不在这里显示；格式、大小与摘要见清单。",
                en:
                    "This file is neither text nor a table, so its content is not shown here; format, size and digest are in the listing."
            )
        case .tooLarge:
            Words(
                zh: "文件太大，所指之处在读出的部分以外，内容不在这里显示。",
                en:
                    "The file is large and the place lies beyond the part that is read, so its content is not shown here."
            )
        case .damaged:
            Words(
                zh: "这个文件的字节读不出来（损坏、加密或残缺），内容不能显示。",
                en:
                    "The bytes of this file cannot be read (damaged, encrypted or cut off), so its content cannot be shown."
            )
        }
    }
}
