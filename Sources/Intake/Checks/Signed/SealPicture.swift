package import Archive
import Bytes
import Foundation

/// The picture inside a seal (印章图像), as somebody else made it: only the kinds that every browser shows, and not too large.
///
/// Nothing here decodes it. It is served with its own kind alone and may run nothing.
package struct SealPicture: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable {
        case png, jpeg, gif, bmp

        package var mime: String { "image/" + rawValue }
    }

    package let kind: Kind
    package let bytes: [UInt8]
    package var digest: Digest { sha256(bytes) }

    /// Bytes one picture may have: real ones have some tens of thousands.
    static let mostBytes = 1 << 20
    /// Points on a side: a few bytes could otherwise ask a browser for gigabytes.
    private static let mostPoints = 4096

    /// `nil` if it is of no such kind, or too large.
    init?(_ bytes: [UInt8]) {
        guard bytes.count <= SealPicture.mostBytes, let (kind, width, height) = SealPicture.look(bytes),
            (1...SealPicture.mostPoints).contains(width), (1...SealPicture.mostPoints).contains(height)
        else { return nil }
        (self.kind, self.bytes) = (kind, bytes)
    }

    /// As it is kept with the report.
    func act(_ accession: AccessionID) -> JSON {
        [
            "schema": "lantai.seal-picture/1", "accession": .string(accession.text), "sha256": .string(digest.hex),
            "kind": .string(kind.rawValue), "bytes": .string(Data(bytes).base64EncodedString()),
        ]
    }

    /// Kind and size in points by the head of the file. Source: ISO/IEC 15948 11.2.2 (PNG), GIF89a 18, BITMAPINFOHEADER.
    private static func look(_ bytes: [UInt8]) -> (Kind, width: Int, height: Int)? {
        func big(_ place: Int, _ count: Int) -> Int { bytes[place..<place + count].reduce(0) { $0 << 8 | Int($1) } }
        func little(_ place: Int, _ count: Int) -> Int {
            bytes[place..<place + count].reversed().reduce(0) { $0 << 8 | Int($1) }
        }
        if bytes.count >= 24, bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
            return bytes[12..<16].elementsEqual("IHDR".utf8) ? (.png, big(16, 4), big(20, 4)) : nil
        }
        if bytes.count >= 10, bytes.starts(with: "GIF87a".utf8) || bytes.starts(with: "GIF89a".utf8) {
            return (.gif, little(6, 2), little(8, 2))
        }
        if bytes.count >= 26, bytes.starts(with: "BM".utf8), little(14, 4) >= 40 {
            // A height below zero means that the rows begin at the top.
            return (.bmp, little(18, 4), abs(Int(Int32(truncatingIfNeeded: little(22, 4)))))
        }
        return bytes.starts(with: [0xFF, 0xD8, 0xFF]) ? jpeg(bytes) : nil
    }

    /// The first frame header of a JPEG. Source: ITU-T T.81, B.2.
    private static func jpeg(_ bytes: [UInt8]) -> (Kind, width: Int, height: Int)? {
        var place = 2
        while place + 9 <= bytes.count, bytes[place] == 0xFF {
            let marker = bytes[place + 1]
            if marker == 0xFF {
                place += 1
                continue
            }
            let length = Int(bytes[place + 2]) << 8 | Int(bytes[place + 3])
            // C4, C8 and CC are tables, not frames.
            if (0xC0...0xCF).contains(marker), ![0xC4, 0xC8, 0xCC].contains(marker) {
                let height = Int(bytes[place + 5]) << 8 | Int(bytes[place + 6])
                return (.jpeg, Int(bytes[place + 7]) << 8 | Int(bytes[place + 8]), height)
            }
            guard marker != 0xDA, length >= 2 else { return nil }
            place += 2 + length
        }
        return nil
    }
}
