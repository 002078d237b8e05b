import Archive
import Bytes
import Foundation
import Intake
import TestGround
import Testing

@testable import Web

@Suite("Signing the form of receipt in the browser: with the archive's seal, and from a scan")
struct HandoverSealPageTests {
    /// A house with a transfer of the 司法局 that waits for signatures, and a seal platform that knows the token in `token`.
    private func waiting(token: String? = nil) async throws -> (house: TestHouse, page: String) {
        let server = try RunningSigningServer.shared.get()
        let house = try await TestHouse { settings in
            settings.trust = server.trust
            settings.signing = [
                SigningGateway(.seal, server.address("/seal"), tokenFile: token ?? server.token)
            ].compactMap(\.self)
        }
        try await house.account("王秀兰", [.archivist])
        try await house.account("赵敏", [.archivist])
        try await house.account("李明", [.agencyOfficer], agency: "临江市司法局")
        try await house.account("孙立", [.agencyOfficer], agency: "临江市民政局")
        let transfer = catalogueTransfer("X013-WS·2019-Y-BGS-0001", "关于公布结果的通知", Array("%PDF-1.4 1".utf8))
        let accession = try await house.desk.receive(
            .of(transfer), name: FileName("移交.tar"), agency: "临江市司法局", by: Agent(id: "li", role: .agencyOfficer))
        try await house.settle()
        try #require(try await house.desk.accession(accession.id)?.state == .awaiting)
        return (house, "/desk/accessions/" + accession.id.text)
    }

    @Test(
        "the server refuses: the reason, the typed name and the choice stand on the page, nothing is signed; then it is sealed"
    )
    func sealed() async throws {
        let token = NSTemporaryDirectory() + "token-" + UUID().uuidString
        try Data("falsch\n".utf8).write(to: URL(fileURLWithPath: token))
        defer { try? FileManager.default.removeItem(atPath: token) }
        let (house, page) = try await waiting(token: token)
        try await house.serving { client in
            // An agency has no say over the archive's seal.
            try await client.signIn("李明")
            #expect(!(try await client.get(page + "/handover").text.contains("value=\"seal\"")))
            try await client.signIn("王秀兰")
            let form: [(String, String)] = [
                ("side", "receiving"), ("name", "王秀兰（代）"), ("with", "seal"), ("accuracy", "合格，已抽查"),
            ]
            let refused = try await client.submit(page + "/handover", to: page + "/sign", form)
            #expect(refused.status == 422 && refused.text.contains("令牌不对"))
            #expect(refused.text.contains("value=\"王秀兰（代）\"") && refused.text.contains("value=\"合格，已抽查\""))
            #expect(refused.text.contains(/value="seal" checked/))
            #expect(refused.text.contains("什么都没有写入"))
            try FileManager.default.removeItem(atPath: token)
            try FileManager.default.copyItem(atPath: RunningSigningServer.shared.get().token, toPath: token)
            #expect(try await client.submit(page + "/handover", to: page + "/sign", form).status == 303)
            for who in ["王秀兰", "李明"] {
                try await client.signIn(who)
                for place in ["/handover", "/report", ""] {
                    let text = try await client.get(page + place).text
                    #expect(text.contains("临江市档案馆") && text.contains("制章者"), "\(who) \(place)")
                    let picture = try #require(text.firstMatch(of: /src="([^"]*\/seals\/[0-9a-f]{64})"/)).output.1
                    let answer = try await client.get(String(picture))
                    #expect(answer.status == 200 && answer["Content-Type"] == "image/png")
                }
            }
            let english = try await client.get(page + "/handover?lang=en").text
            #expect(english.contains("valid, with a certificate not of a licensed authority"))
        }
    }

    private func scan(
        _ client: TestClient, _ page: String, side: String, name: String, _ file: String
    ) async throws -> TestClient.Answer {
        let token = try #require(try await client.get(page + "/handover").formToken)
        var body = ""
        for (field, value) in [("form-token", token), ("paper-side", side), ("paper-name", name)] {
            body += "--b\r\nContent-Disposition: form-data; name=\"\(field)\"\r\n\r\n\(value)\r\n"
        }
        body += "--b\r\nContent-Disposition: form-data; name=\"scan\"; filename=\"s.pdf\"\r\n\r\n\(file)\r\n--b--\r\n"
        return try await client.send(
            "POST", page + "/sign-scan", [("Content-Type", "multipart/form-data; boundary=b")], Array(body.utf8))
    }

    @Test(
        "either side's signature on paper is entered; a wrong file keeps the name; the scan is for those who see the form"
    )
    func paper() async throws {
        let (house, page) = try await waiting()
        try await house.serving { client in
            try await client.signIn("王秀兰")
            #expect(try await client.get(page + "/handover").text.contains("accept=\".pdf,.ofd,"))
            let wrong = try await scan(client, page, side: "receiving", name: "周正", "MZ\u{0}\u{1}")
            #expect(wrong.status == 422 && wrong.text.contains("value=\"周正\""))
            #expect(wrong.text.contains(/<option value="receiving" selected/))
            #expect(try await scan(client, page, side: "receiving", name: "周正", "%PDF-1.7\nform\n").status == 303)
            #expect(try await client.get(page + "/scans/sending").status == 404)
            // The other side's is for another account to enter.
            try await client.signIn("赵敏")
            #expect(try await scan(client, page, side: "sending", name: "李明", "%PDF-1.7\nform\n").status == 303)
            for (who, status) in [("王秀兰", 200), ("李明", 200), ("孙立", 404)] {
                try await client.signIn(who)
                let answer = try await client.get(page + "/scans/receiving")
                #expect(answer.status == status, "\(who)")
                guard status == 200 else { continue }
                #expect(answer.text == "%PDF-1.7\nform\n" && answer["Content-Type"] == "application/pdf")
                #expect(answer["Content-Disposition"]?.hasPrefix("attachment") == true)
                #expect(try await client.get(page + "/handover").text.contains(page + "/scans/receiving"))
            }
        }
    }
}
