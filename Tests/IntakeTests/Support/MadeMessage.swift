import Archive
import Bytes

/// ASN.1 written byte by byte.
enum DER {
    static func value(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
        var length: [UInt8] = []
        var rest = content.count
        while rest > 0 {
            length.insert(UInt8(rest & 255), at: 0)
            rest >>= 8
        }
        return [tag] + (content.count < 128 ? [UInt8(content.count)] : [0x80 | UInt8(length.count)] + length) + content
    }

    static func sequence(_ parts: [UInt8]...) -> [UInt8] { value(0x30, parts.flatMap(\.self)) }
    static func set(_ parts: [UInt8]...) -> [UInt8] { value(0x31, parts.flatMap(\.self)) }
    static func part(_ number: UInt8, _ content: [UInt8]) -> [UInt8] { value(0xA0 | number, content) }
    static func octets(_ bytes: [UInt8]) -> [UInt8] { value(4, bytes) }
    static func bits(_ bytes: [UInt8]) -> [UInt8] { value(3, [0] + bytes) }
    static func number(_ number: UInt8) -> [UInt8] { value(2, [number]) }
    static func text(_ text: String, _ tag: UInt8 = 0x0C) -> [UInt8] { value(tag, Array(text.utf8)) }
    /// `20261102013100Z`
    static func time(_ text: String) -> [UInt8] { value(0x18, Array(text.utf8)) }

    static func identifier(_ dots: String) -> [UInt8] {
        let numbers = dots.split(separator: ".").map { Int($0)! }
        var content = [UInt8(numbers[0] * 40 + numbers[1])]
        for number in numbers.dropFirst(2) {
            var digits = [UInt8(number & 127)]
            var rest = number >> 7
            while rest > 0 {
                digits.insert(UInt8(rest & 127) | 128, at: 0)
                rest >>= 7
            }
            content += digits
        }
        return value(6, content)
    }
}

/// A signed message (CMS) put together here: OpenSSL's command makes none by SM2.
struct MadeMessage {
    let signer: MadeAuthority.Signer
    /// `20261102013100Z`; `nil`: it does not say when.
    var time: String? = "20261102013100Z"
    /// As the command calls it.
    var digest: String?
    /// Signed as GM/T 0010 has it, with identifiers of its own.
    var isNational = false
    var stamp: (([UInt8]) throws -> [UInt8])?
    /// The content itself is signed, without attributes.
    var isBare = false
    /// The certificate put beside it, if it is not the signer's.
    var other: [UInt8]?
    /// What is put into the message.
    var inside: [UInt8]?

    private static let identifiers = [
        "sm3": "1.2.156.10197.1.401", "sha256": "2.16.840.1.101.3.4.2.1", "sha1": "1.3.14.3.2.26",
    ]

    func bytes(over content: [UInt8]) throws -> [UInt8] {
        let name = digest ?? signer.kind.digest
        let method = DER.sequence(DER.identifier(Self.identifiers[name]!))
        var foreign = ForeignDigest(named: name.uppercased())!
        foreign.update(content)
        var attributes = attribute("1.2.840.113549.1.9.3", DER.identifier("1.2.840.113549.1.7.1"))
        attributes += attribute("1.2.840.113549.1.9.4", DER.octets(foreign.finish()))
        if let time { attributes += attribute("1.2.840.113549.1.9.5", DER.time(time)) }
        let value = try signer.sign(isBare ? content : DER.value(0x31, attributes), digest: name)
        var parts = DER.number(1) + (try issuerAndNumber()) + method
        if !isBare { parts += DER.part(0, attributes) }
        let algorithm = signer.kind == .sm2 ? "1.2.156.10197.1.501" : "1.2.840.113549.1.1.1"
        parts += DER.sequence(DER.identifier(algorithm)) + DER.octets(value)
        if let stamp { parts += DER.part(1, attribute("1.2.840.113549.1.9.16.2.14", try stamp(value))) }
        let family = isNational ? "1.2.156.10197.6.1.4.2." : "1.2.840.113549.1.7."
        let held = inside.map { DER.part(0, DER.octets($0)) } ?? []
        return DER.sequence(
            DER.identifier(family + "2"),
            DER.part(
                0,
                DER.sequence(
                    DER.number(1), DER.set(method), DER.sequence(DER.identifier(family + "1"), held),
                    DER.part(0, other ?? signer.certificate), DER.set(DER.value(0x30, parts)))))
    }

    private func attribute(_ name: String, _ value: [UInt8]) -> [UInt8] {
        DER.sequence(DER.identifier(name), DER.set(value))
    }

    private func issuerAndNumber() throws -> [UInt8] {
        let parts = ASN1Value(signer.certificate)!.children![0].children!
        return DER.sequence(Array(parts[3].whole), Array(parts[1].whole))
    }
}

/// A PDF signed as signing programs do it: what was there stays, and a signature, its field and a new catalogue follow.
struct SignedPDF {
    private(set) var bytes: [UInt8]
    /// The last signature, its brackets included.
    private(set) var gap = 0..<0
    private var objects: Int

    static let plain = MadePDF(pages: ["关于做好冬季供暖工作的通知\n各区：请做好准备。"])

    init(_ base: MadePDF = SignedPDF.plain) {
        bytes = base.bytes
        objects = 4 + 2 * base.pages.count
    }

    /// Adds a signature that `sign` makes of what is covered.
    mutating func sign(
        form: String = "adbe.pkcs7.detached", room: Int = 12_000, isContentsFirst: Bool = true,
        by sign: ([UInt8]) throws -> [UInt8]
    ) rethrows {
        let previous = startOfTable
        var offsets: [Int] = []
        let (first, field) = (objects + 1, objects + 2)
        bytes += "\n".utf8
        offsets.append(bytes.count)
        bytes +=
            "\(first) 0 obj\n<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /\(form) /M (D:20261102093100+08'00')\n"
            .utf8
        let mark = "/ByteRange [0 0000000000 0000000000 0000000000]"
        var place = bytes.count
        if !isContentsFirst { bytes += "\(mark)\n".utf8 }
        bytes += "/Contents ".utf8
        gap = bytes.count..<(bytes.count + 2 * room + 2)
        bytes += "<".utf8 + [UInt8](repeating: 48, count: 2 * room) + ">".utf8
        if isContentsFirst {
            place = bytes.count + 1
            bytes += "\n\(mark)".utf8
        }
        bytes += " >>\nendobj\n".utf8
        offsets.append(bytes.count)
        bytes +=
            "\(field) 0 obj\n<< /FT /Sig /T (S\(first)) /V \(first) 0 R /Type /Annot /Subtype /Widget /Rect [0 0 0 0] >>\nendobj\n"
            .utf8
        let catalogue = bytes.count
        bytes +=
            "1 0 obj\n<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [\(field) 0 R] /SigFlags 3 >> >>\nendobj\n"
            .utf8
        let table = bytes.count
        bytes += "xref\n1 1\n\(line(catalogue))\(first) 2\n\(offsets.map(line).joined())".utf8
        bytes += "trailer\n<< /Size \(field + 1) /Root 1 0 R /Prev \(previous) >>\nstartxref\n\(table)\n%%EOF\n".utf8
        objects += 2
        let numbers = [gap.lowerBound, gap.upperBound, bytes.count - gap.upperBound].map(digits)
        bytes.replaceSubrange(
            place..<(place + mark.utf8.count), with: Array("/ByteRange [0 \(numbers.joined(separator: " "))]".utf8))
        let made = try sign(Array(bytes[..<gap.lowerBound] + bytes[gap.upperBound...]))
        precondition(made.count <= room, "no room for \(made.count) bytes")
        let text = Array(made.hex.utf8)
        bytes.replaceSubrange((gap.lowerBound + 1)..<(gap.lowerBound + 1 + text.count), with: text)
    }

    private var startOfTable: Int {
        let text = String(decoding: bytes.suffix(64), as: UTF8.self)
        return text.split(whereSeparator: \.isNewline).compactMap { Int($0) }.last ?? 0
    }

    private func digits(_ number: Int) -> String { String(repeating: "0", count: 10 - "\(number)".count) + "\(number)" }
    private func line(_ offset: Int) -> String { "\(digits(offset)) 00000 n \n" }
}
