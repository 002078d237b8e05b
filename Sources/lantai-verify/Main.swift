import Foundation

/// `lantai-verify PROOF --key KEYFILE [--file FILE…]`: says what a proof proves. Uses none of Lantai's own modules.
///
/// Exit status: 0 proven · 1 a file could not be read · 2 wrong usage · 3 not proven.
@main enum Main {
    static let usage = """
        lantai-verify PROOF --key KEYFILE [--file FILE…]
        Checks a .tlog-proof of a published record, offline: signature, place in the log, statement, and the files given.
        离线核对公布档案的证明：签名、在日志中的位置、陈述内容，以及所给的文件。
        Exit status: 0 proven · 1 a file could not be read · 2 wrong usage · 3 not proven.
        """

    static let isChinese: Bool = {
        let environment = ProcessInfo.processInfo.environment
        let locale = ["LANTAI_LANG", "LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }
            .first { !$0.isEmpty }
        return locale?.hasPrefix("zh") == true
    }()

    static func say(_ zh: String, _ en: String) { print(isChinese ? zh : en) }

    static func main() {
        var (proof, key, files) = (String?.none, String?.none, [String]())
        var words = CommandLine.arguments.dropFirst()
        while let word = words.popFirst() {
            switch word {
            case "--help", "-h":
                print(usage)
                exit(0)
            case "--key" where key == nil && !words.isEmpty: key = words.removeFirst()
            case "--file" where !words.isEmpty: files.append(words.removeFirst())
            case _ where !word.hasPrefix("-") && proof == nil: proof = word
            default: misused()
            }
        }
        guard let proof, let key else { misused() }
        do {
            try check(proof: read(proof), keys: read(key), files: files)
        } catch {
            say("没有证实。\(error.zh)", "Not proven. \(error.en)")
            print("[\(error.code)]")
            exit(3)
        }
    }

    static func misused() -> Never {
        FileHandle.standardError.write(Data((usage + "\n").utf8))
        exit(2)
    }

    static func unreadable(_ path: String) -> Never {
        FileHandle.standardError.write(Data((isChinese ? "读不到文件：\(path)\n" : "Cannot read: \(path)\n").utf8))
        exit(1)
    }

    static func read(_ path: String) -> Bytes {
        do {
            // Nothing that is proven here is as large; an empty file gives nothing, which is no failure to read it.
            let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
            return Bytes(try file.read(upToCount: 16 << 20) ?? Data())
        } catch {
            unreadable(path)
        }
    }

    static func check(proof file: Bytes, keys: Bytes, files: [String]) throws(Refusal) {
        let book = try KeyBook(keys)
        let proof = try Proof(file)
        let signer = try proof.signer(book)
        try proof.checkInclusion()
        let statement = try Statement(proof.opening.statement)
        var lines: [(String, String)] = []
        for path in files {
            guard let digest = sha256(file: path) else { unreadable(path) }
            guard let found = statement.files.first(where: { $0.sha256 == digest.hex }) else {
                throw Refusal(
                    "file", zh: "文件 \(path) 不是陈述中的任何一个（SHA-256 \(digest.hex)）。",
                    en: "The file \(path) is none of those stated (SHA-256 \(digest.hex)).")
            }
            lines.append(("  \(path) 是第 \(found.n) 个文件", "  \(path) is file \(found.n)"))
        }
        say("已证实。\(statement.archive)曾公布：", "Proven. \(statement.archive) published:")
        print("  \(statement.code)  \(statement.title)\n  \(statement.address)")
        let levels = ["catalogue": "目录", "image": "图像", "text": "全文"]
        say(
            "  层次：\(levels[statement.level] ?? statement.level)；开放 \(statement.opened)，公布 \(statement.published)",
            "  level: \(statement.level); open from \(statement.opened), published from \(statement.published)")
        for file in statement.files { print("  \(file.n)  \(file.bytes)  SHA-256 \(file.sha256)") }
        for line in lines { say(line.0, line.1) }
        say(
            "  日志 \(signer.name.text) 第 \(proof.index) 条，共 \(proof.size) 条，由密钥 \(signer.number.hex) 签署。",
            "  Entry \(proof.index) of \(proof.size) of the log \(signer.name.text), signed by the key \(signer.number.hex)."
        )
    }
}
