import Archive
import Glibc

/// Why a home folder cannot be used.
enum HomeProblem: Explained {
    case none(String)
    case already(String)
    case cannotCreate(String, String)
    case unknownFormat(String, String)
    case newer(String, Int)
    case halfRebuilt(String)
    case locked(String)
    case portTaken(host: String, port: Int)
    case cannotListen(host: String, port: Int, String)
    case setting(key: String, Words)

    /// Why `path` could not be made, by the system's error number: `FullDisk`, or `cannotCreate`.
    static func creating(_ path: String, _ system: Int32 = errno) -> any Explained {
        FullDisk(at: path, system: system)
            ?? HomeProblem.cannotCreate(path, String(cString: strerror(system))) as any Explained
    }

    var code: String {
        switch self {
        case .none: "home.none"
        case .already: "home.already"
        case .cannotCreate: "home.cannot-create"
        case .unknownFormat: "home.unknown-format"
        case .newer: "home.newer"
        case .halfRebuilt: "home.half-rebuilt"
        case .locked: "home.locked"
        case .portTaken: "home.port-taken"
        case .cannotListen: "home.cannot-listen"
        case .setting: "home.setting"
        }
    }

    var what: Words {
        switch self {
        case .none(let path):
            Words(zh: "\(path) 里还没有档案馆。", en: "There is no archive in \(path).")
        case .already(let path):
            Words(zh: "\(path) 里已有一个档案馆。", en: "There is an archive in \(path) already.")
        case .cannotCreate(let path, let why):
            Words(zh: "不能建立文件夹 \(path)：\(why)", en: "Cannot make the folder \(path): \(why)")
        case .unknownFormat(let path, let text):
            Words(
                zh: "\(path)/format 的内容“\(text)”不是兰台写的。",
                en: "\(path)/format holds “\(text)”, which Lantai did not write.")
        case .newer(let path, let version):
            Words(
                zh: "\(path) 是更新的兰台（格式 \(version)）建立的，本程序只认到格式 \(Home.format)。",
                en: "\(path) was made by a newer Lantai (format \(version)); this program knows up to \(Home.format).")
        case .halfRebuilt(let path):
            Words(
                zh: "\(path) 的数据库重建中断，只做了一半（或另一个重建正在进行）。",
                en: "The rebuilding of \(path) was cut off: its database is half-made, or another rebuild is at work.")
        case .locked(let path):
            Words(
                zh: "另一个兰台进程正在使用 \(path)，又不应答本机套接字。",
                en: "Another Lantai process is using \(path) and does not answer on its local socket.")
        case .portTaken(let host, let port):
            Words(zh: "\(host) 的 \(port) 端口已被别的程序占用。", en: "Port \(port) on \(host) is taken by another program.")
        case .cannotListen(let host, let port, let why):
            Words(zh: "不能在 \(host):\(port) 上提供服务：\(why)", en: "Cannot serve on \(host):\(port): \(why)")
        case .setting(let key, let words):
            Words(zh: "设置“\(key)”有误：\(words.zh)", en: "The setting “\(key)” is wrong: \(words.en)")
        }
    }

    var next: Words {
        switch self {
        case .none:
            Words(zh: "先运行 lantai init，或用 --home 指明文件夹。", en: "Run lantai init first, or name the folder with --home.")
        case .already:
            Words(
                zh: "直接运行 lantai serve，或用 --home 另选文件夹。", en: "Run lantai serve, or choose another folder with --home.")
        case .cannotCreate:
            Words(
                zh: "检查上级文件夹的权限，再试一次。",
                en: "Check the parent folder's permissions, then try again.")
        case .unknownFormat:
            Words(zh: "用 --home 指明正确的文件夹。", en: "Name the right folder with --home.")
        case .newer:
            Words(zh: "安装新版兰台后再打开；不要改 format 文件。", en: "Install the newer Lantai; do not edit the format file.")
        case .halfRebuilt:
            Words(zh: "再次运行 lantai rebuild；已保存的内容和台账都在。", en: "Run lantai rebuild again; what is kept is all there.")
        case .locked:
            Words(
                zh: "等它结束再试；若它已卡住，用 fuser \"<home>/lock\" 查出进程并结束它。",
                en: "Wait until it ends; if it hangs, find it with fuser \"<home>/lock\" and end it.")
        case .portTaken(_, let port):
            Words(
                zh: "换一个端口：lantai serve --port \(port + 1)（make run PORT=\(port + 1)），或用 ss -ltnp 查出占用者。",
                en:
                    "Choose another: lantai serve --port \(port + 1) (make run PORT=\(port + 1)), or find the owner with ss -ltnp."
            )
        case .cannotListen:
            Words(zh: "检查 --host 与 --port。", en: "Check --host and --port.")
        case .setting:
            Words(
                zh: "改正 lantai.yaml，或用 lantai settings 查看现行设置。",
                en: "Mend lantai.yaml; lantai settings shows what is in force.")
        }
    }
}
