import Foundation
import Testing

@testable import Intake

/// A way to spoil a transfer of capsules: one fault, the check that finds it, and what it must name.
struct CapsuleMutation: Sendable, CustomTestStringConvertible {
    let name: String
    let check: String
    /// What must be named beside the capsule.
    let named: String
    let spoil: @Sendable (inout MadeCapsules) -> Void

    var testDescription: String { name }

    init(
        _ name: String, finds check: String, named: String = "",
        _ spoil: @escaping @Sendable (inout MadeCapsules) -> Void
    ) {
        (self.name, self.check, self.named, self.spoil) = (name, check, named, spoil)
    }

    static let code = Built.records[1].code

    static let all = ofElements + ofLayers + ofData + ofTransfer

    /// Elements that must be there, each taken away.
    private static let ofElements: [CapsuleMutation] =
        [
            "版本", "封装包格式描述", "封装包类型", "封装包类型描述", "封装包创建时间", "封装包创建单位", "聚合层次", "来源", "电子文件号", "年度",
            "保管期限", "题名", "责任者", "日期", "密级", "形式特征", "文件组合类型", "存储位置", "脱机载体编号", "权限管理", "文档标识符",
            "计算机文件名", "编码描述", "反编码关键字", "编码数据", "业务标识符", "业务状态", "业务行为", "行为时间", "机构人员名称", "机构人员实体块",
        ].map { name in
            CapsuleMutation("without \(name)", finds: "capsule-elements", named: name) { $0.remove(name) }
        }

    private static let ofLayers: [CapsuleMutation] = [
        CapsuleMutation("a type nobody knows", finds: "capsule-elements", named: "封装包类型") {
            $0.replace("原始型", with: "最终型")
        },
        CapsuleMutation("a type that is not so", finds: "capsule-elements", named: "封装包类型") {
            $0.replace("原始型", with: "修改型")
        },
        CapsuleMutation("a version to come", finds: "capsule-elements", named: "版本") {
            $0.replace("<版本>2009", with: "<版本>2029")
        },
        CapsuleMutation("two versions", finds: "capsule-elements", named: "eep版本") {
            $0.replace("eep版本=\"2009\"", with: "eep版本=\"2008\"")
        },
        CapsuleMutation("two titles", finds: "capsule-elements", named: "题名") {
            $0.replace("<内容描述>", with: "<内容描述><题名>另一个题名</题名>")
        },
        CapsuleMutation("a time that is none", finds: "capsule-elements", named: "封装包创建时间") {
            $0.replace("2026-11-02T09:30:00", with: "昨天上午")
        },
        CapsuleMutation("an identifier twice", finds: "capsule-elements", named: "修改0-文档1") {
            $0.replace("编码ID=\"修改0-文档1-文档数据1-编码1\"", with: "编码ID=\"修改0-文档1\"")
        },
        CapsuleMutation("an actor who is not there", finds: "capsule-elements", named: "机构人员9") {
            $0.replace("<机构人员标识符>机构人员1", with: "<机构人员标识符>机构人员9")
        },
        CapsuleMutation("an act on another record", finds: "capsule-elements", named: "文件标识符") {
            $0.replace("<文件标识符>ER-", with: "<文件标识符>XX-")
        },
        CapsuleMutation("a signature without a lock", finds: "capsule-elements", named: "锁定签名") {
            $0.replace("</被签名对象></电子文件封装包>", with: "</被签名对象>\(signatures)</电子文件封装包>")
        },
        CapsuleMutation("a reference to a layer that is not there", finds: "capsule-elements", named: "引用编码数据ID") {
            let xml = $0.capsules[1].xml
            let start = xml.range(of: "<编码数据 ")!
            let end = xml.range(of: "</编码数据>")!
            $0.capsules[1].xml =
                xml[..<start.lowerBound] + "<编码数据 编码数据ID=\"a\" 引用编码数据ID=\"修改9\"/>" + xml[end.upperBound...]
        },
        CapsuleMutation("another document", finds: "metadata-readable", named: "") {
            $0.capsules[1].xml = "<?xml version=\"1.0\"?><文件/>"
        },
        CapsuleMutation("cut off", finds: "metadata-readable", named: "") {
            $0.capsules[1].xml = String($0.capsules[1].xml.dropLast(300))
        },
        CapsuleMutation("an empty file", finds: "metadata-readable", named: "") { $0.capsules[1].xml = "" },
        CapsuleMutation("a document type", finds: "xml-safety", named: "") {
            $0.replace("<电子文件封装包", with: "<!DOCTYPE a [<!ENTITY b \"c\">]><电子文件封装包")
        },
    ]

    private static let signatures = """
        <电子签名块><电子签名><签名标识符>修改0-签名1</签名标识符><签名规则>Exclusive C14N</签名规则><签名结果>AAAA</签名结果>\
        <证书块><证书>AAAA</证书></证书块><签名算法标识>其他</签名算法标识></电子签名></电子签名块>
        """

    private static let ofData: [CapsuleMutation] = [
        CapsuleMutation("data that is no Base64", finds: "capsule-elements", named: "编码数据") {
            $0.replace("编码数据\">JVBER", with: "编码数据\">J*BER")
        },
        CapsuleMutation("data that ends in the middle of a byte", finds: "capsule-elements", named: "编码数据") {
            $0.replace("编码数据\">JVBER", with: "编码数据\">JVBE")
        },
        CapsuleMutation("a keyword of another coding", finds: "capsule-elements", named: "zip-pdf") {
            $0.replace("base64-pdf", with: "zip-pdf")
        },
        CapsuleMutation("a keyword of another format", finds: "capsule-elements", named: "base64-tif") {
            $0.replace("base64-pdf", with: "base64-tif")
        },
        CapsuleMutation("another size than the file has", finds: "sizes-match", named: "0001正文.pdf") {
            $0.replace("<计算机文件大小>", with: "<计算机文件大小>1")
        },
        CapsuleMutation("a file that is broken", finds: "formats-agree", named: "0001正文.pdf") {
            $0.replace("编码数据\">JVBER", with: "编码数据\">AAAAA")
        },
        CapsuleMutation("a name of another format", finds: "formats-agree", named: "0001正文.tif") {
            $0.replace("0001正文.pdf</计算机文件名>", with: "0001正文.tif</计算机文件名>")
            $0.replace("base64-pdf", with: "base64-tif")
        },
        CapsuleMutation("more pages than there are", finds: "page-counts", named: "页数") {
            $0.replace("<页数>1", with: "<页数>7")
        },
    ]

    private static let ofTransfer: [CapsuleMutation] = [
        CapsuleMutation("another year than the code", finds: "folder-codes", named: "年度") {
            $0.replace("<年度>2019", with: "<年度>2018")
        },
        CapsuleMutation("another title than the list", finds: "list-agrees", named: "题名") {
            $0.replace("<内容描述><题名>临江市", with: "<内容描述><题名>临河市")
        },
        CapsuleMutation("a secrecy class", finds: "secrecy-marks", named: "密级") {
            $0.replace("<密级>公开", with: "<密级>机密")
        },
        CapsuleMutation("a day that does not exist", finds: "plausible-values", named: "日期") {
            $0.replace("<日期>2019-03-12", with: "<日期>2019-02-30")
        },
        CapsuleMutation("a file beside the capsule", finds: "surplus-files", named: "说明.pdf") {
            $0.files["电子档案/2019/文书/\(code)/说明.pdf"] = MadePDF(pages: ["说明"]).bytes
        },
        CapsuleMutation("two capsules in one folder", finds: "capsule-elements", named: "") {
            $0.files["电子档案/2019/文书/\(code)/\(code)a.xml"] = Array($0.capsules[1].xml.utf8)
        },
        CapsuleMutation("a capsule that is not listed", finds: "list-and-folders", named: "") {
            $0.files.replace("<档号>\(code)</档号>", with: "<档号>J004-WS·2019-Y-BGS-0009</档号>", in: "文件目录.XML")
        },
        CapsuleMutation("a capsule that is gone", finds: "list-and-folders", named: "") { $0.capsules.remove(at: 1) },
    ]
}
