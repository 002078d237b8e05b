import Archive
import Glibc

extension Home {
    /// How many records the file system can still hold: each kept record takes about ten files and folders.
    var inodeBudget: Words {
        var status = statvfs()
        guard statvfs(path, &status) == 0, status.f_files > 0 else {
            return Words(zh: "此文件系统不限文件数。", en: "This file system does not limit the number of files.")
        }
        let records = status.f_favail / 10
        return Words(
            zh: "此文件系统还能放 \(status.f_favail) 个文件，约 \(records) 件档案。",
            en: "This file system has room for \(status.f_favail) more files: about \(records) records.")
    }
}
