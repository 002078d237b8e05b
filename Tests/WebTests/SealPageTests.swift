import Archive
import Bytes
import Foundation
import Intake
import Testing

@testable import Web

/// A document that somebody else sealed, outside the project.
private let sealed: [UInt8]? = {
    let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
    let data =
        ProcessInfo.processInfo.environment["LANTAI_DATA"].map { URL(fileURLWithPath: $0) }
        ?? package.appendingPathComponent("shared/data")
    return (try? Data(contentsOf: data.appendingPathComponent("ofd/converter_h.ofd"))).map(Array.init)
}()

@Suite(
    "Whoever reads the report sees the seals of a transfer",
    .enabled(
        if: sealed != nil || ProcessInfo.processInfo.environment["CI"] == "true",
        "needs the OFD documents: LANTAI_DATA or ../shared/data"))
struct SealPageTests {
    @Test("the picture is an image and nothing else; of another transfer, or for another agency, there is none")
    func shown() async throws {
        let file = try #require(sealed)
        let house = try await TestHouse(workers: true, opens: true)
        try await house.account("王秀兰", [.archivist])
        try await house.account("李明", [.agencyOfficer], agency: "临江市司法局")
        try await house.account("赵敏", [.agencyOfficer], agency: "临江市民政局")
        let officer = Agent(id: "li", role: .agencyOfficer)
        func receive(_ code: String, _ file: [UInt8], _ kind: String) async throws -> String {
            let transfer = catalogueTransfer(code, "关于公布结果的通知", file, kind: kind)
            let accession = try await house.desk.receive(
                .of(transfer), name: FileName("移交.tar"), agency: "临江市司法局", by: officer)
            try await house.settle()
            return "/desk/accessions/" + accession.id.text
        }
        let page = try await receive("X013-WS·2019-Y-BGS-0001", file, "ofd")
        let other = try await receive("X013-WS·2019-Y-BGS-0002", Array("%PDF-".utf8), "pdf")
        try await house.serving { client in
            for who in ["王秀兰", "李明"] {
                try await client.signIn(who)
                let report = try await client.get(page).text
                #expect(report.contains("签名和印章") && report.contains("制章者"))
                let place = try #require(report.firstMatch(of: /src="([^"]*\/seals\/[0-9a-f]{64})"/)).output.1
                let picture = try await client.get(String(place))
                #expect(picture.status == 200 && picture.body.starts(with: [0x89, 0x50, 0x4E, 0x47]))
                #expect(picture["Content-Type"] == "image/png")
                #expect(picture["X-Content-Type-Options"] == "nosniff")
                #expect(picture["Content-Security-Policy"]?.contains("default-src 'none'") == true)
                #expect(try await client.get(String(place).replacing(page, with: other)).status == 404)
                #expect(try await client.get(page + "/seals/" + String(repeating: "0", count: 64)).status == 404)
                #expect(try await client.get(page + "/seals/x").status == 404)
                #expect(!(try await client.get(other).text.contains("签名和印章")))
                try await client.signIn("赵敏")
                #expect(try await client.get(String(place)).status == 404)
            }
        }
        await house.close()
    }
}
