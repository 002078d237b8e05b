package import Archive
import Glibc

/// One signature or seal of an OFD (数字签名、电子签章), as its `Signature.xml` says it.
package struct OFDSignature: Sendable {
    package struct Reference: Sendable {
        /// From the root of the package, without a slash in front.
        package let path: String
        /// In Base64.
        package let value: String
    }

    /// Its number in the list, `1`.
    package let id: String
    /// The file that describes it, and all its bytes: their digest is what was signed.
    package let path: String
    package let description: [UInt8]
    package let references: [Reference]
    /// The digest of the references, by name or identifier; MD5 where nothing is said.
    package let digest: String
    package let method: String
    package let claimed: String
    /// The signature's value; `nil` if it is not there.
    package let value: [UInt8]?
}

/// What an OFD says of its signatures. Nothing is verified here.
///
/// Source: GB/T 33190-2016, 18.
package final class OFDSignatures {
    /// Why they could not be read.
    package struct Unreadable: Error {
        package let what: Words
    }

    package static let most = 100
    private static let mostReferences = 100_000
    /// All that describes signatures together, unpacked: it is held in memory.
    private static let mostKept: Int64 = 64 << 20

    package let signatures: [OFDSignature]
    /// The lists of signatures: a later signature changes them.
    package let lists: Set<String>
    private let ofd: OFDPackage
    /// Bytes that are still unpacked to be digested.
    private var bytesLeft = ZipArchive.mostBytes

    /// - Throws: `Unreadable`.
    package init(path: String) throws {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw OFDSignatures.unreadable(Broken.truncated) }
        defer { close(file) }
        do {
            ofd = OFDPackage(archive: try ZipArchive(file))
            (signatures, lists) = try OFDSignatures.read(ofd)
        } catch {
            throw OFDSignatures.unreadable(error)
        }
    }

    /// Whether an OFD says that it is signed. One that cannot be read says nothing.
    static func areIn(_ file: Int32) -> Bool {
        guard let archive = try? ZipArchive(file), let root = try? OFDPackage(archive: archive).xml("OFD.xml") else {
            return false
        }
        return root.all("DocBody").contains { $0.first("Signatures").map { !$0.value.isEmpty } ?? false }
    }

    /// Gives the bytes of a file of the package to `body`, piece by piece; `false` if it is not there.
    /// - Throws: `Unreadable`, or what `body` throws.
    package func read(_ path: String, _ body: ([UInt8]) throws -> Void) throws -> Bool {
        guard let entry = ofd.archive.entry(path) else { return false }
        do {
            try ofd.archive.unpacking(entry, atMost: bytesLeft) { source in
                while true {
                    let piece = try source()
                    if piece.isEmpty { return }
                    bytesLeft -= Int64(piece.count)
                    try body(piece)
                }
            }
        } catch let problem where problem is Broken || problem is ZipArchive.Locked {
            throw OFDSignatures.unreadable(problem)
        }
        return true
    }

    /// All files of the package, without folders.
    package var files: [String] {
        ofd.archive.entries.map { String(decoding: $0.name, as: UTF8.self) }.filter { !$0.hasSuffix("/") }
    }

    private static func read(_ ofd: OFDPackage) throws -> ([OFDSignature], Set<String>) {
        var found: [OFDSignature] = []
        var lists: Set<String> = []
        var left = mostKept
        for body in try ofd.xml("OFD.xml").all("DocBody") {
            guard let reference = body.first("Signatures")?.value, !reference.isEmpty else { continue }
            let list = try ofd.resolve(reference, from: "OFD.xml")
            guard lists.count < most, lists.insert(list).inserted else { continue }
            for node in try ofd.xml(list).all("Signature") {
                guard found.count < most else {
                    throw Broken(
                        "too-many-elements", zh: "签名超过 \(most) 个。", en: "There are more than \(most) signatures.",
                        line: node.line)
                }
                guard let place = node[attribute: "BaseLoc"] else {
                    throw Broken(
                        "broken", zh: "\(list)：签名没有位置（BaseLoc）。", en: "\(list): a signature has no place (BaseLoc).",
                        line: node.line)
                }
                found.append(
                    try read(ofd, node[attribute: "ID"] ?? "", at: try ofd.resolve(place, from: list), &left))
            }
        }
        return (found, lists)
    }

    private static func read(_ ofd: OFDPackage, _ id: String, at path: String, _ left: inout Int64) throws
        -> OFDSignature
    {
        guard let description = try bytes(of: path, in: ofd, &left) else {
            throw Broken("broken", zh: "缺少被引用的 \(path)。", en: "\(path) is referred to and missing.")
        }
        let root = try ofd.xml(description, of: path)
        guard let info = root.first("SignedInfo"), let list = info.first("References") else {
            throw Broken("broken", zh: "\(path)：没有签名信息。", en: "\(path): it says nothing of what was signed.")
        }
        let nodes = list.all("Reference")
        guard nodes.count <= mostReferences else {
            throw Broken(
                "too-many-elements", zh: "\(path)：被签名的文件过多。", en: "\(path): it names too many files.")
        }
        let references = try nodes.map { node in
            guard let file = node[attribute: "FileRef"], let value = node.first("CheckValue")?.value else {
                throw Broken(
                    "broken", zh: "\(path)：被签名的文件没有名称或摘要。", en: "\(path): a signed file has no name or no digest.",
                    line: node.line)
            }
            return OFDSignature.Reference(path: try ofd.resolve(file, from: path), value: value)
        }
        var value: [UInt8]?
        if let node = root.first("SignedValue") {
            value = try bytes(of: try ofd.resolve(node.value, from: path), in: ofd, &left)
        }
        return OFDSignature(
            id: id, path: path, description: description, references: references,
            digest: list[attribute: "CheckMethod"] ?? "MD5", method: info.first("SignatureMethod")?.value ?? "",
            claimed: info.first("SignatureDateTime")?.value ?? "", value: value)
    }

    /// All bytes of a file of the package; `nil` if it is not there.
    private static func bytes(of path: String, in ofd: OFDPackage, _ left: inout Int64) throws -> [UInt8]? {
        guard let entry = ofd.archive.entry(path) else { return nil }
        let content = try ofd.archive.unpacking(entry, atMost: left) { source in
            var content: [UInt8] = []
            while true {
                let piece = try source()
                if piece.isEmpty { return content }
                content += piece
            }
        }
        left -= Int64(content.count)
        return content
    }

    private static func unreadable(_ error: any Error) -> Unreadable {
        if error is ZipArchive.Locked {
            return Unreadable(what: Words(zh: "文件设有打开口令。", en: "The file needs a password."))
        }
        return Unreadable(what: (error as? Broken)?.damage.what ?? Words(zh: "文件已损坏。", en: "The file is damaged."))
    }
}
