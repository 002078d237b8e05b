package import Archive

/// The layout of a package, as a stable word: `dat93`, `law2012`, …, `unknown`.
package struct PackageKind: Hashable, Sendable, CustomStringConvertible {
    package let text: String
    package init(_ text: String) { self.text = text }
    package var description: String { text }

    /// DA/T 93-2022, offline, by item.
    package static let transfer2022 = PackageKind("dat93")
    /// The 2012 rules (档发〔2012〕7号, 附件 2).
    package static let transfer2012 = PackageKind("law2012")
    /// Records as DA/T 48-2009 capsules.
    package static let capsules = PackageKind("eep")
    package static let bagIt = PackageKind("bagit")
    package static let catalogue = PackageKind("catalogue")
    /// Files named by 档号 for entries of the catalogue.
    package static let files = PackageKind("files")
    package static let digitised = PackageKind("digitised")
    package static let disclosure = PackageKind("disclosure")
    /// Photographs with a table. Source: DA/T 50-2014, DA/T 54-2014.
    package static let photographs = PackageKind("photographs")
    /// Sound and film with a table. Source: DA/T 63-2017, DA/T 78-2019.
    package static let recordings = PackageKind("recordings")
    /// E-ARK CSIP and SIP, version 2.
    package static let eArk = PackageKind("eark")
    /// Tables as CSV, with a description of them.
    package static let database = PackageKind("database")
    package static let unknown = PackageKind("unknown")

    package var words: Words {
        switch self {
        case .transfer2022: Words(zh: "DA/T 93-2022 移交信息包", en: "DA/T 93-2022 transfer package")
        case .transfer2012: Words(zh: "2012年《移交与接收办法》移交包", en: "transfer package by the 2012 rules")
        case .capsules: Words(zh: "DA/T 48-2009 封装包（EEP）移交包", en: "transfer of DA/T 48-2009 capsules (EEP)")
        case .bagIt: Words(zh: "BagIt 包", en: "BagIt bag")
        case .catalogue: Words(zh: "归档文件目录加电子文件", en: "item catalogue (spreadsheet) with files")
        case .files: Words(zh: "按档号命名的文件（挂接）", en: "files named by code, for entries of the catalogue")
        case .digitised: Words(zh: "数字化成果（目录加图像）", en: "digitised volumes (spreadsheet with images)")
        case .disclosure: Words(zh: "政府信息公开目录包", en: "government disclosure catalogue")
        case .photographs: Words(zh: "照片（目录加图像）", en: "photographs (spreadsheet with pictures)")
        case .recordings: Words(zh: "录音录像（目录加文件）", en: "sound and film (spreadsheet with files)")
        case .eArk: Words(zh: "E-ARK 信息包", en: "E-ARK information package")
        case .database: Words(zh: "数据库导出包", en: "database export")
        default: Words(zh: "未能识别的包", en: "package of unknown layout")
        }
    }
}
