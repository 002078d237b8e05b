import Foundation

/// A page as somebody who cannot see it has it: headings, fields with their labels, links with their names, languages.
///
/// Reads what our own writer makes, where every `>` in a value is escaped and every element but the empty ones closes.
struct ReadPage {
    private(set) var language = ""
    private(set) var title = ""
    /// Levels of the headings, in order.
    private(set) var levels: [Int] = []
    private(set) var ids: [String] = []
    private(set) var links: [String] = []
    /// Fields without a label.
    private(set) var unlabelled: [String] = []
    /// Links and buttons in which there is nothing to read.
    private(set) var nameless: [String] = []
    /// Chinese that no `lang` covers. Only looked for on a page that is not Chinese itself.
    private(set) var unmarkedChinese: [String] = []

    private struct Open {
        let tag: String
        let attributes: [String: String]
        var text = ""
    }

    init(_ html: String) {
        let empty: Set = ["input", "img", "br", "meta", "link", "hr", "path", "wbr"]
        var stack: [Open] = []
        var fields: [[String: String]] = []
        var labels: Set<String> = []
        var place = html.startIndex
        while place < html.endIndex {
            let next = html[place...].firstIndex(of: "<") ?? html.endIndex
            let text = html[place..<next]
            if text.contains(where: { !$0.isWhitespace }) {
                for index in stack.indices { stack[index].text += text }
                if stack.last?.tag == "title" { title += text }
                read(text, in: stack)
            }
            guard next < html.endIndex, let end = html[next...].firstIndex(of: ">") else { break }
            let tag = html[html.index(after: next)..<end]
            place = html.index(after: end)
            if tag.hasPrefix("!") { continue }
            if tag.hasPrefix("/") {
                guard let closed = stack.popLast() else { continue }
                if closed.tag == "a" || closed.tag == "button", closed.text.isEmpty,
                    closed.attributes["aria-label"] == nil
                {
                    nameless.append("\(closed.tag) \(closed.attributes["href"] ?? "")")
                }
                continue
            }
            let name = String(tag.prefix { !$0.isWhitespace && $0 != "/" })
            let attributes = ReadPage.attributes(of: tag.dropFirst(name.count))
            if let id = attributes["id"] { ids.append(id) }
            switch name {
            case "html": language = attributes["lang"] ?? ""
            case "a": if let href = attributes["href"] { links.append(href.replacing("&amp;", with: "&")) }
            case "label": if let id = attributes["for"] { labels.insert(id) }
            case "h1", "h2", "h3", "h4": levels.append(Int(name.dropFirst()) ?? 0)
            case "input", "select", "textarea":
                if attributes["type"] != "hidden", attributes["aria-label"] == nil,
                    !stack.contains(where: { $0.tag == "label" })
                {
                    fields.append(attributes)
                }
            default: break
            }
            if !empty.contains(name), !tag.hasSuffix("/") { stack.append(Open(tag: name, attributes: attributes)) }
        }
        unlabelled = fields.filter { !labels.contains($0["id"] ?? "") }.map { $0["id"] ?? $0["name"] ?? "?" }
    }

    private mutating func read(_ text: Substring, in stack: [Open]) {
        guard !language.hasPrefix("zh"), stack.last?.tag != "title" else { return }
        let nearest = stack.last { $0.attributes["lang"] != nil }?.attributes["lang"] ?? ""
        if !nearest.hasPrefix("zh"), text.contains(where: { ("\u{4E00}"..."\u{9FFF}").contains($0) }) {
            unmarkedChinese.append(String(text))
        }
    }

    private static func attributes(of text: Substring) -> [String: String] {
        var all: [String: String] = [:]
        for match in text.matches(of: /([a-zA-Z-]+)(?:="([^"]*)")?/) { all[String(match.1)] = String(match.2 ?? "") }
        return all
    }
}
