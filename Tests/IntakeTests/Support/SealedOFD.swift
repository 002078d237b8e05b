import Archive
import Bytes
import Foundation

/// A small OFD with seals on it, as signing programs put them: every file digested, the description digested, the seal over that.
struct SealedOFD {
    /// The files in the order of the package.
    var files: [(path: String, bytes: [UInt8])] = [
        ("OFD.xml", Array(SealedOFD.start.utf8)), ("Doc_0/Document.xml", Array(SealedOFD.document.utf8)),
        ("Doc_0/Pages/Page_0/Content.xml", Array(SealedOFD.page.utf8)),
        ("Doc_0/PublicRes.xml", Array("<ofd:Res xmlns:ofd=\"\(SealedOFD.space)\" BaseLoc=\"Res\"/>".utf8)),
    ]
    private(set) var seals = 0

    var bytes: [UInt8] {
        var zip = MadeZip()
        zip.entries = files.map { MadeZip.Entry(name: Array($0.path.utf8), bytes: $0.bytes) }
        return zip.bytes
    }

    subscript(path: String) -> [UInt8] {
        get { files.first { $0.path == path }?.bytes ?? [] }
        set {
            if let place = files.firstIndex(where: { $0.path == path }) {
                files[place].bytes = newValue
            } else {
                files.append((path, newValue))
            }
        }
    }

    /// Puts one more seal on all files that are there but the list.
    mutating func seal(method: String = "1.2.156.10197.1.401", by value: (_ description: [UInt8]) throws -> [UInt8])
        throws
    {
        let folder = "Doc_0/Signs/Sign_\(seals)"
        let name = ["1.2.156.10197.1.401": "SM3", "SHA256": "SHA256", "MD5": "MD5"][method]!
        let references = files.filter { !$0.path.hasSuffix("Signatures.xml") }.map { file in
            var digest = ForeignDigest(named: name)!
            digest.update(file.bytes)
            let text = Data(digest.finish()).base64EncodedString()
            return "<ofd:Reference FileRef=\"/\(file.path)\"><ofd:CheckValue>\(text)</ofd:CheckValue></ofd:Reference>"
        }
        let description = Array(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <ofd:Signature xmlns:ofd="\(Self.space)"><ofd:SignedInfo><ofd:Provider ProviderName="made" Version="1"/>\
            <ofd:SignatureMethod>1.2.156.10197.1.501</ofd:SignatureMethod>\
            <ofd:SignatureDateTime>20261102093100</ofd:SignatureDateTime>\
            <ofd:References CheckMethod="\(method)">\(references.joined())</ofd:References>\
            <ofd:StampAnnot ID="1" PageRef="1" Boundary="90 8 40 40"/></ofd:SignedInfo>\
            <ofd:SignedValue>SignedValue.dat</ofd:SignedValue></ofd:Signature>
            """.utf8)
        self[folder + "/Signature.xml"] = description
        self[folder + "/SignedValue.dat"] = try value(description)
        seals += 1
        let listed = (0..<seals).map {
            "<ofd:Signature ID=\"\($0 + 1)\" Type=\"Seal\" BaseLoc=\"Sign_\($0)/Signature.xml\"/>"
        }
        self["Doc_0/Signs/Signatures.xml"] = Array(
            "<ofd:Signatures xmlns:ofd=\"\(Self.space)\">\(listed.joined())</ofd:Signatures>".utf8)
    }

    private static let space = "http://www.ofdspec.org/2016"
    private static let start = """
        <?xml version="1.0" encoding="UTF-8"?>
        <ofd:OFD xmlns:ofd="\(space)" Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo><ofd:DocID>1</ofd:DocID></ofd:DocInfo>\
        <ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot><ofd:Signatures>/Doc_0/Signs/Signatures.xml</ofd:Signatures></ofd:DocBody></ofd:OFD>
        """
    private static let document = """
        <ofd:Document xmlns:ofd="\(space)"><ofd:CommonData><ofd:MaxUnitID>9</ofd:MaxUnitID><ofd:PageArea>\
        <ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea><ofd:PublicRes>PublicRes.xml</ofd:PublicRes></ofd:CommonData>\
        <ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages></ofd:Document>
        """
    private static let page = """
        <ofd:Page xmlns:ofd="\(space)"><ofd:Content><ofd:Layer ID="2"><ofd:TextObject ID="3" Boundary="20 20 100 10" Font="1" Size="5">\
        <ofd:TextCode X="0" Y="5">临江市养老机构管理办法</ofd:TextCode></ofd:TextObject></ofd:Layer></ofd:Content></ofd:Page>
        """
}

/// A seal and its use, put together here.
struct MadeSeal {
    let maker: MadeAuthority.Signer
    let user: MadeAuthority.Signer
    /// 4: GB/T 38540-2020; 5: GM/T 0031-2025; 1: GM/T 0031-2014.
    var version: UInt8 = 4
    /// Whom the seal names; `nil`: who uses it.
    var named: [UInt8]?
    /// The seal names digests of certificates.
    var namesDigests = false
    var time = "20261102013100Z"
    var days = ("20250101000000Z", "20350101000000Z")
    var stamp: (([UInt8]) throws -> [UInt8])?
    /// Something done to the seal after its maker signed it.
    var spoil: ([UInt8]) -> [UInt8] = { $0 }
    /// The value as two bare numbers.
    var isBare = false
    /// What the seal looks like.
    var picture = MadeSeal.red

    /// A red square of 2 × 2 points.
    static let red = (
        kind: "PNG",
        bytes: Array(
            Data(
                base64Encoded:
                    "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAEElEQVR4nGM4IaAHRAwQCgAfHgQZ2PY+qQAAAABJRU5ErkJggg=="
            )!)
    )

    private static let algorithm = DER.identifier("1.2.156.10197.1.501")

    func value(over description: [UInt8]) throws -> [UInt8] {
        let hash = digest(description, .sm3).bytes
        if version < 4 {
            let signed = DER.sequence(
                DER.number(version), try seal(), DER.bits(Array("2026-11-02T09:31:00".utf8)), DER.bits(hash),
                DER.text("/Doc_0/Signs/Sign_0/Signature.xml", 0x16), DER.octets(user.certificate), Self.algorithm)
            return DER.sequence(signed, DER.bits(try user.sign(signed)))
        }
        let signed = DER.sequence(
            DER.number(version), try seal(), DER.time(time), DER.bits(hash),
            DER.text("/Doc_0/Signs/Sign_0/Signature.xml", 0x16))
        let value = try user.sign(signed)
        let token = try stamp.map { DER.part(0, DER.bits(try $0(value))) } ?? []
        return DER.sequence(
            signed, DER.octets(user.certificate), Self.algorithm, DER.bits(isBare ? bare(value) : value), token)
    }

    private func seal() throws -> [UInt8] {
        let header = DER.sequence(DER.text("ES", 0x16), DER.number(version), DER.text("made", 0x16))
        let certificate = named ?? user.certificate
        let list =
            namesDigests
            ? DER.sequence(DER.sequence(DER.text("SM3", 0x13), DER.octets(digest(certificate, .sm3).bytes)))
            : DER.sequence(DER.octets(certificate))
        let dates = DER.time("20250101000000Z") + DER.time(days.0) + DER.time(days.1)
        let kind = version < 4 ? [] : DER.number(namesDigests ? 2 : 1)
        let property = DER.sequence(DER.number(3), DER.text("临江市人民政府"), kind, list, dates)
        let picture = DER.sequence(
            DER.text(picture.kind, 0x16), DER.octets(picture.bytes), DER.number(42), DER.number(30))
        let about = DER.sequence(header, DER.text("33010600000001", 0x16), property, picture)
        let own = DER.octets(maker.certificate)
        if version < 4 {
            let value = try maker.sign(DER.sequence(about, own, Self.algorithm))
            return DER.sequence(spoil(about), DER.sequence(own, Self.algorithm, DER.bits(value)))
        }
        return DER.sequence(spoil(about), own, Self.algorithm, DER.bits(try maker.sign(about)))
    }

    private func bare(_ value: [UInt8]) -> [UInt8] {
        (ASN1Value(value)?.children ?? []).flatMap { number in
            let digits = Array(number.content.drop { $0 == 0 })
            return [UInt8](repeating: 0, count: 32 - digits.count) + digits
        }
    }
}
