import CPoppler
import CVips

// Pages of a PDF drawn on white.
extension PDFDocument {
    /// A page (from 0) as PNG, `width` pixels wide, then turned by so many quarters clockwise.
    borrowing func png(ofPage number: Int, width: Int, turn: Int) -> [UInt8]? {
        drawn(number, turn: turn) {
            Self.fitting($0, width)
        } _: { surface in
            var png: [UInt8] = []
            let written = withUnsafeMutablePointer(to: &png) { target in
                cairo_surface_write_to_png_stream(
                    surface,
                    { target, bytes, count in
                        target!.assumingMemoryBound(to: [UInt8].self).pointee += UnsafeBufferPointer(
                            start: bytes, count: Int(count))
                        return CAIRO_STATUS_SUCCESS
                    }, target)
            }
            return written == CAIRO_STATUS_SUCCESS ? png : nil
        }
    }

    /// The same as WebP: letters as sharp as they are, pages with pictures as photographs are packed.
    borrowing func webp(ofPage number: Int, width: Int, turn: Int) -> [UInt8]? {
        let lossless: Int32 = hasPictures(onPage: number) ? 0 : 1
        return drawn(number, turn: turn) {
            Self.fitting($0, width)
        } _: { surface in
            cairo_surface_flush(surface)
            var webp: UnsafeMutableRawPointer?
            var count = 0
            guard let pixels = cairo_image_surface_get_data(surface),
                cvips_webp_drawn(
                    pixels, cairo_image_surface_get_width(surface), cairo_image_surface_get_height(surface),
                    cairo_image_surface_get_stride(surface), lossless, &webp, &count) == 0, let webp
            else { return nil }
            defer { cvips_free(webp) }
            return Array(UnsafeRawBufferPointer(start: webp, count: count))
        }
    }

    /// A page as long as a scroll is drawn smaller, not larger than memory.
    private static func fitting(_ size: (width: Double, height: Double), _ width: Int) -> Double {
        min(Double(width) / size.width, 3 * 4096 / size.height)
    }

    /// Dots an inch of a pyramid: of a page with pictures (scans), and of one that is letters and lines only.
    private static let dots = (pictures: 300.0, letters: 200.0)
    /// Pixels of a pyramid; a larger sheet is drawn with fewer dots.
    private static let mostPixels = 50e6

    /// A page (from 0) as a pyramid of tiles, as TIFF.
    borrowing func pyramid(ofPage number: Int) -> [UInt8]? {
        let hasPictures = hasPictures(onPage: number)
        return drawn(number) { size in
            let scale = (hasPictures ? Self.dots.pictures : Self.dots.letters) / 72
            let most = (Self.mostPixels / (size.width * size.height)).squareRoot()
            return min(scale, most, 30_000 / max(size.width, size.height))
        } _: { surface in
            cairo_surface_flush(surface)
            var tiff: UnsafeMutableRawPointer?
            var count = 0
            guard let pixels = cairo_image_surface_get_data(surface),
                cvips_pyramid_drawn(
                    pixels, cairo_image_surface_get_width(surface), cairo_image_surface_get_height(surface),
                    cairo_image_surface_get_stride(surface), &tiff, &count) == 0, let tiff
            else { return nil }
            defer { cvips_free(tiff) }
            return Array(UnsafeRawBufferPointer(start: tiff, count: count))
        }
    }

    private borrowing func hasPictures(onPage number: Int) -> Bool {
        withPage(number) { page in
            let pictures = poppler_page_get_image_mapping(page)
            defer { poppler_page_free_image_mapping(pictures) }
            return pictures != nil
        } ?? false
    }

    /// Draws a page at the scale that `scale` gives for its size in points, and hands the picture to `body`.
    private borrowing func drawn<T>(
        _ number: Int, turn: Int = 0, scale: ((width: Double, height: Double)) -> Double, _ body: (OpaquePointer) -> T?
    ) -> T? {
        withPage(number) { page in
            var size = (width: 0.0, height: 0.0)
            poppler_page_get_size(page, &size.width, &size.height)
            guard size.width > 0, size.height > 0 else { return nil }
            let scale = scale(size)
            // A whole number of pixels that came out a hair larger is no reason for one more.
            let (width, height) = (
                (size.width * scale - 0.01).rounded(.up), (size.height * scale - 0.01).rounded(.up)
            )
            let lies = turn % 2 == 1
            guard
                let surface = cairo_image_surface_create(
                    CAIRO_FORMAT_RGB24, Int32(lies ? height : width), Int32(lies ? width : height))
            else { return nil }
            defer { cairo_surface_destroy(surface) }
            let context = cairo_create(surface)
            defer { cairo_destroy(context) }
            cairo_set_source_rgb(context, 1, 1, 1)
            cairo_paint(context)
            // Turned about its corner, then moved back to where the paper is.
            cairo_translate(context, [0, height, width, 0][turn & 3], [0, 0, height, width][turn & 3])
            cairo_rotate(context, Double(turn & 3) * .pi / 2)
            cairo_scale(context, scale, scale)
            poppler_page_render(page, context)
            guard cairo_status(context) == CAIRO_STATUS_SUCCESS else { return nil }
            return body(surface)
        }
    }
}
