import Archive
import CPoppler
import Glibc

extension DocumentFacts {
    /// What a file carries beside its content, or is beside what it calls itself.
    package enum Carried: String, Hashable, Sendable, CaseIterable {
        /// VBA, or the macro sheets before it.
        case macros
        /// JavaScript of a PDF.
        case script
        /// An action that starts a program.
        case launch
        /// A file inside it, by its name: a program, a packed file, another.
        case program, packed, file
        /// A signature or a seal over it, inside it.
        case signature
        /// The same bytes are another format too.
        case alsoZIP = "also-zip"
        case alsoPacked = "also-packed"
        case alsoPDF = "also-pdf"
        case alsoPage = "also-html"
        case alsoScript = "also-script"
        case alsoProgram = "also-program"
    }
}

/// Looks for what acts, and for files inside files, by names and marks; nothing is unpacked or run.
///
/// In a PDF: named scripts by poppler, and actions (`/JavaScript`, `/Launch`) where they stand in plain bytes of the first 16 MB; those
/// packed in object streams are not seen.
enum CarriedContent {
    static func look(_ file: Int32, _ facts: inout DocumentFacts) {
        var carried: Set<DocumentFacts.Carried> = []
        switch facts.identification.kind {
        case .docx, .xlsx, .pptx: carried = inPackage(file)
        case .ofd:
            carried = inPackage(file)
            if OFDSignatures.areIn(file) { carried.insert(.signature) }
        case .compound: carried = inCompound(file)
        case .pdf:
            carried = actions(file)
            if !PDFSignatures.find(in: file, atMost: 1).isEmpty { carried.insert(.signature) }
        default: break
        }
        carried.formUnion(SecondFormat.look(file, facts.identification.kind))
        carried.formUnion(facts.carries)
        facts.carries = DocumentFacts.Carried.allCases.filter(carried.contains)
    }

    /// What a file of this name is, inside another.
    static func inside(_ name: FileName) -> DocumentFacts.Carried {
        let ending = name.pathExtension
        if programs.contains(ending) { return .program }
        return PackedReading.packedExtensions.contains(ending) ? .packed : .file
    }

    private static let programs: Set<String> = [
        "exe", "dll", "com", "scr", "bat", "cmd", "msi", "vbs", "vbe", "js", "jse", "wsf", "hta", "ps1", "lnk", "jar",
        "sh", "elf", "apk", "reg", "pif", "cpl",
    ]

    private static func inPackage(_ file: Int32) -> Set<DocumentFacts.Carried> {
        guard let archive = try? ZipArchive(file) else { return [] }
        var carried: Set<DocumentFacts.Carried> = []
        for entry in archive.entries {
            let name = FileName(bytes: entry.name)
            let lower = name.display.lowercased()
            if lower.hasSuffix("vbaproject.bin") || lower.contains("/macrosheets/") { carried.insert(.macros) }
            if lower.contains("/activex/") { carried.insert(.script) }
            switch inside(name) {
            case .program: carried.insert(.program)
            case .packed: carried.insert(.packed)
            // An object of another program, as such programs keep it.
            case _ where lower.contains("/embeddings/oleobject"): carried.insert(.file)
            default: break
            }
        }
        return carried
    }

    private static func inCompound(_ file: Int32) -> Set<DocumentFacts.Carried> {
        let names = CompoundReading.names(file)
        var carried: Set<DocumentFacts.Carried> = []
        if !names.isDisjoint(with: ["VBA", "_VBA_PROJECT", "_VBA_PROJECT_CUR", "Macros"]) { carried.insert(.macros) }
        if names.contains("\u{1}Ole10Native") { carried.insert(.file) }
        return carried
    }

    /// `/S /Launch`, `/S /JavaScript`
    private static func actions(_ file: Int32) -> Set<DocumentFacts.Carried> {
        let marks: [(DocumentFacts.Carried, [UInt8])] = [
            (.launch, Array("/Launch".utf8)), (.script, Array("/JavaScript".utf8)),
        ]
        let piece = 1 << 20
        var found: Set<DocumentFacts.Carried> = []
        for start in stride(from: 0, to: Int64(16 << 20), by: piece) {
            // What stands on the border of two pieces is in both.
            let content = bytes(of: file, at: max(0, start - 64), atMost: piece + 64)
            for (kind, mark) in marks where !found.contains(kind) {
                var from = 0
                while let place = content.first(mark, from: from) {
                    let before = content[..<place].reversed().drop { $0 <= 32 }.prefix(2)
                    if before.elementsEqual("S/".utf8) { found.insert(kind) }
                    from = place + mark.count
                }
            }
            if content.count < piece { break }
        }
        return found
    }
}

extension PDFDocument {
    /// Scripts, and files inside it.
    var carried: [DocumentFacts.Carried] {
        var carried: Set<DocumentFacts.Carried> = []
        if poppler_document_has_javascript(handle) != 0 { carried.insert(.script) }
        if poppler_document_has_attachments(handle) != 0 {
            let list = poppler_document_get_attachments(handle)
            var link = list
            while let one = link {
                if let attachment = one.pointee.data?.assumingMemoryBound(to: PopplerAttachment.self) {
                    let name = attachment.pointee.name.map { String(cString: $0) } ?? ""
                    carried.insert(CarriedContent.inside(FileName(name)))
                    g_object_unref(UnsafeMutableRawPointer(attachment))
                }
                link = one.pointee.next
            }
            g_list_free(list)
        }
        return DocumentFacts.Carried.allCases.filter(carried.contains)
    }
}
