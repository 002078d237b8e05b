import Archive
import Foundation
import Testing

@testable import Web

@Suite("The look: small, whole, and in both languages")
struct LookTests {
    @Test("the style is under 60 KB and uses no literal colour outside the variables")
    func style() {
        #expect(Asset.style.bytes.count < 60_000)
        let components =
            GroundStyle.css + FormStyle.css + StateStyle.css + TableStyle.css + PortalStyle.css + DeskStyle.css
        #expect(components.firstRange(of: /#[0-9a-f]{3,6}\b/) == nil)
    }

    @Test("every variable that is used is defined, and every brace is closed")
    func variables() {
        let css = String(decoding: Asset.style.bytes, as: UTF8.self)
        let defined = Set(css.matches(of: /(--[a-z0-9-]+):/).map { String($0.1) })
        let used = Set(css.matches(of: /var\((--[a-z0-9-]+)\)/).map { String($0.1) })
        #expect(used.subtracting(defined) == [])
        #expect(css.filter { $0 == "{" }.count == css.filter { $0 == "}" }.count)
    }

    @Test("no rule sets the typeface of everything in a language: what stands inside a title would lose the title's")
    func typefaces() {
        let css = String(decoding: Asset.style.bytes, as: UTF8.self)
        #expect(css.firstRange(of: /(?m)^\s*:lang\([A-Za-z-]+\)\{[^}]*font-family/) == nil)
        // The rules that keep the pages whole without script, on paper and on a small screen.
        for rule in ["[hidden]{display:none", "details::details-content{", ".tbl.fold td:empty{display:none}"] {
            #expect(css.contains(rule), "\(rule)")
        }
    }

    @Test("an asset's name is the digest of its bytes")
    func assets() {
        for (name, asset) in Asset.byName {
            #expect(name.hasPrefix(Hash.short(asset.bytes)))
            #expect(asset.path.text == "/assets/\(name)")
        }
    }

    /// All sources of the room.
    static func sources() throws -> [(name: String, text: String)] {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Sources/Web")
        let files = try #require(FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil))
        return try files.compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }.map {
            ($0.lastPathComponent, try String(contentsOf: $0, encoding: .utf8))
        }
    }

    @Test("all words are there in Chinese and in English")
    func words() throws {
        var count = 0
        for (name, text) in try Self.sources() {
            for match in text.matches(of: /zh:\s*"((?:[^"\\]|\\.)*)",\s*en:\s*"((?:[^"\\]|\\.)*)"/) {
                count += 1
                let (zh, en) = (String(match.1), String(match.2))
                // What is interpolated may be of either language.
                let plain = en.replacing(/\\\([^)]*\)+/, with: "")
                #expect(!zh.isEmpty && !en.isEmpty || zh == en, "\(name): \(zh) / \(en)")
                #expect(plain.firstRange(of: /[\u{4E00}-\u{9FFF}]/) == nil, "\(name): \(en)")
            }
        }
        #expect(count > 100)
    }

    @Test("no page has inline style or script: there is no way to write one")
    func inline() throws {
        // The book of evidence is no page of the site but a file that is opened without one.
        for (name, text) in try Self.sources() where !name.hasSuffix("Script.swift") && name != "EvidencePage.swift" {
            #expect(text.firstRange(of: /\bstyle=|\bon[a-z]+=\\?"|<style\b|javascript:/) == nil, "\(name)")
        }
    }
}
