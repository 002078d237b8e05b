import CPoppler
import Glibc

/// A PDF held open by poppler.
struct PDFDocument: ~Copyable {
    /// It needs a password.
    struct Locked: Error {}

    private let document: OpaquePointer
    /// For what other files read of it.
    var handle: OpaquePointer { document }
    let pages: Int

    /// - Throws: `Locked` or `Broken`.
    init(_ file: Int32) throws {
        PDFLog.install
        _ = PDFLog.take()
        // Poppler closes what it is given.
        let own = dup(file)
        lseek(own, 0, SEEK_SET)
        var error: UnsafeMutablePointer<GError>?
        guard let opened = poppler_document_new_from_fd(own, nil, &error) else {
            let code = error.map { $0.pointee.code } ?? 0
            g_clear_error(&error)
            if code == Int32(bitPattern: POPPLER_ERROR_ENCRYPTED.rawValue) { throw Locked() }
            throw Broken("broken", zh: "PDF 文件结构已损坏，无法打开。", en: "The PDF is damaged and cannot be opened.")
        }
        document = opened
        pages = Int(poppler_document_get_n_pages(opened))
    }

    deinit { g_object_unref(UnsafeMutableRawPointer(document)) }

    /// XMP, if there is any.
    var metadata: String? {
        guard let text = poppler_document_get_metadata(document) else { return nil }
        defer { g_free(text) }
        return String(cString: text)
    }

    /// Not everything is permitted to who opens it without the owner's password.
    var isRestricted: Bool {
        let all = POPPLER_PERMISSIONS_FULL.rawValue
        return poppler_document_get_permissions(document).rawValue & all != all
    }

    func withPage<T>(_ number: Int, _ body: (OpaquePointer) -> T?) -> T? {
        guard let page = poppler_document_get_page(document, Int32(number)) else { return nil }
        defer { g_object_unref(UnsafeMutableRawPointer(page)) }
        return body(page)
    }

    /// The text of a page (from 0) in reading order; `nil` if there is no such page or it cannot be read.
    func text(ofPage number: Int) -> String? {
        withPage(number) { page in
            guard let text = poppler_page_get_text(page) else { return nil }
            defer { g_free(text) }
            return String(cString: text)
        }
    }
}
