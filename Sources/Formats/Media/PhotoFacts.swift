/// What a photograph says of itself (EXIF, IPTC, XMP), in its own words. Source: DA/T 54-2014; EXIF 2.3, IPTC-IIM 4.2, XMP.
package struct PhotoFacts: Hashable, Sendable {
    /// What is known, in a fixed order of names.
    package enum Field: String, Hashable, Sendable, CaseIterable {
        /// `2019-07-26 10:11:12`, as the camera wrote it.
        case taken, digitised, modified
        case photographer, title, caption, copyright
        case maker, model, serial, software
        /// `30.123456N 120.654321E`
        case position
        case place
        case colourSpace, orientation

        /// Its name in DA/T 54-2014.
        package var name: String {
            switch self {
            case .taken: "摄影时间"
            case .digitised: "数字化时间"
            case .modified: "修改时间"
            case .photographer: "摄影者（图像内）"
            case .title: "题名（图像内）"
            case .caption: "文字说明（图像内）"
            case .copyright: "版权（图像内）"
            case .maker: "捕获设备制造商"
            case .model: "捕获设备型号"
            case .serial: "捕获设备序列号"
            case .software: "软件"
            case .position: "拍摄位置"
            case .place: "地点（图像内）"
            case .colourSpace: "色彩空间"
            case .orientation: "方向"
            }
        }
    }

    package private(set) var values: [Field: String] = [:]
    /// About the quality of JPEG it was written with, 1 to 100; `nil` where it is none.
    package var quality: Int?

    package static let longest = 2000

    package init() {}

    package subscript(field: Field) -> String? {
        get { values[field] }
        set {
            let plain = newValue.map { text in
                String(
                    String.UnicodeScalarView(
                        text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 })
                ).trimmed
            }
            values[field] = plain.flatMap { $0.isEmpty ? nil : String($0.unicodeScalars.prefix(Self.longest)) }
        }
    }

    /// The first source that says something counts.
    mutating func note(_ field: Field, _ text: String?) { if self[field] == nil { self[field] = text } }

    package var isEmpty: Bool { values.isEmpty && quality == nil }
}
