import Appraisal
package import Archive
package import Bytes
import Catalogue
package import Formats
import Intake
import Preservation
import Tables

/// A copy of sound or film that browsers play, on its way to a reader.
package struct CopyToPlay: Sendable {
    package let kind: MediaTools.Playable
    package let bytes: Int64
    /// Stands for the bytes.
    package let tag: String
    package let stream: ByteStream
}

/// Whether there is a copy of a file that browsers play.
package enum PlayableState: Hashable, Sendable {
    case ready(MediaTools.Playable)
    /// It is being made, or waits to be.
    case waiting
    /// The programs that make copies are not here.
    case noTools
}

extension ReadingRoom {
    /// Which programs for sound and film are here, for the desk.
    package var mediaWords: Words? { media?.words }

    /// The copy of file `n` that browsers play, of a record published with its full text; `nil` for anything else, and while there
    /// is none. Never the original: that is `file`.
    package func copyToPlay(publicID: String, n: Int, range: Range<Int64>? = nil) async throws -> CopyToPlay? {
        guard let (_, kept) = try await kept(publicID, n, at: .text) else { return nil }
        return try await copyToPlay(of: kept, range)
    }

    /// To be asked for a file that may be read.
    func copyToPlay(of kept: KeptFile, _ range: Range<Int64>?) async throws -> CopyToPlay? {
        guard let (kind, path) = copies.playable(of: kept) else { return nil }
        let bytes = try await onFileThread { try OpenFile.reading(path).size() }
        return CopyToPlay(
            kind: kind, bytes: bytes, tag: "\(kept.digests.sha256.hex.prefix(32))-play-\(bytes)",
            stream: .file(path, range: range))
    }

    /// How it stands with the copy of a file; `nil` where browsers play the file itself, or it is neither sound nor film.
    func playable(_ kept: KeptFile) -> PlayableState? {
        guard let mime = kept.format?.mime, PlayedMedia.kind(of: mime) != nil else { return nil }
        if let (kind, _) = copies.playable(of: kept) { return .ready(kind) }
        guard PlayedMedia.type(of: mime) == nil else { return nil }
        return media?.decodes == true ? .waiting : .noTools
    }

    /// Has the copy of a file made that somebody looks at, if it is not asked for already.
    func wish(playable view: PageInView?, of unit: UnitID?) async {
        guard let view, view.playable == .waiting, let unit else { return }
        let wish = CopyPiece(unit: unit, file: Int64(view.file.n), firstPage: 1, pages: 1, accession: "", tries: 0)
        guard await copies.isNewWish("\(unit.text)-\(view.file.n)-play") else { return }
        let now = clock.now
        try? await database.write { tx in try wish.enter(.wished, at: now, in: tx) }
    }
}
