package import Archive

/// Why nothing could be packed, whatever the records are like.
package enum PackProblem: Explained, Equatable {
    /// Something lies where the package is to go.
    case exists(String)
    /// The package would lie in the folder that is packed.
    case inside(String)
    /// Another run is making the same package.
    case busy(String)
    /// Nobody said who transfers.
    case agencyMissing
    /// A file is not what it was when it was checked.
    case changed(String)
    /// Two files of one record have the same name.
    case sameName(code: String, name: String)
    /// No sheet has these headings.
    case noColumn(String)
    /// Nobody said why capsules are modified.
    case reasonMissing
    /// A capsule that is to be modified is of a record (电子文件号) that the table does not list.
    case noRecord(number: String, String)
    /// Two capsules that are to be modified are of one record.
    case twoCapsules(number: String, String, String)

    package var code: String {
        switch self {
        case .exists: "intake.pack-exists"
        case .inside: "intake.pack-inside"
        case .busy: "intake.pack-busy"
        case .agencyMissing: "intake.pack-agency-missing"
        case .changed: "intake.pack-file-changed"
        case .sameName: "intake.pack-same-name"
        case .noColumn: "intake.pack-no-column"
        case .reasonMissing: "intake.pack-reason-missing"
        case .noRecord: "intake.pack-no-record"
        case .twoCapsules: "intake.pack-two-capsules"
        }
    }

    package var what: Words {
        switch self {
        case .exists(let path): Words(zh: "“\(path)”已经存在。", en: "\(path) is there already.")
        case .inside(let path):
            Words(zh: "“\(path)”在要打包的文件夹里面。", en: "\(path) lies in the folder that is to be packed.")
        case .busy(let path): Words(zh: "另有一次打包正在写“\(path)”。", en: "Another run is making \(path).")
        case .agencyMissing:
            Words(zh: "没有写明移交单位：表里没有“立档单位名称”一列。", en: "Who transfers is not said: the table has no 立档单位名称.")
        case .changed(let path):
            Words(zh: "“\(path)”在打包期间变了。", en: "\(path) changed while it was being packed.")
        case .sameName(let code, let name):
            Words(
                zh: "\(code) 有两个文件都叫“\(name)”，放在一起会互相覆盖。",
                en: "Two files of \(code) are called \(name); in one folder one would replace the other.")
        case .noColumn(let heading):
            Words(zh: "表里没有一行列名含“\(heading)”。", en: "No row of the table has the heading \(heading).")
        case .reasonMissing: Words(zh: "没有写明为什么修改。", en: "Why the capsules are modified is not said.")
        case .noRecord(let number, let path):
            Words(
                zh: "“\(path)”的电子文件号是“\(number)”，表里没有这一件。",
                en: "\(path) is of the record (电子文件号) \(number), which the table does not list.")
        case .twoCapsules(let number, let one, let other):
            Words(
                zh: "“\(one)”和“\(other)”的电子文件号都是“\(number)”，不知道该修改哪一个。",
                en: "\(one) and \(other) are both of the record (电子文件号) \(number): which one is modified?")
        }
    }

    package var next: Words {
        switch self {
        case .exists: Words(zh: "换一个文件名，或先移走它。", en: "Choose another name, or move it away first.")
        case .inside: Words(zh: "把包写到这个文件夹之外。", en: "Write the package somewhere else.")
        case .busy: Words(zh: "等它结束，或换一个文件名。", en: "Wait until it ends, or choose another name.")
        case .agencyMissing: Words(zh: "用 --agency 写明移交单位。", en: "Name it with --agency.")
        case .changed: Words(zh: "关闭正在编辑它的程序，再打包一次。", en: "Close the program that changes it, and pack again.")
        case .sameName: Words(zh: "给其中一个改名，再打包一次。", en: "Give one of them another name, and pack again.")
        case .noColumn: Words(zh: "照表里的写法写列名。", en: "Write the heading as it stands in the table.")
        case .reasonMissing: Words(zh: "用 --reason 写明理由。", en: "Say it with --reason.")
        case .noRecord:
            Words(
                zh: "在表里列上这一件，并用“电子文件号”一列照原包填写；或不要修改这一个。",
                en:
                    "List it in the table, with its number as the capsule has it in a column 电子文件号; or leave this capsule out."
            )
        case .twoCapsules: Words(zh: "只给最近的一个，更早的已经在它里面。", en: "Give the latest only: the earlier one is in it.")
        }
    }
}
