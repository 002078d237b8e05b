import Archive
import Foundation

/// The files of one index in its folder.
struct IndexFiles {
    let folder: String
    let scope: IndexScope

    func path(_ number: Int) -> String { folder + "/" + name(number) }
    func building(_ number: Int) -> String { path(number) + ".building" }

    private func name(_ number: Int) -> String {
        let digits = String(number)
        return scope.rawValue + "-" + String(repeating: "0", count: max(0, 8 - digits.count)) + digits + ".sqlite"
    }

    /// Numbers of the whole files, lowest first.
    private func numbers() -> [Int] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.compactMap { name in
            guard name.hasPrefix(scope.rawValue + "-"), name.hasSuffix(".sqlite") else { return nil }
            return Int(name.dropFirst(scope.rawValue.count + 1).dropLast(7))
        }.sorted()
    }

    var next: Int { (numbers().last ?? 0) + 1 }

    /// Opens the newest file; one that cannot be read gives way to an empty one. Everything else of this index goes.
    func openNewest(_ today: Day) throws -> (file: IndexFile, gaveWay: Bool) {
        let newest = numbers().last ?? 1
        let file: IndexFile
        var gaveWay = false
        do {
            file = try IndexFile(path: path(newest), today: today)
        } catch let full as FullDisk {
            // The file is whole: with space it opens.
            throw full
        } catch {
            file = try IndexFile(path: path(newest + 1), today: today)
            gaveWay = true
        }
        clear(except: file.path)
        return (file, gaveWay)
    }

    private func clear(except kept: String) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        for name in names where name.hasPrefix(scope.rawValue + "-") && !(folder + "/" + name).hasPrefix(kept) {
            try? FileManager.default.removeItem(atPath: folder + "/" + name)
        }
    }
}
