import Archive

/// A TAR written block by block, in any of its dialects.
struct MadeTar {
    enum Dialect { case ustar, gnu, pax }

    private(set) var bytes: [UInt8] = []
    let dialect: Dialect

    init(_ dialect: Dialect = .pax) { self.dialect = dialect }

    init(_ package: PackageFiles, _ dialect: Dialect, prefix: String = "") {
        self.init(dialect)
        for (path, content) in package.files { add(Array((prefix + path).utf8), content) }
        end()
    }

    mutating func add(_ name: [UInt8], _ content: [UInt8], type: Character = "0", link: String = "", size: Int? = nil) {
        if name.count > 100 || dialect == .pax && name.contains(where: { $0 > 127 }) {
            switch dialect {
            case .gnu:
                block(Array("././@LongLink".utf8), name.count + 1, "L", "")
                body(name + [0])
            case .pax:
                let record = paxRecord("path", name)
                block(Array("PaxHeaders/x".utf8), record.count, "x", "")
                body(record)
            case .ustar: preconditionFailure("the name does not fit")
            }
        }
        block(Array(name.prefix(100)), size ?? content.count, type, link)
        body(content)
    }

    mutating func end() { bytes += [UInt8](repeating: 0, count: 1024) }

    private mutating func body(_ content: [UInt8]) {
        bytes += content + [UInt8](repeating: 0, count: -content.count & 511)
    }

    private func paxRecord(_ key: String, _ value: [UInt8]) -> [UInt8] {
        let rest = Array(" \(key)=".utf8) + value + [10]
        var length = rest.count + 1
        while "\(length)".utf8.count + rest.count != length { length += 1 }
        return Array("\(length)".utf8) + rest
    }

    private mutating func block(_ name: [UInt8], _ size: Int, _ type: Character, _ link: String) {
        var block = [UInt8](repeating: 0, count: 512)
        func put(_ bytes: some Sequence<UInt8>, _ place: Int) {
            for (offset, byte) in bytes.enumerated() { block[place + offset] = byte }
        }
        func octal(_ number: Int, _ width: Int) -> String {
            let digits = String(number, radix: 8)
            return String(repeating: "0", count: width - digits.count) + digits
        }
        put(name, 0)
        put("0000644".utf8, 100)
        put(octal(size, 11).utf8, 124)
        put("00000000000".utf8, 136)
        put("        ".utf8, 148)
        put(String(type).utf8, 156)
        put(link.utf8, 157)
        put(dialect == .gnu ? Array("ustar  ".utf8) : Array("ustar\u{0}00".utf8), 257)
        put(Array(octal(block.reduce(0) { $0 + Int($1) }, 6).utf8) + [0, 32], 148)
        bytes += block
    }
}
