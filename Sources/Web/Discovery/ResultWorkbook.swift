import Archive
import Sharing

/// A workbook of one sheet (ISO/IEC 29500, SpreadsheetML): all cells are text, so nothing in it is reckoned.
struct ResultWorkbook: ResultWriter {
    private let language: Language
    private var zip = StreamedZip()
    private var hasBegun = false

    init(_ language: Language) { self.language = language }

    mutating func add(_ records: [ListedRecord]) -> [UInt8] {
        var out: [UInt8] = []
        if !hasBegun {
            hasBegun = true
            for (name, text) in Self.parts {
                out += zip.begin(name) + zip.add(Array((Self.declaration + text).utf8)) + zip.finish()
            }
            out += zip.begin("xl/worksheets/sheet1.xml")
            out += zip.add(Array((Self.declaration + Self.sheet).utf8))
            out += zip.add(row(ResultColumn.allCases.map { $0.words[language] }, isHead: true))
        }
        for record in records {
            out += zip.add(row(ResultColumn.allCases.map { $0.text(of: record, language) }, isHead: false))
        }
        return out
    }

    mutating func end() -> [UInt8] {
        let begun = hasBegun ? [] : add([])
        return begun + zip.add(Array("</sheetData></worksheet>".utf8)) + zip.finish() + zip.end()
    }

    private func row(_ cells: [String], isHead: Bool) -> [UInt8] {
        var out = Array("<row>".utf8)
        for cell in cells {
            out.append(contentsOf: (isHead ? "<c s=\"1\" t=\"inlineStr\"><is><t>" : "<c t=\"inlineStr\"><is><t>").utf8)
            Escaping.append(cell, to: &out)
            out.append(contentsOf: "</t></is></c>".utf8)
        }
        out.append(contentsOf: "</row>".utf8)
        return out
    }

    private static let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
    private static let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    private static let packed = "http://schemas.openxmlformats.org/package/2006"
    private static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    private static let kinds = "application/vnd.openxmlformats-officedocument.spreadsheetml"

    /// Code, title and address wide, the head always in sight.
    private static let sheet = """
        <worksheet xmlns="\(main)"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" \
        activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols><col min="1" max="1" width="28" \
        customWidth="1"/><col min="2" max="2" width="60" customWidth="1"/><col min="3" max="5" width="22" \
        customWidth="1"/><col min="6" max="7" width="12" customWidth="1"/><col min="8" max="8" width="40" \
        customWidth="1"/></cols><sheetData>
        """

    private static let parts = [
        (
            "[Content_Types].xml",
            """
            <Types xmlns="\(packed)/content-types"><Default Extension="rels" \
            ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" \
            ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="\(kinds).sheet.main+xml"/>\
            <Override PartName="/xl/styles.xml" ContentType="\(kinds).styles+xml"/><Override \
            PartName="/xl/worksheets/sheet1.xml" ContentType="\(kinds).worksheet+xml"/></Types>
            """
        ),
        (
            "_rels/.rels",
            """
            <Relationships xmlns="\(packed)/relationships"><Relationship Id="rId1" Type="\(office)/officeDocument" \
            Target="xl/workbook.xml"/></Relationships>
            """
        ),
        (
            "xl/_rels/workbook.xml.rels",
            """
            <Relationships xmlns="\(packed)/relationships"><Relationship Id="rId1" Type="\(office)/worksheet" \
            Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="\(office)/styles" Target="styles.xml"/>\
            </Relationships>
            """
        ),
        (
            "xl/workbook.xml",
            """
            <workbook xmlns="\(main)" xmlns:r="\(office)"><sheets><sheet name="Lantai" sheetId="1" r:id="rId1"/></sheets>\
            </workbook>
            """
        ),
        (
            "xl/styles.xml",
            """
            <styleSheet xmlns="\(main)"><fonts count="2"><font><sz val="11"/></font><font><b/><sz val="11"/></font></fonts>\
            <fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>\
            </fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs \
            count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf xfId="0"/><xf fontId="1" applyFont="1" xfId="0"/></cellXfs>\
            </styleSheet>
            """
        ),
    ]
}
