import Formats
import Foundation

@testable import Intake

/// Photographs, or sound and film, as an agency hands them over: a table and files named by code, in folders by group.
enum MadeMedia {
    static let photoTable = "照片目录.xlsx"
    static let recordingTable = "录音录像目录.xlsx"

    static func photoCode(_ number: Int) -> String { "J004-ZP·2019-Y-BGS-\(Built.pad(number))" }
    static func soundCode(_ number: Int) -> String { "J004-LY·2019-Y-BGS-\(Built.pad(number))" }
    static func filmCode(_ number: Int) -> String { "J004-LX·2019-Y-BGS-\(Built.pad(number))" }

    static func photo(_ number: Int) -> MadeJPEG {
        var made = MadeJPEG(seed: number)
        made.main = [
            0x010F: "NIKON CORPORATION", 0x0110: "NIKON D850", 0x0132: "2019:03:1\(number) 10:00:00", 0x013B: "赵立新",
        ]
        made.exif = [0x9003: "2019:03:1\(number) 10:00:00"]
        made.iptc = [120: "第\(number)届劳动模范表彰大会现场"]
        return made
    }

    /// Four photographs.
    static func photographs() -> MadeCatalogue {
        var made = MadeCatalogue([])
        made.headings = ["序号", "照片号", "参见号", "题名", "拍摄时间", "摄影者", "文字说明", "地点", "保管期限", "密级", "备注"]
        for number in 1...4 {
            let code = photoCode(number)
            made.files[photoPath(number)] = photo(number).bytes
            made.rows.append([
                "序号": "\(number)", "照片号": code, "题名": "劳动模范表彰大会之\(number)", "拍摄时间": "2019031\(number)",
                "摄影者": "赵立新", "文字说明": "第\(number)届劳动模范表彰大会现场，主席台右起为市长", "地点": "临江市人民会堂",
                "保管期限": "永久", "密级": "公开",
            ])
        }
        return made
    }

    static func photoPath(_ number: Int) -> String { "劳模表彰组/\(photoCode(number)).jpg" }
    static func soundPath(_ number: Int) -> String { "录音/\(soundCode(number)).wav" }
    static func filmPath(_ number: Int) -> String { "录像/\(filmCode(number)).avi" }

    /// Two sounds and two films.
    static func recordings() -> MadeCatalogue {
        var made = MadeCatalogue([])
        made.headings = [
            "序号", "档号", "题名", "责任者", "日期", "时长", "格式", "编码", "码率", "采样率", "量化位数", "声道", "分辨率", "帧率", "保管期限", "密级",
        ]
        for number in 1...2 {
            made.files[soundPath(number)] = MadeSound(seed: number).bytes
            made.rows.append([
                "档号": soundCode(number), "题名": "老同志口述录音之\(number)", "责任者": "临江市民政局", "日期": "2019031\(number)",
                "时长": "00:00:02", "格式": "WAV", "编码": "PCM", "码率": "128 kbps", "采样率": "8 kHz", "量化位数": "16",
                "声道": "单声道", "保管期限": "永久", "密级": "公开",
            ])
        }
        for number in 1...2 {
            made.files[filmPath(number)] = MadeFilm(seed: number).bytes
            made.rows.append([
                "档号": filmCode(number), "题名": "表彰大会录像之\(number)", "责任者": "临江市民政局", "日期": "2019031\(number)",
                "时长": "3秒", "格式": "AVI", "编码": "MJPEG", "分辨率": "64×48", "帧率": "4", "保管期限": "永久", "密级": "公开",
            ])
        }
        made.renumber()
        return made
    }
}

extension MadeCatalogue {
    /// With its table under the name of its kind.
    func package(as table: String) -> PackageFiles {
        var made = self
        made.tables = tables ?? [(table, MadeWorkbook(grid).bytes)]
        return made.package
    }
}

/// The programs of the system that read sound and film.
enum MediaProgram {
    static let tools = MediaTools(lantai: Program.path)
    static var areThere: Bool { tools.readsFacts && tools.decodes }

    static func check(_ files: PackageFiles, with tools: MediaTools? = tools) async throws -> CheckReport {
        let area = try TestFolder()
        let path = area.path + "/包"
        try files.write(to: path)
        var settings = IntakeSettings()
        settings.media = tools
        return try await IntakeTests.check(path, settings: settings)
    }
}
