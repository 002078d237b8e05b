import Archive
import Foundation
import Testing

@Suite("A full disk is called one, whoever met it")
struct FullDiskTests {
    /// A file in a folder that is not there: the folder above it that is, is named.
    private let path = FileManager.default.temporaryDirectory.path + "/not-there-\(UUID().uuidString)/file"

    @Test("by the system's error number: no space, or the quota used up; nothing else")
    func system() throws {
        let full = try #require(FullDisk(at: path, system: ENOSPC))
        #expect(full.isTransient && full.code == "disk.full" && !full.isQuota)
        #expect(full.folder == FileManager.default.temporaryDirectory.standardizedFileURL.path)
        #expect(try #require(full.free) > 0)
        #expect(try #require(FullDisk(at: path, system: EDQUOT)).isQuota)
        for other in [EACCES, EROFS, EIO, ENOENT, EMFILE] { #expect(FullDisk(at: path, system: other) == nil) }
    }

    @Test(
        "by SQLite: FULL; an I/O error or CANTOPEN over such a number; nothing else",
        arguments: [
            (13, 0, true), (10, ENOSPC, true), (10 | 4 << 8, ENOSPC, true), (10 | 19 << 8, EDQUOT, true),
            (14, ENOSPC, true), (10, EIO, false), (14, ENOENT, false), (11, ENOSPC, false), (19, ENOSPC, false),
        ])
    func sqlite(result: Int32, system: Int32, isFull: Bool) {
        #expect((FullDisk(at: path, sqlite: result, system: system) != nil) == isFull)
    }

    @Test("by Foundation")
    func foundation() {
        #expect(FullDisk(at: path, error: CocoaError(.fileWriteOutOfSpace)) != nil)
        #expect(FullDisk(at: path, error: POSIXError(.EDQUOT))?.isQuota == true)
        #expect(FullDisk(at: path, error: CocoaError(.fileWriteNoPermission)) == nil)
        #expect(FullDisk(at: path, error: POSIXError(.EACCES)) == nil)
    }

    @Test("the words name folder and room left, what to do, and that nothing is lost, in both languages")
    func words() throws {
        let full = try #require(FullDisk(at: path, system: ENOSPC))
        for text in [full.what.zh, full.what.en] { #expect(text.contains(full.folder) && text.contains(" MB")) }
        #expect(full.next.zh.contains("没有丢") && full.next.zh.contains("自动"))
        #expect(full.next.en.contains("lost") && full.next.en.contains("by itself"))
        let quota = try #require(FullDisk(at: path, system: EDQUOT))
        #expect(quota.what.zh.contains("配额") && quota.what.en.contains("quota"))
    }
}
