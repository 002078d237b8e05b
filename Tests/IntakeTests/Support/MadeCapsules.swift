import Archive
import Bytes
import Foundation

@testable import Intake

/// A transfer of capsules (DA/T 48), unsigned, made of the records of `Built`.
struct MadeCapsules: Sendable {
    /// The capsule of each record, by its code.
    var capsules: [(code: String, xml: String)] = []
    /// What lies beside them, or has another form.
    var files = PackageFiles()
    var ending = ".xml"

    init(_ records: [Built.Record] = Built.records) {
        let built = Built.package(records)
        for record in records {
            let victim = built.victims.first { $0.code == record.code }!
            let documents = victim.contents.sorted().map { path in
                (path.components(separatedBy: "/").last!, built[path]!)
            }
            capsules.append((record.code, MadeCapsules.capsule(record, documents)))
        }
        let list = built.arranged(as: .transfer2012)
        var text = ChineseText.decode(list["文件目录.XML"]!)!.replacingOccurrences(of: "GB18030", with: "UTF-8")
        for record in records {
            text = text.components(separatedBy: "\n").map { line in
                guard line.contains("<档号>\(record.code)<"), let start = line.range(of: "<电子档案名称>"),
                    let end = line.range(of: "</电子档案名称>")
                else { return line }
                return line[..<start.upperBound] + "\(record.code).xml" + line[end.lowerBound...]
            }.joined(separator: "\n")
        }
        files["文件目录.XML"] = Array(text.utf8)
        for path in [PackageFiles.notes, PackageFiles.form] { files[path] = built[path] }
    }

    static func path(_ code: String) -> String {
        let year = code.components(separatedBy: "·")[1].prefix(4)
        return "电子档案/\(year)/文书/\(code)/\(code).xml"
    }

    /// The transfer, counted and weighed.
    var package: PackageFiles {
        var package = files
        for (code, xml) in capsules { package[MadeCapsules.path(code).dropLast(4) + ending] = Array(xml.utf8) }
        package.register(records: capsules.count)
        return package
    }

    /// Changes one capsule, which must hold `old`.
    mutating func replace(_ old: String, with new: String, in place: Int = 1) {
        let xml = capsules[place].xml
        precondition(xml.contains(old), "no \(old)")
        let range = xml.range(of: old)!
        capsules[place].xml = xml.replacingCharacters(in: range, with: new)
    }

    /// Removes the first element of this name with all that is in it.
    mutating func remove(_ name: String, in place: Int = 1) {
        let xml = capsules[place].xml
        let start = xml.range(of: "<\(name)>") ?? xml.range(of: "<\(name) ")!
        let end = xml.range(of: "</\(name)>", range: start.upperBound..<xml.endIndex)!
        capsules[place].xml = String(xml[..<start.lowerBound] + xml[end.upperBound...])
    }

    private static func e(_ name: String, _ text: String) -> String { "<\(name)>\(text)</\(name)>" }

    static func capsule(_ record: Built.Record, _ documents: [(name: String, bytes: [UInt8])]) -> String {
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <电子文件封装包 xmlns="http://www.saac.gov.cn/standards/ERM/encapsulation">\
        <封装包格式描述>本EEP根据中华人民共和国档案行业标准DA/T 48-2009《基于XML的电子文件封装规范》生成</封装包格式描述><版本>2009</版本>\
        <被签名对象 eep版本="2009"><封装包类型>原始型</封装包类型>\
        <封装包类型描述>本封装包包含电子文件数据及其元数据，原始封装，未经修改</封装包类型描述>\
        <封装包创建时间>2026-11-02T09:30:00</封装包创建时间><封装包创建单位>临江市民政局</封装包创建单位>\
        <封装内容>\(blocks(record, documents, layer: 0))</封装内容></被签名对象></电子文件封装包>
        """
    }

    /// The same as a modification: the original inside, its files referred to.
    static func modification(
        of original: String, _ record: Built.Record, _ documents: [(name: String, bytes: [UInt8])], layer: Int = 1
    ) -> String {
        let start = original.range(of: "<被签名对象")!
        let end = original.range(of: "</被签名对象>", options: .backwards)!
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <电子文件封装包 xmlns="http://www.saac.gov.cn/standards/ERM/encapsulation">\
            <封装包格式描述>本EEP根据中华人民共和国档案行业标准DA/T 48-2009《基于XML的电子文件封装规范》生成</封装包格式描述><版本>2009</版本>\
            <被签名对象 eep版本="2009"><封装包类型>修改型</封装包类型>\
            <封装包类型描述>本封装包包含电子文件数据及其元数据，系修改封装，在保留原封装包的基础上，添加了修改层</封装包类型描述>\
            <封装包创建时间>2026-11-10T15:00:00</封装包创建时间><封装包创建单位>临江市民政局</封装包创建单位>\
            <修改封装内容><修改标识符>修改\(layer)</修改标识符><原封装包>\(original[start.lowerBound..<end.upperBound])</原封装包>\
            <修订内容>\(blocks(record, documents, layer: layer))</修订内容></修改封装内容></被签名对象></电子文件封装包>
            """
    }

    private static func blocks(
        _ record: Built.Record, _ documents: [(name: String, bytes: [UInt8])], layer: Int
    ) -> String {
        let pages = documents.reduce(0) { $0 + ($1.name.contains("附件") ? 2 : 1) }
        let parts = documents.enumerated().map { place, document -> String in
            let id = "修改\(layer)-文档\(place + 1)"
            let data =
                layer == 0
                ? "<编码数据 编码数据ID=\"\(id)-文档数据1-编码1-编码数据\">"
                    + Data(document.bytes).base64EncodedString(options: .lineLength76Characters) + "</编码数据>"
                : "<编码数据 编码数据ID=\"\(id)-文档数据1-编码1-编码数据\" "
                    + "引用编码数据ID=\"修改0-文档\(place + 1)-文档数据1-编码1-编码数据\"/>"
            return """
                <文档><文档标识符>\(id)</文档标识符><文档序号>\(place + 1)</文档序号>\
                <文档主从声明>\(place == 0 ? "主文档" : "附属文档")</文档主从声明><题名>\(document.name)</题名>\
                <文档数据 文档数据ID="\(id)-文档数据1"><编码 编码ID="\(id)-文档数据1-编码1">\
                <电子属性><格式信息>格式名称：PDF，格式版本：1.4，MIME媒体类型：application/pdf</格式信息>\
                <计算机文件名>\(document.name)</计算机文件名><计算机文件大小>\(document.bytes.count)</计算机文件大小></电子属性>\
                <编码描述>Base64</编码描述><反编码关键字>base64-pdf</反编码关键字>\(data)</编码></文档数据></文档>
                """
        }
        let steps = [
            ("起草", "-03-01T09:00:00"), ("审核", "-03-02T10:00:00"), ("签发", "-03-03T11:00:00"), ("归档", "-12-31T12:00:00"),
        ]
        let actions = steps.enumerated().map { place, step in
            """
            <业务实体><业务标识符>业务\(place + 1)</业务标识符><机构人员标识符>机构人员1</机构人员标识符>\
            <文件标识符>ER-\(record.code)</文件标识符><业务状态>历史行为</业务状态><业务行为>\(step.0)</业务行为>\
            <行为时间>\(record.year)\(step.1)</行为时间></业务实体>
            """
        }
        return """
            <文件实体块><文件实体><聚合层次>文件</聚合层次><来源><立档单位名称>临江市民政局</立档单位名称></来源>\
            <电子文件号>ER-\(record.code)</电子文件号>\
            <档号><全宗号>J004</全宗号><年度>\(record.year)</年度><保管期限>\(record.retention)</保管期限>\
            <机构或问题>办公室</机构或问题><类别号>WS</类别号><室编件号>\(record.number)</室编件号><馆编件号>\(record.number)</馆编件号></档号>\
            <内容描述><题名>\(record.title)</题名><文件编号>\(record.documentNumber)</文件编号><责任者>\(record.author)</责任者>\
            <日期>\(record.date)</日期><文种>通知</文种><密级>公开</密级></内容描述>\
            <形式特征><文件组合类型>\(documents.count == 1 ? "单件" : "组合文件")</文件组合类型><页数>\(pages)</页数><语种>汉语</语种>\
            <稿本>正本</稿本></形式特征><存储位置><脱机载体编号>GP-2026-001</脱机载体编号></存储位置>\
            <权限管理><控制标识>其他</控制标识></权限管理><文件数据>\(parts.joined())</文件数据></文件实体></文件实体块>\
            <业务实体块>\(actions.joined())</业务实体块>\
            <机构人员实体块><机构人员实体><机构人员标识符>机构人员1</机构人员标识符><机构人员类型>个人</机构人员类型>\
            <机构人员名称>王秀兰</机构人员名称></机构人员实体></机构人员实体块>
            """
    }
}
