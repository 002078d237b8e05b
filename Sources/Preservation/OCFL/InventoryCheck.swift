import Archive

/// Reads an `inventory.json` of anybody and says what the standard (OCFL 1.1, section 3.5) does not allow in it.
struct InventoryCheck {
    struct Version {
        let number: Int
        /// Digest, as written, by logical path.
        var state: [String: String] = [:]
    }

    /// `inventory.json` or `v1/inventory.json`: what the faults name.
    let path: String
    private(set) var faults: [ObjectFault] = []

    private(set) var specification = ""
    private(set) var algorithm = ""
    private(set) var contentDirectory = "content"
    private(set) var id: String?
    private(set) var head: Int?
    /// How many digits version numbers have (`v001`: 3); 0 where they are not padded.
    private(set) var padding = 0
    /// Digest, as written, by content path.
    private(set) var manifest: [String: String] = [:]
    private(set) var versions: [Int: Version] = [:]
    /// Digest, as written, by content path, by algorithm.
    private(set) var fixity: [String: [String: String]] = [:]

    init(_ bytes: [UInt8], path: String) {
        self.path = path
        guard let json = try? JSON(parsing: bytes), case .object(let members) = json else {
            fault("E033", zh: "清单不是有效的 JSON。", en: "The inventory is not valid JSON.")
            return
        }
        readNames(members)
        readManifest(members["manifest"])
        readVersions(members["versions"], head: members["head"])
        readFixity(members["fixity"])
    }

    /// `v3` or `v003` for 3, as this object writes its versions.
    func name(of version: Int) -> String {
        let digits = String(version)
        return "v" + String(repeating: "0", count: max(0, padding - digits.count)) + digits
    }

    private mutating func fault(_ code: String, _ what: String? = nil, zh: String, en: String) {
        faults.append(ObjectFault(code, path, zh: zh, en: what.map { "\(en) (\($0))" } ?? en))
    }

    // MARK: Names

    private mutating func readNames(_ members: [String: JSON]) {
        for key in ["id", "type", "digestAlgorithm", "head"] where members[key] == nil {
            fault("E036", key, zh: "清单缺少必备项 \(key)。", en: "The inventory lacks a required key.")
        }
        id = members["id"]?.string
        if members["id"] != nil, id?.isEmpty != false {
            fault("E037", zh: "清单的 id 不是标识符。", en: "The inventory's id is not an identifier.")
        }
        if let type = members["type"] {
            specification = type.string ?? ""
            if !["1.0", "1.1"].contains(where: { specification == "https://ocfl.io/\($0)/spec/#inventory" }) {
                fault(
                    "E038", zh: "清单的 type 不是 OCFL 1.0 或 1.1。",
                    en: "The inventory's type is not that of OCFL 1.0 or 1.1.")
            }
        }
        if let name = members["digestAlgorithm"] {
            algorithm = name.string ?? ""
            if algorithm != "sha512" && algorithm != "sha256" {
                fault("E025", zh: "摘要算法不是 sha512 或 sha256。", en: "The digest algorithm is neither sha512 nor sha256.")
            }
        }
        if let directory = members["contentDirectory"] {
            contentDirectory = directory.string ?? ""
            if contentDirectory.isEmpty || contentDirectory.contains("/") {
                fault("E017", zh: "contentDirectory 含有斜杠或为空。", en: "The content directory is empty or has a slash.")
            } else if contentDirectory == "." || contentDirectory == ".." {
                fault("E018", zh: "contentDirectory 不能是 . 或 ..。", en: "The content directory is . or ...")
            }
        }
    }

    // MARK: Manifest

    private mutating func readManifest(_ json: JSON?) {
        guard let json else {
            fault("E041", zh: "清单缺少 manifest。", en: "The inventory lacks a manifest.")
            return
        }
        let paths = readDigests(json, duplicate: "E096", wrong: "E041")
        for (path, digest) in paths {
            if !path.isSafe { fault("E099", path, zh: "内容路径“\(path)”不合规。", en: "A content path is not allowed.") }
            if manifest.updateValue(digest, forKey: path) != nil {
                fault("E101", path, zh: "内容路径“\(path)”重复。", en: "A content path occurs twice.")
            }
        }
        conflicts(manifest.keys, code: "E101")
    }

    /// Digest, as written, beside each path of a block such as the manifest's.
    private mutating func readDigests(_ json: JSON, duplicate: String, wrong: String) -> [(String, String)] {
        guard let members = json.object else {
            fault(wrong, zh: "清单中的摘要表不是对象。", en: "A table of digests is not an object.")
            return []
        }
        var seen: Set<String> = []
        var found: [(String, String)] = []
        for (hex, list) in members {
            if !seen.insert(hex.lowercased()).inserted {
                fault(duplicate, hex, zh: "摘要 \(hex) 重复。", en: "A digest occurs twice.")
            }
            guard let paths = list.array, !paths.contains(where: { $0.string == nil }) else {
                fault(wrong, hex, zh: "摘要 \(hex) 的路径不是字符串列表。", en: "The paths of a digest are not a list of texts.")
                continue
            }
            found += paths.compactMap { path in path.string.map { ($0, hex) } }
        }
        return found
    }

    /// A path that is also the folder of another one.
    private mutating func conflicts(_ paths: some Sequence<String>, code: String) {
        let all = Set(paths)
        for path in all {
            var parts = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
            while !parts.isEmpty {
                if all.contains(parts.joined(separator: "/")) {
                    fault(code, path, zh: "路径“\(path)”与另一路径冲突。", en: "A path is the folder of another one.")
                }
                parts = parts.dropLast()
            }
        }
    }

    // MARK: Versions

    private mutating func readVersions(_ json: JSON?, head: JSON?) {
        guard let members = json?.object else {
            fault("E044", zh: "清单缺少 versions。", en: "The inventory lacks its versions.")
            return
        }
        var numbers: [Int] = []
        for (name, block) in members {
            guard let number = name.versionNumber else {
                fault("E046", name, zh: "版本名“\(name)”不合规。", en: "The name of a version is not allowed.")
                continue
            }
            numbers.append(number)
            padding = name.hasPrefix("v0") ? name.utf8.count - 1 : padding
            readVersion(block, number, name)
        }
        if members.isEmpty { fault("E008", zh: "清单没有任何版本。", en: "The inventory has no version.") }
        if numbers.sorted() != Array(1..<(numbers.count + 1)) {
            fault("E010", zh: "版本号不连续。", en: "The versions are not numbered without a gap.")
        }
        if Set(members.keys.map(\.utf8.count)).count > 1 && padding > 0 {
            fault("E012", zh: "版本号的位数不一致。", en: "The version numbers are not padded alike.")
        }
        if padding > 0 && !members.keys.allSatisfy({ $0.hasPrefix("v0") }) {
            fault("E011", zh: "补零的版本号用尽。", en: "A padded version number does not begin with a zero.")
        }
        if head != nil {
            self.head = head?.string?.versionNumber
            if self.head == nil || self.head != numbers.max() || members[head?.string ?? ""] == nil {
                fault("E040", zh: "head 不是最新版本。", en: "The head is not the newest version.")
            }
        }
        let used = Set(versions.values.flatMap(\.state.values).map { $0.lowercased() })
        for digest in Set(manifest.values) where !used.contains(digest.lowercased()) {
            fault("E107", digest, zh: "manifest 中的摘要未被任何版本使用。", en: "A digest of the manifest is in no version.")
        }
    }

    private mutating func readVersion(_ block: JSON, _ number: Int, _ name: String) {
        var version = Version(number: number)
        if let created = block["created"] {
            if !(created.string?.isInternetTime ?? false) {
                fault(
                    "E049", name, zh: "版本 \(name) 的时间不合规。", en: "The time of a version is not RFC 3339 to the second.")
            }
        } else {
            fault("E048", name, zh: "版本 \(name) 缺少时间。", en: "A version lacks its time.")
        }
        if let user = block["user"], user["name"]?.string?.isEmpty != false {
            fault("E054", name, zh: "版本 \(name) 的 user 没有名称。", en: "The user of a version has no name.")
        }
        if let message = block["message"], message.string == nil {
            fault("E094", name, zh: "版本 \(name) 的 message 不是文字。", en: "The message of a version is not a text.")
        }
        guard let state = block["state"], state.object != nil else {
            fault(
                block["state"] == nil ? "E048" : "E050", name, zh: "版本 \(name) 缺少 state。",
                en: "A version lacks its state.")
            versions[number] = version
            return
        }
        for (path, digest) in readDigests(state, duplicate: "E050", wrong: "E051") {
            if !path.isSafe { fault("E053", path, zh: "逻辑路径“\(path)”不合规。", en: "A logical path is not allowed.") }
            if version.state.updateValue(digest, forKey: path) != nil {
                fault("E095", path, zh: "逻辑路径“\(path)”重复。", en: "A logical path occurs twice.")
            }
        }
        // As written: a digest in upper case is not the manifest's digest in lower case.
        let known = Set(manifest.values)
        for digest in Set(version.state.values) where !known.contains(digest) {
            fault(
                "E050", digest, zh: "版本 \(name) 的摘要不在 manifest 中。", en: "A digest of a version is not in the manifest.")
        }
        conflicts(version.state.keys, code: "E095")
        versions[number] = version
    }

    // MARK: Fixity

    private static let algorithms: Set<String> = [
        "md5", "sha1", "sha256", "sha512", "blake2b-512", "blake2b-160", "blake2b-256", "blake2b-384", "sha512/256",
        "size",
    ]

    private mutating func readFixity(_ json: JSON?) {
        guard let json else { return }
        guard let blocks = json.object else {
            fault("E111", zh: "fixity 不是对象。", en: "The fixity block is not an object.")
            return
        }
        for (name, block) in blocks {
            if !InventoryCheck.algorithms.contains(name) {
                fault(
                    "E056", name, zh: "fixity 中的算法 \(name) 未登记。",
                    en: "An algorithm of the fixity block is not registered.")
            }
            var digests: [String: String] = [:]
            for (path, digest) in readDigests(block, duplicate: "E097", wrong: "E057") {
                if !path.isSafe {
                    fault("E100", path, zh: "fixity 路径“\(path)”不合规。", en: "A path of the fixity block is not allowed.")
                }
                if manifest[path] == nil {
                    fault(
                        "E057", path, zh: "fixity 路径“\(path)”不在 manifest 中。",
                        en: "A path of the fixity block is not in the manifest.")
                }
                digests[path] = digest
            }
            fixity[name] = digests
        }
    }
}

extension String {
    /// No empty part, no `.` or `..`, so no slash at either end.
    fileprivate var isSafe: Bool {
        split(separator: "/", omittingEmptySubsequences: false).allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." }
    }

    /// 3 for `v3` and `v003`.
    var versionNumber: Int? {
        guard hasPrefix("v"), utf8.count > 1, utf8.dropFirst().allSatisfy({ (48...57).contains($0) }),
            let number = Int(dropFirst()), number > 0
        else { return nil }
        return number
    }

    /// `2026-11-23T01:02:03Z`, with or without a fraction, with any offset.
    fileprivate var isInternetTime: Bool {
        wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)/) != nil
    }
}
