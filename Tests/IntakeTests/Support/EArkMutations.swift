import Archive
import Foundation
import Testing

@testable import Intake

/// A way to spoil an E-ARK package: one fault, the requirement it offends, and what the finding must name.
struct EArkMutation: Sendable, CustomTestStringConvertible {
    let rule: String
    let name: String
    var isWarning = false
    let named: String
    let spoil: @Sendable (inout PackageFiles) -> Void

    var testDescription: String { "\(rule): \(name)" }

    /// Something replaced in METS.
    init(
        _ rule: String, _ name: String, _ old: String, _ new: String, in path: String = "METS.xml",
        named: String? = nil,
        warns: Bool = false
    ) {
        self.init(rule, name, named: named ?? EArkRule.named(rule).place, warns: warns) { files in
            let text = files.text(path)
            precondition(text.contains(old), "\(path) does not contain \(old)")
            let range = text.range(of: old)!
            files[path] = Array(text.replacingCharacters(in: range, with: new).utf8)
        }
    }

    init(
        _ rule: String, _ name: String, named: String, warns: Bool = false,
        _ spoil: @escaping @Sendable (inout PackageFiles) -> Void
    ) {
        (self.rule, self.name, self.named, isWarning) = (rule, name, named, warns)
        self.spoil = spoil
    }

    static let all = ofRoot + ofSections + ofFiles + ofMap + ofStructure + ofSubmission

    private static let ofRoot: [EArkMutation] = [
        EArkMutation("CSIP1", "no OBJID", #"OBJID="IP-2026-001""#, ""),
        EArkMutation("CSIP1", "an empty OBJID", #"OBJID="IP-2026-001""#, #"OBJID=" ""#),
        EArkMutation("CSIP1", "another OBJID", #"OBJID="IP-2026-001""#, #"OBJID="IP-9""#, named: "IP-9", warns: true),
        EArkMutation(
            "CSIP1", "another OBJID of a representation", #"OBJID="rep1""#, #"OBJID="rep2""#, in: MadeEArk.inner,
            named: "rep2", warns: true),
        EArkMutation("CSIP2", "no TYPE", #" TYPE="Textual works – Digital""#, ""),
        EArkMutation("CSIP2", "a TYPE nobody knows", "Textual works – Digital", "公文", named: "公文"),
        EArkMutation("CSIP3", "OTHER without a name", "Textual works – Digital", "Other", named: "OTHERTYPE"),
        EArkMutation("CSIP4", "no content type", #" csip:CONTENTINFORMATIONTYPE="MIXED""#, "", warns: true),
        EArkMutation(
            "CSIP4", "no content type of a representation", #" csip:CONTENTINFORMATIONTYPE="MIXED""#, "",
            in: MadeEArk.inner),
        EArkMutation(
            "CSIP4", "a content type nobody knows", #"csip:CONTENTINFORMATIONTYPE="MIXED""#,
            #"csip:CONTENTINFORMATIONTYPE="文书""#, named: "文书"),
        EArkMutation(
            "CSIP5", "OTHER content without a name", #"csip:CONTENTINFORMATIONTYPE="MIXED""#,
            #"csip:CONTENTINFORMATIONTYPE="OTHER""#),
        EArkMutation("CSIP6", "no PROFILE", #"PROFILE="https://earksip.dilcis.eu/profile/E-ARK-SIP.xml""#, ""),
        EArkMutation("CSIP7", "no date of making", #"CREATEDATE="2026-11-02T09:00:00""#, ""),
        EArkMutation("CSIP7", "a date that is none", #"CREATEDATE="2026-11-02T09:00:00""#, #"CREATEDATE="昨天""#),
        EArkMutation("CSIP8", "no date of change", #" LASTMODDATE="2026-11-02T10:00:00""#, "", warns: true),
        EArkMutation("CSIP8", "changed in future", "LASTMODDATE=\"2026", "LASTMODDATE=\"2038", named: "2038"),
        EArkMutation("CSIP9", "no kind of package", #" csip:OAISPACKAGETYPE="SIP""#, ""),
        EArkMutation("CSIP11", "no creator", #"ROLE="CREATOR""#, #"ROLE="EDITOR""#, named: "EDITOR"),
        EArkMutation("CSIP12", "made by a person", #"TYPE="OTHER""#, #"TYPE="INDIVIDUAL""#, named: "INDIVIDUAL"),
        EArkMutation("CSIP13", "made by something else", #"OTHERTYPE="SOFTWARE""#, #"OTHERTYPE="人""#, named: "人"),
        EArkMutation("CSIP14", "no name of the program", "<name>临江档案系统</name>", ""),
        EArkMutation("CSIP15", "no version", ">3.1</note>", "></note>"),
        EArkMutation("CSIP16", "a note of another kind", "SOFTWARE VERSION", "VERSION", named: "VERSION"),
    ]

    private static let ofSections: [EArkMutation] = [
        EArkMutation("CSIP18", "no ID of the description", #"<dmdSec ID="dmd-1""#, "<dmdSec"),
        EArkMutation("CSIP20", "a status nobody knows", #"STATUS="CURRENT""#, #"STATUS="旧""#, named: "旧"),
        EArkMutation("CSIP20", "no status", #" STATUS="CURRENT""#, "", warns: true),
        EArkMutation("CSIP21", "no reference", named: "metadata/descriptive") { files in
            let text = files.text("METS.xml")
            let start = text.range(of: "<mdRef")!.lowerBound
            let end = text.range(of: "/>", range: start..<text.endIndex)!.upperBound
            files["METS.xml"] = Array(text.replacingCharacters(in: start..<end, with: "").utf8)
        },
        EArkMutation("CSIP22", "another kind of place", #"LOCTYPE="URL""#, #"LOCTYPE="OTHER""#, named: "OTHER"),
        EArkMutation("CSIP23", "no kind of link", #"xlink:type="simple""#, ""),
        EArkMutation(
            "CSIP24", "a description that is not there", "descriptive/dc.xml", "descriptive/ead.xml", named: "ead.xml"),
        EArkMutation(
            "CSIP24", "a description elsewhere", "metadata/descriptive/dc.xml", "https://example.org/dc.xml",
            named: "example.org"),
        EArkMutation(
            "CSIP24", "a way out of the package", "metadata/descriptive/dc.xml", "../../etc/passwd", named: "passwd"),
        EArkMutation(
            "CSIP25", "a type of metadata METS lacks", #"MDTYPE="DC""#, #"MDTYPE="DA/T 46""#, named: "DA/T 46"),
        EArkMutation("CSIP27", "another size", named: "dc.xml") { $0["metadata/descriptive/dc.xml"]! += [10] },
        EArkMutation("CSIP29", "one character of the description", named: "dc.xml") { files in
            files.replace("送审稿和", with: "征求稿和", in: "metadata/descriptive/dc.xml")
        },
        EArkMutation("CSIP30", "no type of checksum", #" CHECKSUMTYPE="SHA-256""#, ""),
        EArkMutation(
            "CSIP30", "an unknown type of checksum", #"CHECKSUMTYPE="SHA-256""#, #"CHECKSUMTYPE="国密""#, named: "国密"),
        EArkMutation("CSIP32", "preservation metadata that METS does not know", named: "second.xml") { files in
            files["metadata/preservation/second.xml"] = Array("<premis/>".utf8)
        },
        EArkMutation("CSIP33", "an ID that stands twice", #"ID="prov-1""#, #"ID="dmd-1""#, named: "dmd-1"),
        EArkMutation("CSIP41", "another size of PREMIS", named: "premis.xml") {
            $0["metadata/preservation/premis.xml"]! += [10]
        },
        EArkMutation("CSIP43", "another PREMIS", named: "premis.xml") { files in
            files.replace("3.0", with: "2.2", in: "metadata/preservation/premis.xml")
        },
    ]

    private static let ofFiles: [EArkMutation] = [
        EArkMutation("CSIP59", "no ID of the file section", #"<fileSec ID="files""#, "<fileSec"),
        EArkMutation("CSIP60", "no group of documentation", #"USE="Documentation""#, #"USE="Docs""#),
        EArkMutation(
            "CSIP62", "no content type of a group", #"USE="Representations/rep1" csip:CONTENTINFORMATIONTYPE="MIXED""#,
            #"USE="Representations/rep1""#),
        EArkMutation("CSIP64", "a group without use", #" USE="Documentation""#, ""),
        EArkMutation("CSIP67", "a file without ID", #"<file ID="f-1""#, "<file", in: MadeEArk.inner),
        EArkMutation("CSIP68", "no media type", #"MIMETYPE="application/pdf""#, "", in: MadeEArk.inner),
        EArkMutation("CSIP69", "one byte more", named: MadeEArk.text) { $0[MadeEArk.text]! += [10] },
        EArkMutation(
            "CSIP69", "a size in words", #"<file ID="f-1" MIMETYPE="application/pdf" SIZE=""#,
            #"<file ID="f-1" MIMETYPE="application/pdf" SIZE="约"#, in: MadeEArk.inner, named: "约"),
        EArkMutation("CSIP71", "one bit of the content", named: MadeEArk.text) { $0[MadeEArk.text]![40] ^= 1 },
        EArkMutation("CSIP76", "no place of a file", named: "FLocat") { files in
            let text = files.text(MadeEArk.inner)
            let start = text.range(of: "<FLocat")!.lowerBound
            let end = text.range(of: "/>", range: start..<text.endIndex)!.upperBound
            files[MadeEArk.inner] = Array(text.replacingCharacters(in: start..<end, with: "").utf8)
        },
        EArkMutation(
            "CSIP76", "two places of a file", "<FLocat",
            #"<FLocat LOCTYPE="URL" xlink:type="simple" xlink:href="data/a"/><FLocat"#, in: MadeEArk.inner),
        EArkMutation("CSIP79", "a file that is gone", named: "正文.pdf") { files in
            files[MadeEArk.text] = nil
            files["representations/rep1/data/别的.txt"] = [65]
        },
        EArkMutation("CSIP58", "a file that no METS names", named: "补充.txt", warns: true) {
            $0["representations/rep1/data/补充.txt"] = Array("补充".utf8)
        },
    ]

    private static let ofMap: [EArkMutation] = [
        EArkMutation("CSIP80", "no map", named: "structMap") { files in
            let text = files.text("METS.xml")
            files["METS.xml"] = Array((text.components(separatedBy: "<structMap")[0] + "</mets>").utf8)
        },
        EArkMutation("CSIP81", "a logical map", #"TYPE="PHYSICAL""#, #"TYPE="LOGICAL""#, named: "LOGICAL"),
        EArkMutation("CSIP82", "a map of another name", #"LABEL="CSIP""#, #"LABEL="目录""#, named: "目录"),
        EArkMutation(
            "CSIP86", "a main division of another name", #"<div ID="d" LABEL="IP-2026-001""#, #"<div ID="d" LABEL="IP""#
        ),
        EArkMutation("CSIP90", "no division of metadata", #"LABEL="Metadata""#, #"LABEL="著录""#, named: "LABEL"),
        EArkMutation("CSIP91", "administrative metadata that the map leaves out", #" ADMID="prov-1""#, "", warns: true),
        EArkMutation(
            "CSIP96", "documentation that the map leaves out", #"<fptr FILEID="grp-doc"/>"#, "", named: "grp-doc"),
        EArkMutation(
            "CSIP118", "a pointer to another group", #"<fptr FILEID="grp-sch"/>"#,
            #"<fptr FILEID="grp-sch"/><fptr FILEID="grp-doc"/>"#, named: "grp-doc"),
        EArkMutation("CSIP108", "a pointer without title", #" xlink:title="grp-rep""#, ""),
        EArkMutation(
            "CSIP110", "a pointer that leads nowhere",
            #"<mptr LOCTYPE="URL" xlink:type="simple" xlink:href="representations/rep1"#,
            #"<mptr LOCTYPE="URL" xlink:type="simple" xlink:href="representations/rep2"#, named: "rep2"),
    ]

    private static let ofStructure: [EArkMutation] = [
        EArkMutation("CSIPSTR4", "METS under another name", named: "METS.xml") {
            $0.rename("METS.xml", to: "MEaTS.xml")
        },
        EArkMutation("CSIPSTR4", "METS that is cut off", named: "METS.xml") { files in
            files["METS.xml"] = Array(files["METS.xml"]!.dropLast(200))
        },
        EArkMutation("CSIPSTR12", "METS of a representation that is cut off", named: "METS.xml") { files in
            files[MadeEArk.inner] = Array(files[MadeEArk.inner]!.dropLast(200))
        },
        EArkMutation("CSIPSTR11", "no folder data", named: "representations/rep1/data", warns: true) { files in
            files.rename("representations/rep1/data", to: "representations/rep1/Daten")
        },
        EArkMutation("CSIPSTR16", "no documentation", named: "documentation", warns: true) { files in
            files.rename("documentation", to: "文档")
        },
    ]

    private static let ofSubmission: [EArkMutation] = [
        EArkMutation(
            "SIP2", "a profile of one's own", "earksip.dilcis.eu/profile/E-ARK-SIP.xml", "example.org/a.xml",
            named: "example.org"),
        EArkMutation("SIP4", "no SIP", #"csip:OAISPACKAGETYPE="SIP""#, #"csip:OAISPACKAGETYPE="AIP""#, named: "AIP"),
        EArkMutation("SIP5", "an empty agreement", "临江移交〔2026〕1号", "", warns: true),
        EArkMutation("SIP15", "nobody submits it", #"ROLE="SUBMITTER""#, #"ROLE="EDITOR""#),
        EArkMutation("SIP17", "submitted by a program", #"TYPE="ORGANIZATION""#, #"TYPE="OTHER""#, named: "SUBMITTER"),
        EArkMutation("SIP20", "a note of another kind", "IDENTIFICATIONCODE", "代码", named: "代码"),
    ]
}
