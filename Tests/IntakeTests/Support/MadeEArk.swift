import Archive
import Bytes
import Foundation

@testable import Intake

/// An E-ARK SIP as an agency hands it over, with all that the specification says SHOULD be there.
struct MadeEArk: Sendable {
    static let name = "IP-2026-001"
    static let text = "representations/rep1/data/正文.pdf"
    static let inner = "representations/rep1/METS.xml"

    var files = PackageFiles()
    var profile = "https://earksip.dilcis.eu/profile/E-ARK-SIP.xml"
    /// How the description is written.
    var description = MadeEArk.dublinCore
    var mdtype = "DC"
    var algorithm = (name: "SHA-256", openssl: "sha256")
    /// How a place stands in METS.
    var written: @Sendable (String) -> String = { $0 }

    static let dublinCore = """
        <?xml version="1.0" encoding="UTF-8"?>
        <simpledc xmlns:dc="http://purl.org/dc/elements/1.1/">
          <dc:title>临江市数字档案管理办法起草材料</dc:title>
          <dc:creator>临江市档案局</dc:creator>
          <dc:date>2019-05-06</dc:date>
          <dc:description>办法的送审稿和说明</dc:description>
          <dc:language>zh</dc:language>
        </simpledc>
        """

    init() {
        files[Self.text] = MadePDF(pages: ["临江市数字档案管理办法（送审稿）"]).bytes
        files["documentation/说明.txt"] = Array("由档案管理系统导出。".utf8)
        files["schemas/mets.xsd"] = Array("<?xml version=\"1.0\"?>\n<!DOCTYPE xs:schema>\n<xs:schema/>".utf8)
        files["metadata/preservation/premis.xml"] = Array("<premis version=\"3.0\"/>".utf8)
        files["representations/rep1/metadata/preservation/premis.xml"] = Array(
            "<premis version=\"3.0\"><a/></premis>".utf8)
    }

    /// The package, with METS true to what is in it.
    var sealed: PackageFiles {
        var sealed = files
        sealed["metadata/descriptive/dc.xml"] = Array(description.utf8)
        sealed[Self.inner] = Array(representation(sealed).utf8)
        sealed["METS.xml"] = Array(root(sealed).utf8)
        return sealed
    }

    private func promised(_ path: String, _ files: PackageFiles) -> String {
        let bytes = files[path]!
        var digest = ForeignDigest(named: algorithm.openssl)!
        digest.update(bytes)
        return """
            MIMETYPE="\(path.hasSuffix(".pdf") ? "application/pdf" : "text/xml")" SIZE="\(bytes.count)" \
            CREATED="2026-11-02T09:00:00" CHECKSUM="\(digest.finish().hex)" CHECKSUMTYPE="\(algorithm.name)"
            """
    }

    private func location(_ path: String) -> String {
        #"LOCTYPE="URL" xlink:type="simple" xlink:href="\#(written(path))""#
    }

    private func section(
        _ name: String, _ id: String, _ type: String, _ path: String, _ href: String, _ files: PackageFiles
    )
        -> String
    {
        """
        <\(name) ID="\(id)" CREATED="2026-11-02T09:00:00" STATUS="CURRENT">
          <mdRef \(location(href)) MDTYPE="\(type)" \(promised(path, files))/>
        </\(name)>
        """
    }

    private func file(_ id: String, _ path: String, _ href: String, _ files: PackageFiles) -> String {
        """
        <file ID="\(id)" \(promised(path, files))>
        <FLocat \(location(href))/>
        </file>
        """
    }

    private static let head = """
        <mets xmlns="http://www.loc.gov/METS/" xmlns:csip="https://DILCIS.eu/XML/METS/CSIPExtensionMETS" \
        xmlns:sip="https://DILCIS.eu/XML/METS/SIPExtensionMETS" xmlns:xlink="http://www.w3.org/1999/xlink"
        """

    private var header: String {
        """
        <metsHdr CREATEDATE="2026-11-02T09:00:00" LASTMODDATE="2026-11-02T10:00:00" RECORDSTATUS="NEW" csip:OAISPACKAGETYPE="SIP">
          <agent ROLE="CREATOR" TYPE="OTHER" OTHERTYPE="SOFTWARE">
            <name>临江档案系统</name>
            <note csip:NOTETYPE="SOFTWARE VERSION">3.1</note>
          </agent>
          <agent ROLE="SUBMITTER" TYPE="ORGANIZATION">
            <name>临江市民政局</name>
            <note csip:NOTETYPE="IDENTIFICATIONCODE">11320100MB0000000X</note>
          </agent>
          <altRecordID TYPE="SUBMISSIONAGREEMENT">临江移交〔2026〕1号</altRecordID>
        </metsHdr>
        """
    }

    private func root(_ files: PackageFiles) -> String {
        """
        <?xml version="1.0" encoding="UTF-8"?>
        \(Self.head)
          OBJID="\(Self.name)" LABEL="移交包" TYPE="Textual works – Digital" csip:CONTENTINFORMATIONTYPE="MIXED" \
        PROFILE="\(profile)">
        \(header)
        \(section("dmdSec", "dmd-1", mdtype, "metadata/descriptive/dc.xml", "metadata/descriptive/dc.xml", files))
        <amdSec ID="amd">
        \(section("digiprovMD", "prov-1", "PREMIS", "metadata/preservation/premis.xml", "metadata/preservation/premis.xml", files))
        </amdSec>
        <fileSec ID="files">
        <fileGrp ID="grp-doc" USE="Documentation">
        \(file("f-doc", "documentation/说明.txt", "documentation/说明.txt", files))
        </fileGrp>
        <fileGrp ID="grp-sch" USE="Schemas">
        \(file("f-sch", "schemas/mets.xsd", "schemas/mets.xsd", files))
        </fileGrp>
        <fileGrp ID="grp-rep" USE="Representations/rep1" csip:CONTENTINFORMATIONTYPE="MIXED">
        \(file("f-rep", Self.inner, Self.inner, files))
        </fileGrp>
        </fileSec>
        <structMap ID="map" TYPE="PHYSICAL" LABEL="CSIP">
          <div ID="d" LABEL="\(Self.name)">
            <div ID="d-meta" LABEL="Metadata" ADMID="prov-1" DMDID="dmd-1"/>
            <div ID="d-doc" LABEL="Documentation"><fptr FILEID="grp-doc"/></div>
            <div ID="d-sch" LABEL="Schemas"><fptr FILEID="grp-sch"/></div>
            <div ID="d-rep" LABEL="Representations/rep1">
              <mptr LOCTYPE="URL" xlink:type="simple" xlink:href="\(written(Self.inner))" xlink:title="grp-rep"/>
            </div>
          </div>
        </structMap>
        </mets>
        """
    }

    private func representation(_ files: PackageFiles) -> String {
        let premis = "metadata/preservation/premis.xml"
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            \(Self.head)
              OBJID="rep1" TYPE="Textual works – Digital" csip:CONTENTINFORMATIONTYPE="MIXED" PROFILE="\(profile)">
            \(header)
            <amdSec ID="amd">
            \(section("digiprovMD", "prov-1", "PREMIS", "representations/rep1/" + premis, premis, files))
            </amdSec>
            <fileSec ID="files">
            <fileGrp ID="grp-data" USE="Data">
            \(file("f-1", Self.text, "data/正文.pdf", files))
            </fileGrp>
            </fileSec>
            <structMap ID="map" TYPE="PHYSICAL" LABEL="CSIP">
              <div ID="d" LABEL="rep1">
                <div ID="d-meta" LABEL="Metadata" ADMID="prov-1"/>
                <div ID="d-data" LABEL="Data"><fptr FILEID="grp-data"/></div>
              </div>
            </structMap>
            </mets>
            """
    }
}
