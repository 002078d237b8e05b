import Archive

@testable import Web

/// Forms with files, and what must hold whatever the bytes are: see `fuzz/`.
enum FuzzedForm {
    static let name = "multipart"

    /// The first line is the header, the rest the body. Cut anywhere, a body gives the same parts; no file name holds a folder.
    static func broken(by bytes: [UInt8]) -> String? {
        let parts = bytes.split(separator: 10, maxSplits: 1, omittingEmptySubsequences: false)
        let header = String(decoding: parts[0], as: UTF8.self)
        let body = parts.count > 1 ? Array(parts[1]) : []
        guard Multipart(contentType: header) != nil else { return nil }
        let whole = read(body, header, by: max(1, body.count))
        for step in [1, 3, 17] {
            let cut = read(body, header, by: step)
            guard cut == whole else { return "cut into pieces of \(step), it is another form" }
        }
        for head in whole.heads {
            if let name = head.fileName, name.bytes.contains(where: { $0 == 47 || $0 == 92 }) {
                // In GBK a backslash may be the second half of a character; then the name is no longer UTF-8.
                guard String(validating: name.bytes, as: UTF8.self) == nil else { return "a folder in \(name.bytes)" }
            }
        }
        return nil
    }

    private struct Form: Equatable {
        var heads: [PartHead] = []
        var contents: [[UInt8]] = []
        var ends = 0
        var isWhole = false
        var isRefused = false
    }

    private static func read(_ body: [UInt8], _ header: String, by step: Int) -> Form {
        var form = Form()
        guard var reading = Multipart(contentType: header) else { return form }
        var start = 0
        do throws(WebProblem) {
            while start < body.count {
                let end = min(start + step, body.count)
                for piece in try reading.feed(body[start..<end]) {
                    switch piece {
                    case .part(let head):
                        form.heads.append(head)
                        form.contents.append([])
                    case .bytes(let bytes): form.contents[form.contents.count - 1] += bytes
                    case .partEnd: form.ends += 1
                    case .end: form.isWhole = true
                    }
                }
                start = end
            }
            try reading.finish()
        } catch {
            // Where it is refused depends on how much came before; that it is does not.
            return Form(isRefused: true)
        }
        return form
    }
}
