import Archive
import Formats

/// The list of volumes (案卷目录.XML): one `案卷` each.
struct VolumeList: Sendable {
    struct Volume: Sendable {
        let code: String
        let title: String
        /// `19960205-19961105`, as written.
        let dates: String
        /// `2件`, or whatever else the agency noted.
        let note: String
        let line: Int
        /// 保管期限 and 页数 as written; empty where the list has no such column.
        var retention = ""
        var pages = ""
    }

    private(set) var volumes: [Volume] = []
    /// Places by the key of the code; the first of several.
    private var places: [String: Int] = [:]

    /// The volume of this code, in any of its writings.
    subscript(code: String) -> Volume? { places[ReferenceCode.key(of: code)].map { volumes[$0] } }

    mutating func add(_ volume: Volume) {
        volumes.append(volume)
        let key = ReferenceCode.key(of: volume.code)
        if places[key] == nil { places[key] = volumes.count - 1 }
    }

    static func read(_ n: Int64, in package: UnpackedPackage) throws -> Described<VolumeList> {
        guard package.listing.bytes(n) > 0 else { return .unreadable(file: n, .empty) }
        var list = VolumeList()
        do {
            try SafeXML.elements("案卷", path: package.path(n)) { node in
                func value(_ name: String) -> String { node.first(name)?.value ?? "" }
                list.add(
                    Volume(
                        code: value("档号"), title: value("题名"), dates: value("日期"), note: value("备注"),
                        line: node.line))
            }
        } catch let problem as XMLProblem {
            if case .unreadable = problem { throw problem }
            return .unreadable(file: n, .xml(problem))
        }
        return .read(file: n, list)
    }
}
