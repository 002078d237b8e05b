import Archive
import CVips
import Glibc

/// TIFF, JPEG and PNG through libvips: every pixel decoded once, so that damage shows.
enum PictureReading {
    static func read(_ file: Int32, _ facts: inout DocumentFacts) {
        PDFLog.install
        var about = cvips_picture()
        let whole = cvips_examine(file, loader(facts.identification.kind), &about)
        if about.width > 0 {
            facts.pages = Int(about.pages)
            facts.picture = DocumentFacts.Picture(
                width: Int(about.width), height: Int(about.height), bands: Int(about.bands),
                dpi: about.dpi > 0 ? Int(about.dpi.rounded()) : nil)
            if facts.identification.kind == .tiff, let tags = TIFFTags(file) {
                facts.picture?.bits = tags.bits
                facts.picture?.compression = tags.compression
            }
        }
        if whole != 0 { facts.damage = damage(page: Int(about.bad_page)) }
    }

    /// Looks at a sound picture as a scanned page.
    static func look(_ file: Int32, _ facts: inout DocumentFacts) {
        guard facts.damage == nil, facts.picture != nil else { return }
        facts.picture?.photo = PhotoReading.read(file, facts.identification.kind)
        var looks = cvips_looks()
        guard cvips_look(file, loader(facts.identification.kind), &looks) == 0, looks.seen != 0 else { return }
        facts.picture?.looks = DocumentFacts.Looks(
            ink: Int(looks.ink), contrast: max(0, Int(looks.contrast)),
            lines: looks.lines == 1 ? .across : looks.lines == 2 ? .down : .none, lean: Int(looks.lean),
            isOnItsHead: looks.on_its_head != 0)
    }

    static func image(_ file: Int32, _ kind: FormatKind, page: Int, width: Int, turn: Int, webp: Bool) -> WorkerAnswer {
        PDFLog.install
        var image: UnsafeMutableRawPointer?
        var count = 0
        guard
            cvips_page(
                file, loader(kind), Int32(clamping: page - 1), Int32(width), Int32(turn), webp ? 1 : 0, &image, &count)
                == 0, let image
        else {
            return .noImage(reason: Words(zh: "没有该页，或图像已损坏。", en: "there is no such page, or the picture is damaged."))
        }
        defer { cvips_free(image) }
        return .image(
            PageImage(
                mime: webp ? "image/webp" : "image/jpeg",
                bytes: Array(UnsafeRawBufferPointer(start: image, count: count))))
    }

    /// As it stands, up to so many pixels: a newspaper of 50 by 70 cm at 300 dots an inch has 49 million.
    private static let mostPixels = 100e6

    static func pyramid(_ file: Int32, _ kind: FormatKind, page: Int) -> WorkerAnswer {
        PDFLog.install
        var tiff: UnsafeMutableRawPointer?
        var count = 0
        guard cvips_pyramid(file, loader(kind), Int32(clamping: page - 1), mostPixels, &tiff, &count) == 0, let tiff
        else {
            return .noImage(reason: Words(zh: "没有该页，或图像已损坏。", en: "there is no such page, or the picture is damaged."))
        }
        defer { cvips_free(tiff) }
        return .image(PageImage(mime: "image/tiff", bytes: Array(UnsafeRawBufferPointer(start: tiff, count: count))))
    }

    private static func loader(_ kind: FormatKind) -> cvips_loader {
        switch kind {
        case .tiff: CVIPS_TIFF
        case .png: CVIPS_PNG
        default: CVIPS_JPEG
        }
    }

    private static func damage(page: Int) -> DocumentFacts.Damage {
        page > 0
            ? Broken(
                "unreadable-page", zh: "第 \(page + 1) 页图像已损坏或被截断，无法完整解码。",
                en: "Page \(page + 1) of the picture is damaged or truncated and cannot be decoded whole."
            ).damage
            : Broken(
                "broken", zh: "图像已损坏或被截断，无法完整解码。",
                en: "The picture is damaged or truncated and cannot be decoded whole."
            ).damage
    }
}
