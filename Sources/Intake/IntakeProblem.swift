package import Archive
package import Bytes

/// Why `Intake` could not do its work. What is wrong with a package is a `Finding`, never here.
package enum IntakeProblem: Explained, Hashable {
    /// The same bytes came before.
    case alreadyReceived(AccessionID, number: String, on: Day)
    /// The same bytes were received from somebody else: an agency is not told from whom.
    case alreadyHeld
    /// There is no such accession.
    case unknown(String)
    /// Nothing can be read at this path.
    case unreadable(String)
    /// Fewer bytes free than the floor.
    case noSpace(free: Int64, floor: Int64)
    /// Nothing arrived.
    case empty
    /// `supersedes` names a package that was not returned.
    case notReturned(number: String, AccessionState)
    /// It cannot be signed, returned … in this state.
    case wrongState(number: String, AccessionState)
    /// The other side was signed by this very account.
    case sameAccount(number: String)
    case alreadySigned(number: String, HandoverSide)
    /// This role may not sign for this side.
    case mayNotSign(Role, HandoverSide)
    /// Only the security officer closes an incident.
    case mayNotClose(Role)
    /// The agency of the account is not the one that sent the package.
    case notYourPackage(number: String)
    case nameMissing
    case reasonMissing
    /// What lies in staging is not what the row says.
    case altered(number: String)
    /// Another transfer brought records of the same codes into custody meanwhile.
    case codesTaken(number: String, [String])
    /// The package waits for signatures and its bytes are not in staging: a backup leaves them out.
    case packageGone(number: String)
    /// What was sent as a scan is neither PDF nor a picture, or too large.
    case notAScan
    /// The archive's seal was asked for on another side than its own, or on paper.
    case sealOfReceiver
    /// No signing server of this kind is configured.
    case noSigning(SealKind)
    /// Nobody is trusted here, so nothing that a signing server gives could be.
    case noTrust
    /// Without a column for the code (档号) no row can be a record.
    case mappingWithoutCode
    /// A table on trial is larger than is read at a desk.
    case trialTooLarge(limit: Int64)
    /// A table on trial that is not there any more, or belongs to somebody else.
    case noSuchTrial
}

extension IntakeProblem {
    package var code: String {
        switch self {
        case .alreadyReceived: "intake.already-received"
        case .alreadyHeld: "intake.already-held"
        case .unknown: "intake.unknown"
        case .unreadable: "intake.unreadable"
        case .noSpace: "intake.no-space"
        case .empty: "intake.empty"
        case .notReturned: "intake.not-returned"
        case .wrongState: "intake.wrong-state"
        case .sameAccount: "intake.same-account"
        case .alreadySigned: "intake.already-signed"
        case .mayNotSign: "intake.may-not-sign"
        case .mayNotClose: "intake.may-not-close"
        case .notYourPackage: "intake.not-your-package"
        case .nameMissing: "intake.name-missing"
        case .reasonMissing: "intake.reason-missing"
        case .altered: "intake.altered"
        case .codesTaken: "intake.codes-taken"
        case .packageGone: "intake.package-gone"
        case .notAScan: "intake.not-a-scan"
        case .sealOfReceiver: "intake.seal-of-receiver"
        case .noSigning: "intake.no-signing"
        case .noTrust: "intake.no-trust"
        case .mappingWithoutCode: "intake.mapping-without-code"
        case .trialTooLarge: "intake.trial-too-large"
        case .noSuchTrial: "intake.no-such-trial"
        }
    }

    package var isTransient: Bool {
        switch self {
        case .noSpace: true
        default: false
        }
    }

    package var what: Words {
        switch self {
        case .alreadyReceived(_, let number, let day):
            Words(
                zh: "同样的字节已于 \(day) 收到，收件号 \(number)。",
                en: "The same bytes were received on \(day) as \(number).")
        case .alreadyHeld:
            Words(zh: "档案馆已有同样的包，这一份没有接收。", en: "The archive already has such a package; this one was not taken.")
        case .unknown(let text): Words(zh: "没有接收批次“\(text)”。", en: "There is no accession \"\(text)\".")
        case .unreadable(let path): Words(zh: "无法读取“\(path)”。", en: "\(path) cannot be read.")
        case .noSpace(let free, let floor):
            Words(
                zh: "暂存区只剩 \(free >> 20) MB，低于 \(floor >> 20) MB 的下限，暂不接收。",
                en:
                    "The staging area has \(free >> 20) MB left, below the floor of \(floor >> 20) MB: nothing is received."
            )
        case .empty: Words(zh: "没有收到任何字节。", en: "No bytes arrived.")
        case .notReturned(let number, let state):
            Words(
                zh: "\(number) 的状态是“\(state.words.zh)”，没有退回，不能被重新提交替代。",
                en: "\(number) is \(state.words.en), not returned, so nothing can be sent in its place.")
        case .wrongState(let number, let state):
            Words(
                zh: "\(number) 的状态是“\(state.words.zh)”，现在不能这样做。",
                en: "\(number) is \(state.words.en); this cannot be done now.")
        case .sameAccount(let number):
            Words(
                zh: "\(number) 的另一方是用这个账号签的；双方不能是同一个账号。",
                en: "The other side of \(number) was signed with this account; one account cannot sign both.")
        case .alreadySigned(let number, let side):
            Words(zh: "\(number) 的\(side.words.zh)已经签过。", en: "The \(side.words.en) of \(number) has signed already.")
        case .mayNotSign(let role, let side):
            Words(
                zh: "\(role.words.zh)不能替\(side.words.zh)签字。",
                en: "A \(role.words.en) may not sign for the \(side.words.en)."
            )
        case .mayNotClose(let role):
            Words(zh: "\(role.words.zh)不能了结涉密事件。", en: "A \(role.words.en) may not close an incident.")
        case .notYourPackage(let number):
            Words(zh: "\(number) 不是你单位移交的。", en: "\(number) was not sent by your agency.")
        case .nameMissing: Words(zh: "没有写签字人姓名。", en: "The name of the person signing is missing.")
        case .reasonMissing: Words(zh: "没有写退回的理由。", en: "The reason for the return is missing.")
        case .altered(let number):
            Words(
                zh: "\(number) 在暂存区的文件与收到时的摘要不符。",
                en: "What lies in staging of \(number) differs from what was received.")
        case .codesTaken(let number, let codes):
            Words(
                zh: "\(number) 检测之后，另一批移交已把同样的档号收进馆：\(codes.joined(separator: "、"))。",
                en:
                    "Since \(number) was checked, another transfer brought the same codes: \(codes.joined(separator: ", "))."
            )
        case .packageGone(let number):
            Words(
                zh: "\(number) 的包已不在暂存区：备份不含未签收的包，恢复之后要重新移交。",
                en: "The package of \(number) is not in staging: a backup leaves out what was not signed for.")
        case .notAScan:
            Words(zh: "登记表扫描件不是 PDF 或图像，或超过 20 MB。", en: "The scan is neither PDF nor a picture, or larger than 20 MB.")
        case .sealOfReceiver:
            Words(
                zh: "本馆的签名和印章只用于接收单位在系统内签的字，不用于移交单位，也不用于签在纸上的。",
                en:
                    "The archive's signature and seal go with its own signature made here: not with the sending side's, and not with one on paper."
            )
        case .noSigning(let kind):
            Words(zh: "没有接通“\(kind.words.zh)”所用的签名服务。", en: "No server for the \(kind.words.en) is configured.")
        case .noTrust:
            Words(
                zh: "本馆没有可信证书，签名服务给出什么都无从验证，所以没有去要。",
                en:
                    "This archive keeps no trusted certificates, so whatever a signing server gives could not be verified: it was not asked."
            )
        case .mappingWithoutCode:
            Words(zh: "没有指定哪一列是档号。", en: "No column is said to be the code (档号).")
        case .trialTooLarge(let limit):
            Words(
                zh: "表格超过 \(limit >> 20) MB，不能试读。",
                en: "The table is larger than \(limit >> 20) MB and is not read for trial.")
        case .noSuchTrial:
            Words(zh: "试读的表格已经不在了。", en: "The table is not on trial any more.")
        }
    }

    package var next: Words {
        switch self {
        case .alreadyReceived(_, let number, _):
            Words(
                zh: "查看 \(number)；如内容已改正，请重新制包再提交。",
                en: "Open \(number); if the content was corrected, pack it again and submit that.")
        case .alreadyHeld:
            Words(zh: "请与档案馆联系，说明包的来历。", en: "Ask the archive, and say where the package comes from.")
        case .unknown: Words(zh: "检查收件号，或查看接收登记列表。", en: "Check the receipt number, or look at the list of accessions.")
        case .unreadable: Words(zh: "检查路径和权限。", en: "Check the path and its permissions.")
        case .noSpace: Words(zh: "清理或扩充磁盘后重新提交。", en: "Free or add space, then submit again.")
        case .empty: Words(zh: "检查文件，重新上传。", en: "Check the file and upload it again.")
        case .notReturned(let number, _):
            Words(zh: "去掉对 \(number) 的替代关系再提交，或先退回它。", en: "Submit without replacing \(number), or return it first.")
        case .wrongState: Words(zh: "刷新页面查看当前状态。", en: "Look at its present state.")
        case .sameAccount: Words(zh: "请另一方用自己的账号签字。", en: "The other side signs with an account of its own.")
        case .alreadySigned: Words(zh: "无须再签；请另一方签字。", en: "No need to sign again; the other side signs.")
        case .mayNotSign(_, .sending):
            Words(
                zh: "由移交单位人员签字，或由档案员录入纸质签字的扫描件。",
                en: "An agency officer signs, or an archivist enters the scan of the signed paper.")
        case .mayNotSign(_, .receiving): Words(zh: "由档案员签字。", en: "An archivist signs.")
        case .mayNotClose: Words(zh: "由安全保密员处置并了结。", en: "The security officer deals with it and closes it.")
        case .notYourPackage: Words(zh: "由移交该包的单位签字。", en: "The agency that sent it signs.")
        case .nameMissing: Words(zh: "填写签字人姓名。", en: "Fill in the name of the person signing.")
        case .reasonMissing: Words(zh: "用一句话写明移交单位要改什么。", en: "Say in a sentence what the agency is to mend.")
        case .altered:
            Words(zh: "不要签收；查明原因后请移交单位重新移交。", en: "Do not sign; find the cause and ask the agency to send it again.")
        case .codesTaken:
            Words(
                zh: "退回该包，请移交单位去掉重复的件或改正档号后重新提交。",
                en: "Return it; the agency removes or corrects these records and submits again.")
        case .packageGone:
            Words(
                zh: "退回这一批，请移交单位重新制包再交。", en: "Return it; the agency packs the records again and submits that.")
        case .mappingWithoutCode:
            Words(zh: "在“档号”一列上选“档号”，再试。", en: "Choose 档号 above the column that holds it, then try again.")
        case .trialTooLarge: Words(zh: "直接接收即可，检测报告按行列出问题。", en: "Receive it directly: the report names each row.")
        case .noSuchTrial: Words(zh: "重新上传这份表格。", en: "Upload it again.")
        case .notAScan: Words(zh: "扫描成 PDF、OFD、JPEG、PNG 或 TIFF 后再交。", en: "Scan it as PDF, OFD, JPEG, PNG or TIFF.")
        case .sealOfReceiver:
            Words(zh: "不用印章签字；签字和纸上的扫描件同样有效。", en: "Sign without it: a signature or a scan is as valid.")
        case .noSigning:
            Words(
                zh: "请系统管理员设置 intake.signing；不用印章签字同样有效。",
                en: "The system administrator sets intake.signing; a signature without it is as valid.")
        case .noTrust:
            Words(
                zh: "请系统管理员在设置 intake.trust 指定可信证书文件夹；不用印章签字同样有效。",
                en:
                    "The system administrator names a folder of trusted certificates in the setting intake.trust; a signature without it is as valid."
            )
        }
    }
}
