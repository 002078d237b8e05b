import Foundation

/// A spreadsheet (XLSX) written part by part, so that a test can say what no spreadsheet program would.
struct MadeWorkbook: Sendable {
    enum Cell: Sendable {
        case text(String)
        /// A number in style 0 (plain) or 1 (a day).
        case number(Double, style: Int)
        /// What a formula came to, as the program kept it.
        case formula(String)
        /// `#REF!` and the like.
        case error(String)
    }

    struct Sheet: Sendable {
        var name = "Sheet1"
        var isHidden = false
        var rows: [[Cell]]
        /// `A1:J1`
        var merged: [String] = []
        /// Stands in front of the first element.
        var prolog = ""
    }

    var sheets: [Sheet]
    var countsFrom1904 = false
    var isShared = false

    init(_ sheets: [Sheet]) { self.sheets = sheets }
    init(_ rows: [[String]]) { sheets = [Sheet(rows: rows.map { $0.map(Cell.text) })] }

    var bytes: [UInt8] {
        var strings: [String] = []
        let parts = sheets.enumerated().map { ("xl/worksheets/sheet\($0 + 1).xml", sheet($1, &strings)) }
        let kinds = sheets.indices.map {
            """
            <Override PartName="/xl/worksheets/sheet\($0 + 1).xml" \
            ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>
            """
        }
        let list = sheets.enumerated().map { place, sheet in
            let hidden = sheet.isHidden ? " state=\"hidden\"" : ""
            return "<sheet name=\"\(sheet.name)\" sheetId=\"\(place + 1)\"\(hidden) r:id=\"rId\(place + 1)\"/>"
        }
        let relations = sheets.indices.map {
            "<Relationship Id=\"rId\($0 + 1)\" Type=\"\(office)/relationships/worksheet\" Target=\"worksheets/sheet\($0 + 1).xml\"/>"
        }
        var files: [(String, String)] = [
            (
                "[Content_Types].xml",
                """
                <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">\
                <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
                <Override PartName="/xl/workbook.xml" \
                ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>\
                \(kinds.joined())</Types>
                """
            ),
            (
                "_rels/.rels",
                """
                <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship \
                Id="rId1" Type="\(office)/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>
                """
            ),
            (
                "xl/workbook.xml",
                """
                <workbook xmlns="\(main)" xmlns:r="\(office)/relationships"><workbookPr \
                date1904="\(countsFrom1904 ? 1 : 0)"/><sheets>\(list.joined())</sheets></workbook>
                """
            ),
            (
                "xl/_rels/workbook.xml.rels",
                """
                <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">\
                \(relations.joined())</Relationships>
                """
            ),
            (
                "xl/styles.xml",
                "<styleSheet xmlns=\"\(main)\"><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>"
            ),
        ]
        if isShared {
            let items = strings.map { "<si><t>\(escaped($0))</t><rPh sb=\"0\" eb=\"1\"><t>pinyin</t></rPh></si>" }
            files.append(("xl/sharedStrings.xml", "<sst xmlns=\"\(main)\">\(items.joined())</sst>"))
        }
        var zip = MadeZip()
        let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
        zip.entries = (files + parts).map {
            MadeZip.Entry(name: Array($0.0.utf8), bytes: Array((declaration + $0.1).utf8))
        }
        return zip.bytes
    }

    private let office = "http://schemas.openxmlformats.org/officeDocument/2006"
    private let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

    private func sheet(_ sheet: Sheet, _ strings: inout [String]) -> String {
        var rows = ""
        for (number, row) in sheet.rows.enumerated() {
            var cells = ""
            for (place, cell) in row.enumerated() {
                cells += self.cell(cell, at: MadeWorkbook.letters(place) + "\(number + 1)", &strings)
            }
            rows += "<row r=\"\(number + 1)\">\(cells)</row>"
        }
        let merged = sheet.merged.map { "<mergeCell ref=\"\($0)\"/>" }
        return """
            \(sheet.prolog)<worksheet xmlns="\(main)"><sheetData>\(rows)</sheetData>\
            \(merged.isEmpty ? "" : "<mergeCells>\(merged.joined())</mergeCells>")</worksheet>
            """
    }

    private func cell(_ cell: Cell, at place: String, _ strings: inout [String]) -> String {
        switch cell {
        case .text(""): return ""
        case .text(let text) where isShared:
            strings.append(text)
            return "<c r=\"\(place)\" t=\"s\"><v>\(strings.count - 1)</v></c>"
        case .text(let text):
            return "<c r=\"\(place)\" t=\"inlineStr\"><is><t xml:space=\"preserve\">\(escaped(text))</t></is></c>"
        case .number(let number, let style): return "<c r=\"\(place)\" s=\"\(style)\"><v>\(number)</v></c>"
        case .formula(let value): return "<c r=\"\(place)\" t=\"str\"><f>T(\"\")</f><v>\(escaped(value))</v></c>"
        case .error(let value): return "<c r=\"\(place)\" t=\"e\"><v>\(value)</v></c>"
        }
    }

    private func escaped(_ text: String) -> String {
        text.replacingOccurrences(of: "&", with: "&amp;").replacingOccurrences(of: "<", with: "&lt;")
    }

    private static func letters(_ place: Int) -> String {
        let letter = String(UnicodeScalar(UInt8(65 + place % 26)))
        return place < 26 ? letter : letters(place / 26 - 1) + letter
    }
}
