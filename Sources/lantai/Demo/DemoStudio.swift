import Archive
import Bytes
import Formats

/// Makes the files of demo records. Pages and views are drawn by the same workers that draw pages for readers, and so look the
/// same wherever the same fonts are installed.
struct DemoStudio: Sendable {
    let workers: WorkerPool
    let scratch: Scratch

    struct Content: Sendable {
        /// The ending of its name: `pdf`.
        let ending: String
        /// What metadata call it: `PDF`, `1.4`, `application/pdf`.
        let format: (name: String, version: String, mime: String)
        let bytes: [UInt8]
        let pages: Int
    }

    /// - Parameter n: the number of the record in its transfer.
    /// - Returns: `nil` for an entry of a catalogue.
    func content(of record: DemoRecord, number n: Int) async throws -> Content? {
        switch record.form {
        case .entry: return nil
        case .pdf:
            let pdf = DemoPDF(title: record.title, paragraphs: record.paragraphs)
            return Content(
                ending: "pdf", format: ("PDF", "1.4", "application/pdf"), bytes: pdf.bytes, pages: pdf.pageCount)
        case .ofd:
            let office = DemoOffice(title: record.title, paragraphs: record.paragraphs)
            return Content(ending: "ofd", format: ("OFD", "1.0", "application/ofd"), bytes: office.ofd, pages: 1)
        case .docx:
            let office = DemoOffice(title: record.title, paragraphs: record.paragraphs)
            let mime = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
            return Content(ending: "docx", format: ("DOCX", "2007", mime), bytes: office.docx, pages: 1)
        case .scan(let paper):
            let drawing = paper.drawing(title: record.title, paragraphs: record.paragraphs, number: n)
            let sheet = DrawnPDF(pages: [drawing], width: DemoPaper.width, height: DemoPaper.height)
            // Every fifth scan was kept without loss.
            return n % 5 == 4
                ? picture("png", try await png(sheet, width: 640)) : picture("jpg", try await jpeg(sheet, width: 840))
        case .sheets(let paper, let count):
            var sheets: [[UInt8]] = []
            for page in 0..<count {
                let turned = Array(record.paragraphs[page...]) + record.paragraphs[..<page]
                let drawing = paper.drawing(title: page == 0 ? record.title : "", paragraphs: turned, number: n + page)
                let sheet = DrawnPDF(pages: [drawing], width: DemoPaper.width, height: DemoPaper.height)
                sheets.append(try await jpeg(sheet, width: 840))
            }
            return Content(
                ending: "tif", format: ("TIFF", "6.0", "image/tiff"), bytes: DemoTIFF(pages: sheets).bytes, pages: count
            )
        case .damagedPhotograph:
            let whole = try await jpeg(view(n, isGrey: record.year < 1982), width: 960)
            return picture("jpg", Array(whole.prefix(whole.count * 2 / 5)))
        case .photograph:
            return picture("jpg", try await jpeg(view(n, isGrey: record.year < 1982), width: 960))
        case .sound:
            return Content(
                ending: "wav", format: ("WAVE", "PCM", "audio/x-wav"), bytes: DemoSound(number: n).bytes, pages: 1)
        case .database:
            let rows = (1...30).map { ["XXGK-\(record.year)-\($0)", "\(record.year)年第\($0)次发布", "主动公开"] }
            let database = DemoDatabase(table: "公开目录", columns: ["索引号", "题名", "公开属性"], rows: rows)
            return Content(
                ending: "sqlite", format: ("SQLite", "3", "application/vnd.sqlite3"), bytes: database.bytes, pages: 1)
        case .film:
            var pictures: [[UInt8]] = []
            for step in 0..<6 {
                pictures.append(try await jpeg(view(n, isGrey: record.year < 1982, step: step), width: 240))
            }
            let film = DemoFilm(pictures: pictures, width: 240, height: 160)
            return Content(ending: "avi", format: ("AVI", "MJPEG", "video/x-msvideo"), bytes: film.bytes, pages: 1)
        }
    }

    private func picture(_ ending: String, _ bytes: [UInt8]) -> Content {
        let name = ending == "png" ? "PNG" : "JPEG"
        return Content(ending: ending, format: (name, "1.0", "image/\(name.lowercased())"), bytes: bytes, pages: 1)
    }

    private func view(_ n: Int, isGrey: Bool, step: Int = 0) -> DrawnPDF {
        let view = DemoView(number: n, isGrey: isGrey, step: step)
        return DrawnPDF(pages: [view.drawing], width: DemoView.width, height: DemoView.height)
    }

    private func png(_ pdf: DrawnPDF, width: Int) async throws -> [UInt8] {
        try await drawn(pdf.bytes, as: "pdf", width: width)
    }

    private func jpeg(_ pdf: DrawnPDF, width: Int) async throws -> [UInt8] {
        try await drawn(try await png(pdf, width: width), as: "png", width: width)
    }

    /// A page of PDF as PNG, a PNG as JPEG.
    private func drawn(_ bytes: [UInt8], as ending: String, width: Int) async throws -> [UInt8] {
        let folder = try scratch.folder("demo-studio")
        let path = folder + "/sheet." + ending
        try DurableFile.write(bytes, to: path)
        defer { try? DurableFile.removeAll(path) }
        return try await workers.pageImage(path: path, name: FileName("sheet." + ending), page: 1, width: width).bytes
    }
}
