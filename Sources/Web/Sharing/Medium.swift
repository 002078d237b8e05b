import Formats
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
        guard let kind = PlayedMedia.kind(of: mime) else { return nil }
        self.kind = kind == .sound ? .sound : .film
        type = PlayedMedia.type(of: mime)
    }
}

extension PublicFile {
    /// `nil` for anything but sound and film.
    var medium: Medium? { Medium(mime) }

    /// What is told of it when it is sent.
    var sentType: String { medium?.type ?? mime }
}
