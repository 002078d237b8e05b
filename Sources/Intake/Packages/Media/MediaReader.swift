import Archive
import Formats

/// Reads photographs, or sound and film: a table at the root and files named by code, or by the table, in folders by group (组).
///
/// `照片目录.xlsx` with `组/照片号.jpg`; `录音录像目录.xlsx` with `组/档号.mp4`. Columns beside the usual ones are kept under their
/// headings. Source: DA/T 50-2014, DA/T 54-2014 (photographs), DA/T 78-2019, DA/T 63-2017 (sound and film).
struct MediaReader: PackageReader {
    let kind: PackageKind
    private let layout: Layout
    /// Names the table has by usage.
    let tables: [String]

    static let photographs = MediaReader(
        kind: .photographs, layout: .photographs,
        tables: ["照片目录", "照片档案目录", "数码照片目录", "数码照片档案目录", "照片类档案目录"])
    static let recordings = MediaReader(
        kind: .recordings, layout: .recordings,
        tables: ["录音录像目录", "录音录像档案目录", "录音目录", "录像目录", "录音档案目录", "录像档案目录", "音视频目录", "声像目录", "声像档案目录"])

    func recognises(_ listing: Listing, prefix: FileName?) -> Bool {
        KnownLayouts.kind(of: listing, prefix: prefix) == kind
    }

    func open(_ package: UnpackedPackage, prefix: FileName?, settings: IntakeSettings) throws -> PackageContents {
        try SpreadsheetReader.open(package, as: kind, layout, prefix: prefix, settings: settings)
    }

    func metadata(of folder: RecordFolder, in package: UnpackedPackage) throws -> RecordMetadata? { nil }
}
