import Archive
import Bytes

/// What records are modified by (修改): their earlier capsules, and why.
package struct Modification: Sendable {
    /// Files with the earlier capsules (EEP).
    package let capsules: [String]
    /// 行为描述
    package let reason: String
    /// Whoever decided it; empty: the agency itself.
    package let by: String

    /// - Throws: `PackProblem.reasonMissing`
    package init(capsules: [String], reason: String, by: String = "") throws {
        func plain(_ text: String) -> String { NumberText.trimmed(text) }
        (self.capsules, self.reason, self.by) = (capsules, plain(reason), plain(by))
        guard !self.reason.isEmpty else { throw PackProblem.reasonMissing }
    }

    /// `elements` with the step that is taken now, and whoever takes it. Source: DA/T 46-2009, M77 to M84.
    func told(_ elements: [PackagedRecord.Element], _ number: String, at moment: PackMoment) -> [PackagedRecord.Element]
    {
        func element(_ name: String, _ value: String) -> PackagedRecord.Element {
            PackagedRecord.Element(name: name, value: value)
        }
        let agent = by.isEmpty ? "机构人员1" : "机构人员2"
        let place = elements.lastIndex { $0.name.hasPrefix("业务实体/") }.map { $0 + 1 } ?? elements.count
        let count = elements.count { $0.name == "业务实体/业务标识符" }
        var told = elements
        told.insert(
            contentsOf: [
                element("业务实体/业务标识符", "业务\(count + 1)"), element("业务实体/机构人员标识符", agent),
                element("业务实体/文件标识符", number), element("业务实体/业务状态", "历史行为"), element("业务实体/业务行为", "修改"),
                element("业务实体/行为时间", moment.text), element("业务实体/行为描述", reason),
            ], at: place)
        guard !by.isEmpty else { return told }
        return told + [
            element("机构人员实体/机构人员标识符", agent), element("机构人员实体/机构人员类型", "个人"), element("机构人员实体/机构人员名称", by),
        ]
    }
}

/// The capsules that are modified, by the numbers (电子文件号) of their records, each read before anything is written.
struct OldCapsules {
    struct Old {
        let path: String
        /// What is packed for the record as it stands, by the names of its files.
        let files: [String: Digest]
    }

    private let byNumber: [String: Old]

    var count: Int { byNumber.count }

    subscript(number: String) -> Old? { byNumber[number] }

    /// - Throws: `CapsuleProblem.notACapsule`; `PackProblem.noRecord` and `.twoCapsules` where they do not belong to these records.
    init(_ modification: Modification?, for records: RowsOfRecords) throws {
        var found: [String: Old] = [:]
        for path in modification?.capsules ?? [] {
            guard DurableFile.exists(path), !DurableFile.isFolder(path) else { throw IntakeProblem.unreadable(path) }
            // Whether it can be copied as it is.
            _ = try InnerCapsule(path)
            let (number, old) = try OldCapsules.read(path)
            if let other = found.updateValue(old, forKey: number) {
                throw PackProblem.twoCapsules(number: number, other.path, path)
            }
        }
        byNumber = found
        guard !found.isEmpty else { return }
        var rest = found
        try records.each { _, record in rest[record.number] = nil }
        if let (number, old) = rest.min(by: { $0.value.path < $1.value.path }) {
            throw PackProblem.noRecord(number: number, old.path)
        }
    }

    private static func read(_ path: String) throws -> (number: String, Old) {
        var digests: [Int: Digest] = [:]
        var digest = MultiDigest([.sha256])
        let capsule: Capsule
        do {
            capsule = try CapsuleReading.read(path, limit: max(1, OpenFile.reading(path).size())) { place, bytes in
                if bytes.isEmpty { digests[place] = digest.finish()[0] } else { digest.update(bytes) }
            }
        } catch is UnreadableReason {
            throw CapsuleProblem.notACapsule(path)
        }
        guard let number = RecordMetadata(capsule, taken: []).value("电子文件号") else {
            throw CapsuleProblem.notACapsule(path)
        }
        let packed = capsule.files.compactMap { file in
            capsule.source(of: file).flatMap { digests[$0.place] }.map { (file.document.fileName, $0) }
        }
        return (number, Old(path: path, files: Dictionary(packed, uniquingKeysWith: { first, _ in first })))
    }
}
