import Archive
import Testing

@testable import Formats

@Suite("A file is what its bytes say")
struct IdentificationTests {
    private func identify(_ bytes: [UInt8], _ name: String = "a", zip: [String]? = nil) -> Identification {
        Identification.of(head: bytes, whole: true, name: FileName(name), zipEntries: zip)
    }

    @Test(
        "formats by their first bytes",
        arguments: [
            (Array("%PDF-1.7\n".utf8), "fmt/276"), (Array("junk\n%PDF-1.4\n".utf8), "fmt/18"),
            ([0x49, 0x49, 0x2A, 0, 8, 0, 0, 0], "fmt/353"), ([0x4D, 0x4D, 0, 0x2A], "fmt/353"),
            ([0xFF, 0xD8, 0xFF, 0xE0, 0, 16] + Array("JFIF".utf8) + [0, 1, 1], "fmt/43"),
            ([0xFF, 0xD8, 0xFF, 0xE0, 0, 16] + Array("JFIF".utf8) + [0, 1, 2], "fmt/44"),
            ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], "fmt/11"), ([0x50, 0x4B, 5, 6], "x-fmt/263"),
            ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "fmt/111"),
            (Array("<?xml version='1.0'?><a/>".utf8), "fmt/101"),
            (Array("\u{FEFF}<?xml version='1.0'?><a/>".utf8), "fmt/101"), (Array("档案".utf8), "x-fmt/111"),
            (Array("<!DOCTYPE html><html>".utf8), "fmt/96"), (Array("MZ".utf8) + [0x90, 0], "x-fmt/409"),
            ([0x7F, 0x45, 0x4C, 0x46, 2, 1, 1, 0], "fmt/690"), ([0x1F, 0x8B, 8], "x-fmt/266"),
            ([UInt8](repeating: 0, count: 257) + Array("ustar\u{0}00".utf8), "x-fmt/265"),
        ] as [([UInt8], String)])
    func signatures(bytes: [UInt8], puid: String) { #expect(identify(bytes).puid == puid) }

    @Test(
        "containers by the names inside",
        arguments: [
            (["OFD.xml"], FormatKind.ofd), (["word/document.xml"], .docx), (["xl/workbook.xml"], .xlsx),
            (["ppt/presentation.xml"], .pptx), (["一.txt"], .zip),
        ])
    func containers(names: [String], kind: FormatKind) {
        #expect(identify([0x50, 0x4B, 3, 4], zip: names).kind == kind)
    }

    @Test("programs are found whatever they are called", arguments: ["通知.pdf", "a.jpg", "a.docx", "a.txt"])
    func disguise(name: String) {
        for bytes in [
            Array("MZ".utf8) + [0x90, 0], [0x7F, 0x45, 0x4C, 0x46, 2, 1], Array("#!/bin/sh\nrm -rf /".utf8),
        ] {
            let found = identify(bytes, name)
            #expect(found.kind == .executable && !found.fits(FileName(name)))
        }
    }

    @Test("batch files and macros are told by name or by what is inside")
    func scripts() {
        #expect(identify(Array("@echo off".utf8), "清理.bat").kind == .executable)
        #expect(identify([0x50, 0x4B, 3, 4], zip: ["word/document.xml", "word/vbaProject.bin"]).puid == "fmt/523")
    }

    @Test(
        "an extension that contradicts the bytes is noticed, one that does not is not",
        arguments: [
            (Array("%PDF-1.4".utf8), "a.pdf", true), (Array("%PDF-1.4".utf8), "a.PDF", true),
            (Array("%PDF-1.4".utf8), "a.ofd", false), (Array("文字".utf8), "a.pdf", false),
            (Array("文字".utf8), "README", true),
            (Array("文字".utf8), "a.ini", true), ([0, 1, 2, 3], "a.jpg", false), ([0, 1, 2, 3], "a.dat", true),
            ([0x50, 0x4B, 3, 4], "a.docx", false), ([], "a.pdf", true),
            (Array("<?xml version='1.0'?>".utf8), "a.opml", true),
            (Array("<html>".utf8), "a.doc", false),
        ] as [([UInt8], String, Bool)])
    func extensions(bytes: [UInt8], name: String, fits: Bool) {
        #expect(identify(bytes, name).fits(FileName(name)) == fits)
    }

    @Test("half a character at the end of what was looked at is no fault; binary is not text")
    func text() {
        let bytes = Array("档案".utf8)
        #expect(TextEncoding.guess(Array(bytes.dropLast()), whole: false) == .utf8)
        #expect(TextEncoding.guess([0x80, 0xFF, 0x00, 0x01], whole: true) == nil)
        #expect(TextEncoding.guess(encode("移交说明文件", as: "GB18030"), whole: true) == .gb18030)
        #expect(TextEncoding.guess(encode("移交說明文件", as: "BIG5"), whole: true) == .big5)
    }
}
