import Archive
import Foundation
import Testing

@testable import Intake

@Suite("The page on the checks is true")
struct CheckPageTests {
    @Test("docs/explanations/checks.md has a row for each check, under its property, and for nothing else")
    func rows() throws {
        let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("docs/explanations/checks.md")
        var told: [String] = []
        var heading = ""
        for line in try String(contentsOf: page, encoding: .utf8).split(separator: "\n") {
            if line.hasPrefix("## ") { heading = line.split(separator: " ").last.map { String($0) } ?? "" }
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            guard cells.count == 3, cells[0].hasPrefix("`") else { continue }
            told.append("\(cells[0].filter { $0 != "`" }) \(cells[1]) \(heading)")
        }
        let real = Checks.all.map { check in
            let label = CheckLabels.label(check.key)
            return "\(check.key) \(label.text) \(label.property.words.zh)"
        }
        #expect(told.count >= 30)
        #expect(Set(told) == Set(real) && told.count == real.count)
    }
}
