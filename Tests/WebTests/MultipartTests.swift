import Archive
import Testing

@testable import Web

@Suite("Forms with files: the parts are the same wherever the network cuts the body")
struct MultipartTests {
    private static let boundary = "----WebKitFormBoundary7MA4YWxk"
    private static let header = "multipart/form-data; boundary=\(boundary)"

    /// A form as browsers send it; `file` may hold anything.
    private static func body(_ file: [UInt8], name: [UInt8] = Array("移交-2026-017.zip".utf8)) -> [UInt8] {
        var body = Array("--\(boundary)\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\n第一批\r\n".utf8)
        body += Array("--\(boundary)\r\nContent-Disposition: form-data; name=\"package\"; filename=\"".utf8)
        body += name
        body += Array("\"\r\nContent-Type: application/zip\r\n\r\n".utf8)
        body += file
        body += Array("\r\n--\(boundary)--\r\n".utf8)
        return body
    }

    /// The parts of `body` when it arrives in these pieces: heads, and each part's bytes.
    private static func read(_ pieces: [ArraySlice<UInt8>], header: String = header) throws -> [(PartHead, [UInt8])] {
        var parser = try #require(Multipart(contentType: header))
        var parts: [(PartHead, [UInt8])] = []
        for piece in pieces {
            for found in try parser.feed(piece) {
                switch found {
                case .part(let head): parts.append((head, []))
                case .bytes(let bytes): parts[parts.count - 1].1 += bytes
                case .partEnd, .end: break
                }
            }
        }
        try parser.finish()
        return parts
    }

    @Test("cut in two at every place, and into single bytes")
    func everySplit() throws {
        // Almost-boundaries in the middle and at the end of the file.
        let file = Array("\r\n--\(Self.boundary.dropLast())x\r\n--\r\n-\r\r\n\u{0}档\r\n--".utf8)
        let body = Self.body(file)
        for cut in 0...body.count {
            let parts = try Self.read([body[..<cut], body[cut...]])
            #expect(parts.count == 2)
            #expect(parts[0].1 == Array("第一批".utf8))
            #expect(parts[1].0.fileName == FileName("移交-2026-017.zip"))
            #expect(parts[1].1 == file)
        }
        let single = try Self.read(body.indices.map { body[$0...$0] })
        #expect(single[1].1 == file)
    }

    @Test("an empty file and an empty field are parts too")
    func empty() throws {
        let parts = try Self.read([Self.body([])[...]])
        #expect(parts[1].1 == [])
    }

    @Test("a body that stops before its closing boundary is cut off, wherever it stops")
    func cutOff() throws {
        let body = Self.body(Array("PK".utf8))
        // The last four bytes are the closing dashes and the line end.
        for length in 0..<(body.count - 3) {
            #expect(throws: WebProblem.cutOff) { try Self.read([body[..<length]]) }
        }
    }

    @Test(
        "names: UTF-8, GBK, quotes as browsers write them, quotes as curl writes them, folders, the extended form",
        arguments: [
            (Array("文件 一.zip".utf8), "文件 一.zip"),
            ([0xCE, 0xC4, 0xBC, 0xFE, 0x2E, 0x7A, 0x69, 0x70], "文件.zip"),
            // 誠 in GBK ends in 0x5C, a backslash, and stands before the closing quote.
            ([0xD5, 0x5C], "誠"),
            (Array("a%22b.zip".utf8), "a\"b.zip"),
            (Array("a\\\"b.zip".utf8), "a\"b.zip"),
            (Array("C:\\移交\\a.zip".utf8), "a.zip"),
            (Array("../../etc/passwd".utf8), "passwd"),
            (Array("a.zip\"; filename*=UTF-8''%E7%A7%BB%E4%BA%A4.zip; x=\"".utf8), "移交.zip"),
        ] as [([UInt8], String)])
    func names(sent: [UInt8], expected: String) throws {
        let parts = try Self.read([Self.body([1], name: sent)[...]])
        #expect(parts[1].0.fileName?.display == expected)
    }

    @Test(
        "a header without a usable boundary is no form",
        arguments: [
            nil, "application/json", "multipart/form-data", "multipart/form-data; boundary=",
            "multipart/form-data; boundary=\"a\r\nb\"", "multipart/mixed; boundary=a",
            "multipart/form-data; boundary=" + String(repeating: "a", count: 71),
        ])
    func boundaries(header: String?) { #expect(Multipart(contentType: header) == nil) }

    @Test("a quoted boundary, other parameters and capitals are understood")
    func quoted() throws {
        let body = Array("--a b\r\nContent-Disposition: form-data; name=x\r\n\r\n1\r\n--a b--".utf8)
        let parts = try Self.read([body[...]], header: "Multipart/Form-Data; charset=utf-8; Boundary=\"a b\"")
        #expect(parts.map(\.0.name) == ["x"])
        #expect(parts[0].1 == Array("1".utf8))
    }

    @Test("heads, parts and preambles without end are refused, not kept")
    func hostile() throws {
        func fails(_ text: String, repeated: String, times: Int) throws {
            var parser = try #require(Multipart(contentType: "multipart/form-data; boundary=b"))
            #expect(throws: WebProblem.self) {
                _ = try parser.feed(Array(text.utf8))
                for _ in 0..<times { _ = try parser.feed(Array(repeated.utf8)) }
            }
        }
        try fails("--b\r\nX: ", repeated: String(repeating: "a", count: 1000), times: 20)
        try fails("", repeated: String(repeating: "a", count: 10_000), times: 10)
        try fails("--b", repeated: "\r\nContent-Disposition: form-data; name=a\r\n\r\n\r\n--b", times: 201)
        try fails("--b", repeated: "          ", times: 30)
        try fails("--b", repeated: "garbage\r\n", times: 1)
        try fails("--b\r\nno colon\r\n\r\n", repeated: "x", times: 1)
        try fails("--b\r\nContent-Type: text/plain\r\n\r\n", repeated: "x", times: 1)
    }

    @Test("what follows the closing boundary is not read")
    func epilogue() throws {
        let body = Self.body([7]) + Array("--\(Self.boundary)\r\nnonsense".utf8)
        #expect(try Self.read([body[...]]).count == 2)
    }
}
