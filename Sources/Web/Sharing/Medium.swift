import Sharing

/// Sound or film, as a browser has it: with which element, told by which type.
///
/// The registry of formats names several types for one format, and some that no browser knows; what is sent is the one they all do.
struct Medium: Equatable {
    enum Kind { case sound, film }

    let kind: Kind
    /// What browsers are told it is; `nil` where none of them plays it.
    let type: String?

    var isPlayed: Bool { type != nil }

    /// - Parameter mime: as the file was identified; `nil` for anything but sound and film.
    init?(_ mime: String) {
        let types = mime.lowercased().split(whereSeparator: { " ,;".contains($0) }).map(String.init)
        if let played = types.lazy.compactMap({ Medium.played[$0] }).first {
            (kind, type) = (played.hasPrefix("audio/") ? .sound : .film, played)
        } else if types.contains(where: { $0.hasPrefix("audio/") }) {
            (kind, type) = (.sound, nil)
        } else if types.contains(where: { $0.hasPrefix("video/") }) {
            (kind, type) = (.film, nil)
        } else {
            return nil
        }
    }

    private static let played: [String: String] = [
        "audio/mpeg": "audio/mpeg", "audio/mp3": "audio/mpeg",
        "audio/wav": "audio/wav", "audio/x-wav": "audio/wav", "audio/wave": "audio/wav", "audio/vnd.wave": "audio/wav",
        "audio/flac": "audio/flac", "audio/x-flac": "audio/flac",
        "audio/ogg": "audio/ogg", "audio/opus": "audio/ogg", "application/ogg": "audio/ogg",
        "audio/mp4": "audio/mp4", "audio/x-m4a": "audio/mp4", "audio/aac": "audio/aac",
        "video/mp4": "video/mp4", "video/x-m4v": "video/mp4", "application/mp4": "video/mp4",
        "video/webm": "video/webm", "audio/webm": "audio/webm", "video/x-matroska": "video/x-matroska",
    ]
}

extension PublicFile {
    /// `nil` for anything but sound and film.
    var medium: Medium? { Medium(mime) }

    /// What is told of it when it is sent.
    var sentType: String { medium?.type ?? mime }
}
