/// One record (件) of a package with its values as the sender wrote them.
package struct PackagedRecord: Hashable, Sendable {
    /// One element of the metadata: its path (`内容描述/题名`) and its text, unchanged.
    package struct Element: Hashable, Sendable {
        package let name: String
        package let value: String

        package init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// Its place in the package, from 1, in the order of the listing.
    package let sequence: Int64
    /// The reference code (档号) as written.
    package let code: String
    /// 全宗号, 类别号 (`WS`), 年度, 机构或问题, as the metadata says.
    package let fondsCode: String
    package let category: String?
    package let year: String?
    package let office: String?
    package let title: String
    package let author: String?
    /// `2019-07-26`, as written.
    package let date: String?
    /// 文件编号: `江司发〔2020〕14号`.
    package let documentNumber: String?
    /// 保管期限 as written: `10年`, `永久`.
    package let retention: String?
    /// 密级 as written: `公开`.
    package let secrecy: String?
    package let pages: Int64?
    /// 电子文件号.
    package let recordNumber: String?
    /// 立档单位名称.
    package let fondsName: String?
    /// What the agency carries over for the opening review; `nil` where the transfer is silent.
    package let openingOpinion: String?
    package let disclosure: String?
    package let secrecyChange: String?
    /// The title of the volume (案卷) it lies in; `nil` where the transfer lists none.
    package let volumeTitle: String?

    /// The metadata file with its original bytes; `nil` where the record's line in a list is all there is.
    package let metadata: PackagedFile?
    /// Content files in the order of the metadata.
    package let contents: [PackagedFile]
    /// All elements of the metadata with a value, in document order; without metadata those of the list.
    package let elements: [Element]
}
