import Archive
import Catalogue
import Tables
import Testing

@testable import Web

@Suite("Sound and film: told by a type that browsers know, or said to be for another program")
struct MediumTests {
    @Test(
        "what the registry of formats calls a file, and what browsers are told",
        arguments: [
            ("audio/x-wav", "audio/wav"), ("audio/mpeg", "audio/mpeg"), ("application/ogg", "audio/ogg"),
            ("audio/ogg, audio/opus", "audio/ogg"), ("application/mp4, video/mp4", "video/mp4"),
            ("audio/x-flac", "audio/flac"), ("video/webm", "video/webm"),
        ])
    func told(_ mime: String, _ type: String) {
        #expect(Medium(mime)?.type == type)
    }

    @Test("what no browser plays is no player, and what is neither is nothing")
    func others() {
        for (mime, kind) in [("video/x-msvideo", Medium.Kind.film), ("audio/x-ms-wma", .sound)] {
            #expect(Medium(mime)?.kind == kind && Medium(mime)?.isPlayed == false)
        }
        #expect(Medium("application/pdf") == nil && Medium("") == nil)
    }

    @Test("a page has a player, or a word why not and the file; its type is told right, in parts too")
    func pages() async throws {
        let house = try await TestHouse()
        let record = try await house.keep(["甲天下"])[0]
        try await house.open([record])
        try await house.publish([record], .text)
        try await house.settle()
        func become(_ mime: String) async throws {
            try await house.database.write { tx in
                try tx.run("UPDATE holding_file SET mime = \(mime) WHERE unit = \(record.unit.id) AND n = 1")
            }
        }
        try await house.serving { client in
            for (mime, element, type) in [
                ("audio/x-wav", "<audio", "audio/wav"), ("application/mp4, video/mp4", "<video", "video/mp4"),
                ("video/x-msvideo", nil, "video/x-msvideo"),
            ] {
                try await become(mime)
                let page = try await client.get("/records/\(record.id)").text
                if let element {
                    #expect(page.contains(element) && page.contains("controls"), "\(mime)")
                } else {
                    #expect(!page.contains("<video") && !page.contains("<audio"), "\(mime)")
                }
                #expect(page.contains("浏览器放不出这个文件") && page.contains("download"), "\(mime)")
                let part = try await client.get("/records/\(record.id)/files/1", [("Range", "bytes=0-3")])
                #expect(part.status == 206 && part["Content-Type"] == type && part.body.count == 4)
            }
        }
    }
}
