import Archive
import Intake
import Ledger
import Testing

@testable import Web

@Suite("A table is looked at before anything is received")
struct TableTrialTests {
    private static let strange = """
        江北市农业局归档目录
        编号,卷宗代号,发文字号,谁写的,文件题目,成文日期,张数,库房位置
        1,J031-WS·2001-D30-BGS-0001,江农〔2001〕1号,江北市农业局,关于春灌安排的通知,2001.3.2,2,甲-1
        2,J031-WS·2001-D30-BGS-0002,江农〔2001〕2号,江北市农业局,关于夏收的通知,2001.2.30,2,甲-2

        """

    private func upload(_ text: String, named name: String = "老目录.csv", by client: TestClient) async throws
        -> TestClient.Answer
    {
        let token = try #require(try await client.get("/desk/tables").formToken)
        let body = """
            --b\r\nContent-Disposition: form-data; name="form-token"\r\n\r\n\(token)\r\n\
            --b\r\nContent-Disposition: form-data; name="table"; filename="\(name)"\r\n\r\n\(text)\r\n--b--\r\n
            """
        return try await client.send(
            "POST", "/desk/tables", [("Content-Type", "multipart/form-data; boundary=b")], Array(body.utf8))
    }

    private func archive() async throws -> TestHouse {
        let house = try await TestHouse()
        try await house.account("李明", [.archivist])
        try await house.account("王芳", [.archivist])
        return house
    }

    @Test("headings nobody knows are told once, kept, and hold for the next table of its kind")
    func mapping() async throws {
        let house = try await archive()
        try await house.serving { client in
            try await client.signIn("李明")
            let page = try #require(try await upload(Self.strange, by: client)["Location"])
            let first = try await client.get(page)
            #expect(first.text.contains("还不知道哪一列是档号"))
            #expect(first.text.contains("关于春灌安排的通知"))
            let written = house.ledger.lastIndex
            let columns = [
                ("c0", "顺序号"), ("c1", "档号"), ("c2", "文件编号"), ("c3", "责任者"), ("c4", "题名"), ("c5", "日期"), ("c6", "页数"),
                ("c7", ""),
            ]
            let second = try await client.submit(page, columns + [("do", "look")])
            #expect(second.status == 200 && second.text.contains("1 处必须改正"))
            #expect(second.text.contains("没有“2001.2.30”这一天"))
            #expect(house.ledger.lastIndex == written, "looking changed something")
            #expect(try await client.submit(page, columns + [("do", "keep"), ("name", "农业局")]).status == 303)
            #expect(house.ledger.lastIndex == written + 1)

            let mended = Self.strange.replacing("2001.2.30", with: "2001.2.28")
            let next = try #require(try await upload(mended, by: client)["Location"])
            #expect(try await client.get(next).text.contains("可以接收"))
            let received = try #require(try await client.submit(next, columns + [("do", "receive")])["Location"])
            try await house.settle()
            let id = try #require(AccessionID(text: String(received.split(separator: "/")[2].prefix(36))))
            let accession = try #require(try await house.desk.accession(id))
            #expect(accession.state == .awaiting && accession.carries == .entries && accession.records == 2)
            #expect(try await client.get(next).status == 404, "what was received is still on trial")
            let list = try await client.get("/desk/tables")
            #expect(list.text.contains("农业局") && list.text.contains("卷宗代号 → 档号"))
        }
    }

    @Test("without a column for the code nothing is kept and nothing is received")
    func noCode() async throws {
        let house = try await archive()
        try await house.serving { client in
            try await client.signIn("李明")
            let page = try #require(try await upload(Self.strange, by: client)["Location"])
            let written = house.ledger.lastIndex
            for act in ["keep", "receive"] {
                let answer = try await client.submit(page, [("c0", ""), ("c1", ""), ("do", act), ("name", "x")])
                #expect(answer.status >= 400 && answer.text.contains("没有指定哪一列是档号"), "\(act) \(answer.status)")
            }
            #expect(house.ledger.lastIndex == written)
        }
    }

    @Test("a table on trial is there for who brought it, and for nobody else")
    func others() async throws {
        let house = try await archive()
        try await house.serving { client in
            try await client.signIn("李明")
            let page = try #require(try await upload(Self.strange, by: client)["Location"])
            try await client.signIn("王芳")
            let answer = try await client.get(page)
            #expect(answer.status == 404 && !answer.text.contains("春灌"))
        }
    }

    @Test("a secrecy mark is not shown: the table goes where such packages go")
    func marked() async throws {
        let house = try await archive()
        try await house.serving { client in
            try await client.signIn("李明")
            let text = Self.strange.replacing("卷宗代号", with: "档号").replacing("库房位置", with: "密级")
                .replacing("甲-2", with: "机密").replacing("文件题目", with: "题名")
            let page = try #require(try await upload(text, by: client)["Location"])
            let answer = try await client.get(page)
            #expect(answer.status == 303)
            try await house.settle()
            let id = try #require(
                AccessionID(text: String((answer["Location"] ?? "").split(separator: "/")[2].prefix(36))))
            #expect(try await house.desk.accession(id)?.state == .quarantined)
            #expect(try await house.desk.incidents().count == 1)
        }
    }

    @Test("what is no table is told where it was handed in")
    func noTable() async throws {
        let house = try await archive()
        try await house.serving { client in
            try await client.signIn("李明")
            let page = try await upload("\u{0}\u{1}\u{2}PK no table at all", named: "照片.xlsx", by: client)
            let answer = page.status == 303 ? try await client.get(page["Location"] ?? "") : page
            #expect(answer.text.contains("试读目录表格"))
            #expect(answer.status >= 400, "\(answer.status)")
        }
    }
}
