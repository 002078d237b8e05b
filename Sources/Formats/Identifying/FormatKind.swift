/// What a file is, as far as Lantai treats files differently.
package enum FormatKind: String, Hashable, Sendable, Codable, CaseIterable {
    case pdf, ofd, docx, xlsx, pptx, tiff, jpeg, png, xml, html, text
    case zip, tar
    /// Packed in another way than ZIP or TAR: gzip, 7z, RAR and the like.
    case packed
    /// An OLE2 compound file: Office before 2007, or an OOXML file locked by a password.
    case compound
    /// A program or script, whatever it calls itself.
    case executable
    /// Other pictures, sound and film.
    case image, audio, video
    case empty
    case other
}
