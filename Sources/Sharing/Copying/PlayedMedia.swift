package import Formats

/// Which types of sound and film browsers play, and which of a file is to be made for those they do not.
package enum PlayedMedia {
    /// The type browsers are told a file is; `nil` where none of them plays it.
    ///
    /// - Parameter mime: as it was identified: the registry names several types for one format, and some no browser knows.
    package static func type(of mime: String) -> String? { types(mime).lazy.compactMap { played[$0] }.first }

    /// Whether it is sound or film at all, and which.
    package static func kind(of mime: String) -> MediaTools.Playable? {
        if let type = type(of: mime) { return type.hasPrefix("audio/") ? .sound : .film }
        let all = types(mime)
        if all.contains(where: { $0.hasPrefix("audio/") }) { return .sound }
        return all.contains { $0.hasPrefix("video/") } ? .film : nil
    }

    /// Whether a copy may be needed: of what no browser plays, and of containers that may hold anything.
    static func mayNeedCopy(_ mime: String) -> Bool {
        guard kind(of: mime) != nil else { return false }
        guard let type = type(of: mime) else { return true }
        return ["video/mp4", "video/x-matroska", "application/ogg", "audio/mp4"].contains(type)
    }

    private static func types(_ mime: String) -> [String] {
        mime.lowercased().split(whereSeparator: { " ,;".contains($0) }).map { String($0) }
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
