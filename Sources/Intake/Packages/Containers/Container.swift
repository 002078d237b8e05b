import Archive

/// One entry of a container as the container tells it: nothing of it is trusted yet.
package struct ContainerEntry {
    package enum Sort: Equatable {
        case file, folder, symbolicLink, hardLink
        /// A device, a pipe, a socket, or what the format calls otherwise.
        case special
    }

    let sort: Sort
    /// The path as the container wrote it.
    let rawName: FileName
    /// The path in UTF-8; `nil` if its encoding cannot be told.
    let name: FileName?
    /// The size it promises; `nil` if it does not say.
    let size: Int64?
    /// What it takes up packed; `nil` where nothing is packed.
    let packedSize: Int64?
    let isEncrypted: Bool
}

/// A container read from front to back: a folder, a ZIP or a TAR. Blocks; belongs to one thread.
protocol Container: AnyObject {
    /// Entries and bytes it promises in all; `nil` where that is not known before it is read.
    var promised: (files: Int64, bytes: Int64)? { get }

    /// The next entry, `nil` at the end.
    func next() throws -> ContainerEntry?
    /// The next bytes of the entry just given; 0 at its end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int
}

extension Container {
    var promised: (files: Int64, bytes: Int64)? { nil }
}

/// Why a container could not be read to its end: a finding, not a failure of ours.
enum ContainerFault: Error, Hashable {
    /// It ends in the middle.
    case cutOff
    /// It is not built as such a container is.
    case broken(reason: String)
    /// Bytes of this entry do not agree with its checksum, or cannot be unpacked.
    case damagedEntry(reason: String)
    /// Packed or encrypted by a method that cannot be read.
    case unknownMethod
    /// Its directory alone lists more than is allowed: nothing is unpacked.
    case tooManyEntries
}
