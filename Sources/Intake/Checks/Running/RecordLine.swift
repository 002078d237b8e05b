import Archive

/// What the desk keeps of a record: a row of `package_record`, a line of the act document.
struct RecordLine: Hashable, Sendable {
    var sequence: Int64 = 0
    var code = ""
    var fondsCode = ""
    var category: String?
    var year: String?
    var office: String?
    var title = ""
    var author: String?
    var date: String?
    var documentNumber: String?
    var retention: String?
    var secrecy: String?
    var pages: Int64?
    var recordNumber: String?
    var fondsName: String?
    var openingOpinion: String?
    var disclosure: String?
    var secrecyChange: String?
    /// The title of its volume (案卷), as the list of volumes says.
    var volumeTitle: String?
    /// Carries a signature, seal or time stamp; not kept.
    var isSigned = false
    /// The number of its metadata file; 0 if it has none.
    var metadata: Int64 = 0
    /// What the list says of it, where there is no metadata file: name and value in the order of the list.
    var elements: [PackagedRecord.Element] = []
    /// Numbers and roles of its content files, in the order of the metadata.
    var contents: [Content] = []

    struct Content: Hashable, Sendable {
        var file: Int64
        var role: FileRole
    }
}
