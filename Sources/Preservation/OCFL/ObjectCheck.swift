import Archive
package import Bytes

/// Judges an OCFL object of anybody by the standard (OCFL 1.0 and 1.1): its tree, its inventories, and, when asked, every byte.
package struct ObjectCheck {
    private let store: any ByteStore
    private let place: ByteKey
    private var faults: [ObjectFault] = []
    /// Everything in the object, by path from its root.
    private var files: Set<String> = []

    private init(_ store: any ByteStore, _ place: ByteKey) {
        self.store = store
        self.place = place
    }

    /// The faults of the object at `place`; none means valid. `content`: whether to re-read and digest all content.
    package static func faults(of place: ByteKey, in store: any ByteStore, content: Bool) async throws -> [ObjectFault]
    {
        var check = ObjectCheck(store, place)
        try await check.run(content: content)
        return check.faults
    }

    private mutating func fault(_ code: String, _ path: String?, zh: String, en: String) {
        faults.append(ObjectFault(code, path, zh: zh, en: en))
    }

    private mutating func run(content: Bool) async throws {
        let prefix = place.text + "/"
        for try await key in store.keys(under: place) { files.insert(String(key.text.dropFirst(prefix.count))) }
        try await checkDeclaration()
        guard let root = try await inventory("inventory.json") else {
            fault("E063", "inventory.json", zh: "缺少根清单。", en: "The root inventory is missing.")
            return
        }
        faults += root.faults
        checkRoot(root)
        guard root.faults.isEmpty, let head = root.head else { return }
        try await checkVersions(root, head)
        checkTree(root)
        if content { try await checkContent(root) }
    }

    // MARK: The root

    private mutating func checkDeclaration() async throws {
        let declarations = files.filter { $0.hasPrefix("0=") && !$0.contains("/") }
        guard declarations.count == 1, let name = declarations.first,
            ["0=ocfl_object_1.0", "0=ocfl_object_1.1"].contains(name)
        else {
            fault("E003", nil, zh: "缺少 OCFL 对象声明文件。", en: "The object's declaration is missing.")
            return
        }
        if try await store.bytes(of: place / name) != Array((name.dropFirst(2) + "\n").utf8) {
            fault("E007", name, zh: "声明文件的内容不合规。", en: "The declaration does not say its own name.")
        }
    }

    private mutating func checkRoot(_ root: InventoryCheck) {
        let names = Set(root.versions.keys.map(root.name(of:)))
        let tops = Set(files.map { String($0.prefix { $0 != "/" }) })
        let known = names.union(["logs", "extensions", "inventory.json", "inventory.json.\(root.algorithm)"])
        for top in tops.subtracting(known) where !top.hasPrefix("0=") {
            let isVersion = top.versionNumber != nil
            fault(
                isVersion ? "E046" : "E001", top, zh: "对象根目录下有多余的“\(top)”。",
                en: isVersion ? "A version the inventory does not know." : "Something else lies in the object's root.")
        }
    }

    /// Reads and checks an inventory with its sidecar; `nil` if it is not there.
    private mutating func inventory(_ path: String) async throws -> InventoryCheck? {
        guard files.contains(path) else { return nil }
        let bytes = try await store.bytes(of: ByteKey(trusted: place.text + "/" + path))
        let check = InventoryCheck(bytes, path: path)
        guard let algorithm = Digest.Algorithm(rawValue: check.algorithm), algorithm != .sm3 else { return check }
        let sidecar = path + "." + check.algorithm
        guard files.contains(sidecar) else {
            fault("E058", sidecar, zh: "缺少清单的摘要文件。", en: "The inventory's sidecar is missing.")
            return check
        }
        let line = String(
            decoding: try await store.bytes(of: ByteKey(trusted: place.text + "/" + sidecar)), as: UTF8.self)
        let words = line.split(whereSeparator: \.isWhitespace)
        if words.count != 2 || words[1] != "inventory.json" {
            fault("E061", sidecar, zh: "摘要文件的格式不合规。", en: "The sidecar is not a digest and a name.")
        } else if words[0].lowercased() != digest(bytes, algorithm).hex {
            fault("E060", path, zh: "清单与其摘要不符。", en: "The inventory is not what its sidecar says.")
        }
        return check
    }

    // MARK: Versions

    private mutating func checkVersions(_ root: InventoryCheck, _ head: Int) async throws {
        var newest = root.specification
        for number in (1...head).reversed() {
            let folder = root.name(of: number)
            if !files.contains(where: { $0.hasPrefix(folder + "/") }) {
                fault("E010", folder, zh: "缺少版本文件夹 \(folder)。", en: "The folder of a version is missing.")
            }
            let path = folder + "/inventory.json"
            guard let old = try await inventory(path) else { continue }
            if number == head {
                let same = try await store.bytes(of: ByteKey(trusted: place.text + "/" + path))
                if same != (try await store.bytes(of: place / "inventory.json")) {
                    fault(
                        "E064", path, zh: "根清单与最新版本的清单不同。", en: "The root inventory is not that of the newest version.")
                }
                continue
            }
            faults += old.faults
            compare(old, with: root, number)
            if old.specification > newest {
                fault("E103", path, zh: "旧版本的规范版本高于新版本。", en: "An older version follows a newer specification.")
            }
            newest = min(newest, old.specification)
        }
    }

    /// An old inventory must tell of its time what the newest tells of it.
    private mutating func compare(_ old: InventoryCheck, with root: InventoryCheck, _ number: Int) {
        if old.id != root.id { fault("E110", old.path, zh: "各版本的 id 不一致。", en: "The id is not that of the root.") }
        if old.contentDirectory != root.contentDirectory {
            fault("E019", old.path, zh: "contentDirectory 前后不一致。", en: "The content directory has changed.")
        }
        if old.head != number {
            fault("E040", old.path, zh: "清单的 head 与所在文件夹不符。", en: "The head is not the folder it lies in.")
        }
        let sameAlgorithm = old.algorithm == root.algorithm
        for (path, digest) in old.manifest
        where sameAlgorithm && root.manifest[path]?.lowercased() != digest.lowercased() {
            fault("E092", path, zh: "旧清单的摘要与根清单不同。", en: "An old manifest gives another digest than the root's.")
        }
        let (then, now) = (contentByDigest(old), contentByDigest(root))
        for (earlier, version) in old.versions {
            let newer = root.versions[earlier]?.state ?? [:]
            let agrees =
                Set(version.state.keys) == Set(newer.keys)
                && version.state.allSatisfy { path, digest in
                    guard let other = newer[path] else { return false }
                    return sameAlgorithm
                        ? digest.lowercased() == other.lowercased()
                        : (then[digest] ?? []).isSubset(of: now[other] ?? [])
                }
            if !agrees {
                fault(
                    "E066", old.path, zh: "版本 v\(earlier) 的内容前后不一致。",
                    en: "The state of v\(earlier) is not what the root tells.")
            }
        }
    }

    private func contentByDigest(_ inventory: InventoryCheck) -> [String: Set<String>] {
        inventory.manifest.reduce(into: [:]) { $0[$1.value, default: []].insert($1.key) }
    }

    // MARK: Content

    private mutating func checkTree(_ root: InventoryCheck) {
        for file in files {
            let parts = file.split(separator: "/")
            guard parts.count > 1, parts[0] != "logs", parts[0] != "extensions" else { continue }
            let isContent = parts[1] == root.contentDirectory && parts.count > 2
            if isContent && root.manifest[file] == nil {
                fault("E023", file, zh: "内容文件不在 manifest 中。", en: "A content file is not in the manifest.")
            } else if !isContent && parts.count == 2 && !parts[1].hasPrefix("inventory.json") {
                fault("E015", file, zh: "版本文件夹中有多余的文件。", en: "Something else lies in the folder of a version.")
            }
        }
        for path in root.manifest.keys where !files.contains(path) {
            fault("E092", path, zh: "缺少内容文件。", en: "A content file is missing.")
        }
    }

    private mutating func checkContent(_ root: InventoryCheck) async throws {
        guard let algorithm = Digest.Algorithm(rawValue: root.algorithm) else { return }
        for (path, promised) in root.manifest.sorted(by: { $0.key < $1.key }) where files.contains(path) {
            let key = ByteKey(trusted: place.text + "/" + path)
            if try await store.digests(of: key, [algorithm]).digests[algorithm]?.hex != promised.lowercased() {
                fault("E092", path, zh: "内容与摘要不符。", en: "The content is not what its digest says.")
            }
            for (name, digests) in root.fixity {
                guard let promised = digests[path], var digest = ForeignDigest(named: name) else { continue }
                for try await chunk in store.read(key, range: nil) { digest.update(chunk) }
                if digest.finish().hex != promised.lowercased() {
                    fault("E093", path, zh: "内容与 \(name) 摘要不符。", en: "The content is not what its \(name) says.")
                }
            }
        }
    }
}
