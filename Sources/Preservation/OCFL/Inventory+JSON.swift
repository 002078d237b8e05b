import Archive

extension Inventory {
    static let type = "https://ocfl.io/1.1/spec/#inventory"

    /// As bytes for `inventory.json`: keys in a fixed order, so that the same inventory is the same bytes. Indented: it
    /// is read by people when Lantai is gone.
    var bytes: [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(1024 + 400 * manifest.count)
        out += "{\n  \"digestAlgorithm\": \"sha512\",\n  \"fixity\": {\n    \"sha256\": ".utf8
        Inventory.write(fixity, indent: "    ", into: &out)
        out += "\n  },\n  \"head\": \"v\(head)\",\n  \"id\": ".utf8
        JSON.write(id, into: &out)
        out += ",\n  \"manifest\": ".utf8
        Inventory.write(manifest, indent: "  ", into: &out)
        out += ",\n  \"type\": \"\(Inventory.type)\",\n  \"versions\": {".utf8
        for (place, version) in versions.enumerated() {
            out += "\(place == 0 ? "" : ",")\n    \"v\(place + 1)\": {\n      \"created\": ".utf8
            JSON.write(version.created, into: &out)
            out += ",\n      \"message\": ".utf8
            JSON.write(version.message, into: &out)
            out += ",\n      \"state\": ".utf8
            Inventory.write(version.state, indent: "      ", into: &out)
            out += ",\n      \"user\": { \"address\": ".utf8
            JSON.write(version.user.address, into: &out)
            out += ", \"name\": ".utf8
            JSON.write(version.user.name, into: &out)
            out += " }\n    }".utf8
        }
        out += "\n  }\n}\n".utf8
        return out
    }

    private static func write(_ paths: [Digest: [String]], indent: String, into out: inout [UInt8]) {
        let lines = paths.map { (hex: $0.key.hex, paths: $0.value.sorted()) }.sorted { $0.hex < $1.hex }
        out.append(UInt8(ascii: "{"))
        for (place, line) in lines.enumerated() {
            out += "\(place == 0 ? "" : ",")\n\(indent)  \"\(line.hex)\": [".utf8
            for (place, path) in line.paths.enumerated() {
                if place > 0 { out += ", ".utf8 }
                JSON.write(path, into: &out)
            }
            out.append(UInt8(ascii: "]"))
        }
        out += "\n\(indent)}".utf8
    }
}

extension Inventory {
    /// Reads what `bytes` writes; `nil` for anything else, foreign inventories included (`InventoryCheck` judges those).
    init?(bytes: [UInt8]) {
        guard let json = try? JSON(parsing: bytes), json["type"]?.string == Inventory.type,
            json["digestAlgorithm"]?.string == "sha512", let id = json["id"]?.string,
            let manifest = Inventory.paths(json["manifest"], .sha512),
            let fixity = Inventory.paths(json["fixity"]?["sha256"], .sha256),
            let versions = json["versions"]?.object, !versions.isEmpty,
            json["head"]?.string == "v\(versions.count)"
        else { return nil }
        var read: [Version] = []
        for number in 1...versions.count {
            guard let version = versions["v\(number)"], let created = version["created"]?.string,
                let message = version["message"]?.string, let name = version["user"]?["name"]?.string,
                let address = version["user"]?["address"]?.string,
                let state = Inventory.paths(version["state"], .sha512)
            else { return nil }
            read.append(
                Version(created: created, message: message, user: User(name: name, address: address), state: state))
        }
        self.init(id: id, manifest: manifest, fixity: fixity, versions: read)
    }

    private static func paths(_ json: JSON?, _ algorithm: Digest.Algorithm) -> [Digest: [String]]? {
        guard let members = json?.object else { return nil }
        var paths: [Digest: [String]] = [:]
        for (hex, list) in members {
            guard let digest = Digest(algorithm, hex: hex), let names = list.array?.map(\.string),
                paths[digest] == nil, !names.contains(nil)
            else { return nil }
            paths[digest] = names.compactMap(\.self)
        }
        return paths
    }
}
