import Archive
import Formats

/// What the files of photographs, sound and film say of themselves, as elements of the record (技术元数据), to be kept with it.
///
/// Source: DA/T 54-2014, DA/T 63-2017 (names).
enum TechnicalElements {
    /// Files of one record that are described: an album has many.
    private static let most = 20

    static func elements(of record: RecordUnderCheck, in package: PackageUnderCheck) -> [PackagedRecord.Element] {
        guard let kind = package.contents?.kind, kind == .photographs || kind == .recordings else { return [] }
        let files = record.folder.contents.prefix(most)
        var elements: [PackagedRecord.Element] = []
        var lines: [String] = []
        for n in files {
            guard let facts = package.facts[n] else { continue }
            let pairs = pairs(facts)
            guard !pairs.isEmpty else { continue }
            let text = pairs.map { "\($0.name)：\($0.value)" }.joined(separator: "；")
            lines.append(files.count > 1 ? "\(package.path(n).lastComponent.display)：\(text)" : text)
            if let device = device(facts), !elements.contains(where: { $0.name == "捕获设备" }) {
                elements.append(PackagedRecord.Element(name: "捕获设备", value: device))
            }
            if let position = facts.picture?.photo?[.position], !elements.contains(where: { $0.name == "拍摄位置" }) {
                elements.append(PackagedRecord.Element(name: "拍摄位置", value: position))
            }
        }
        if !lines.isEmpty {
            elements.append(PackagedRecord.Element(name: "技术参数", value: lines.joined(separator: "\n")))
        }
        return elements
    }

    private static func pairs(_ facts: FileFacts) -> [(name: String, value: String)] {
        if let media = facts.media { return media.elements }
        guard let picture = facts.picture else { return [] }
        var all: [(String, String)] = [
            ("格式名称", facts.format.name), ("图像宽度", "\(picture.width)"), ("图像高度", "\(picture.height)"),
            ("每像素样本数", "\(picture.bands)"),
        ]
        if let bits = picture.bits { all.append(("每样本位数", "\(bits)")) }
        if let dots = picture.dpi { all.append(("分辨率", "\(dots) dpi")) }
        if let quality = picture.photo?.quality { all.append(("JPEG 质量（估计）", "\(quality)")) }
        if let photo = picture.photo {
            // The place is an element of its own: readers see it later than the rest.
            for field in PhotoFacts.Field.allCases where field != .position {
                if let value = photo[field] { all.append((field.name, value)) }
            }
        }
        return all
    }

    private static func device(_ facts: FileFacts) -> String? {
        guard let photo = facts.picture?.photo else { return nil }
        let parts = [photo[.maker], photo[.model]].compactMap(\.self)
        return parts.isEmpty ? nil : parts.joined(separator: " ")
    }
}
