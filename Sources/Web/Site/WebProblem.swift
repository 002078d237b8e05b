package import Archive
import HTTPTypes

/// Why a request could not be answered as asked. The page says what and what next; the status says it to programs.
package enum WebProblem: Explained, Equatable {
    /// Nothing is here, or nothing that may be seen: the two are never told apart.
    case notFound
    case methodNotAllowed([String])
    case signInNeeded
    case notYourDuty(Duty)
    /// The form is from another session, or older than it.
    case formTooOld
    case malformed(Words)
    case tooLarge(limit: Int64)
    case tooManyUploads
    case noSpace
    /// The database server is away, or the database cannot do its part; where it is, strangers are not told.
    case noDatabase
    /// No process that writes is at work.
    case noWriter
    /// The process that writes broke off before it answered.
    case outcomeUnknown
    /// The sender stopped before the end.
    case cutOff
    case tooSlow
    case insecure
    case shuttingDown
    /// The database was rebuilt and is not proven: what it would show the public might be open no longer.
    case notProven
    /// The portal is closed for maintenance; when that is to be over, and the seconds after which to ask again.
    case portalClosed(until: Words?, again: Int)

    package var code: String {
        switch self {
        case .notFound: "web.not-found"
        case .methodNotAllowed: "web.method-not-allowed"
        case .signInNeeded: "web.sign-in-needed"
        case .notYourDuty: "web.not-your-duty"
        case .formTooOld: "web.form-too-old"
        case .malformed: "web.malformed"
        case .tooLarge: "web.too-large"
        case .tooManyUploads: "web.too-many-uploads"
        case .noSpace: "web.no-space"
        case .noDatabase: "web.no-database"
        case .noWriter: "web.no-writer"
        case .outcomeUnknown: "web.outcome-unknown"
        case .cutOff: "web.cut-off"
        case .tooSlow: "web.too-slow"
        case .insecure: "web.insecure"
        case .shuttingDown: "web.shutting-down"
        case .notProven: "web.not-proven"
        case .portalClosed: "web.portal-closed"
        }
    }

    package var isTransient: Bool {
        switch self {
        case .tooManyUploads, .noSpace, .noDatabase, .noWriter, .tooSlow, .shuttingDown, .portalClosed: true
        default: false
        }
    }

    package var what: Words {
        switch self {
        case .notFound: Words(zh: "这里没有可以看的内容。", en: "There is nothing here that can be shown.")
        case .methodNotAllowed: Words(zh: "这个地址不能这样使用。", en: "This address cannot be used in this way.")
        case .signInNeeded: Words(zh: "这一页需要登录。", en: "This page needs you to sign in.")
        case .notYourDuty(let duty):
            Words(
                zh: "你的账号不办这件事；由\(Self.who(duty, .zh))办理。",
                en: "Your account does not do this; it is done by: \(Self.who(duty, .en)).")
        case .formTooOld:
            Words(zh: "这张表单已经过期，没有保存任何改动。", en: "This form is too old; nothing was changed.")
        case .malformed(let words): words
        case .tooLarge(let limit):
            Words(zh: "送来的内容超过了上限\(limit.size)。", en: "What was sent is larger than the limit of \(limit.size).")
        case .tooManyUploads:
            Words(zh: "同时上传的已达上限，这一份没有接收。", en: "Too many uploads are under way; this one was not taken.")
        case .noSpace:
            Words(zh: "服务器磁盘余量不足，暂不接收上传。", en: "The server is low on disk space and takes no uploads just now.")
        case .noDatabase:
            Words(zh: "数据库暂时连不上，现在办不了这件事。", en: "The database cannot be reached just now; this cannot be done.")
        case .noWriter:
            Words(
                zh: "现在只能查阅：办理业务的进程没有运行。",
                en: "Only reading is possible just now: the process that does the work is not running.")
        case .outcomeUnknown:
            Words(
                zh: "办理业务的进程在答复之前中断了，不知道这件事是否已经办成。",
                en: "The process that does the work broke off before it answered: this may have been done, or not.")
        case .cutOff:
            Words(zh: "上传中途断开，没有接收。", en: "The upload broke off half-way and was not taken.")
        case .tooSlow: Words(zh: "没有在规定时间内办完。", en: "It took longer than allowed.")
        case .insecure:
            Words(
                zh: "这条连接没有加密，且不是从本机发起，不能登录。",
                en: "This connection is not encrypted and does not come from this machine: signing in is refused.")
        case .shuttingDown: Words(zh: "服务正在停止。", en: "The service is shutting down.")
        case .notProven:
            Words(zh: "数据正在核实，暂不对外提供。", en: "The data are being verified; public pages are closed meanwhile.")
        case .portalClosed:
            Words(zh: "门户正在维护，暂不对外提供。", en: "The portal is closed for maintenance.")
        }
    }

    package var next: Words {
        switch self {
        case .notFound:
            Words(
                zh: "网址可能抄错，也可能这件档案不再对外公布。原因不在此说明。",
                en:
                    "The address may be mistyped, or the record may no longer be public. Which of the two is not said here."
            )
        case .methodNotAllowed: Words(zh: "从页面上的链接或按钮进入。", en: "Use the links and buttons of the pages.")
        case .signInNeeded: Words(zh: "请登录后继续。", en: "Sign in to go on.")
        case .notYourDuty:
            Words(zh: "需要这项权限时，请找系统管理员。", en: "Ask the system administrator if you need it.")
        case .formTooOld:
            Words(zh: "返回上一页，刷新后重新填写。", en: "Go back, reload the page, and fill it in again.")
        case .malformed: Words(zh: "返回上一页，核对后再提交。", en: "Go back, check, and send it again.")
        case .tooLarge: Words(zh: "请分成几份。", en: "Send it in several parts.")
        case .tooManyUploads: Words(zh: "等一分钟后再传。", en: "Try again in a minute.")
        case .noSpace:
            Words(
                zh: "请系统管理员腾出空间；十分钟后可再试。", en: "Ask the system administrator to free space; try again in ten minutes.")
        case .noDatabase:
            Words(
                zh: "请一分钟后再试。刚才若提交过内容，请先查看是否已经记入。",
                en: "Try again in a minute. If you had just sent something, look first whether it was recorded.")
        case .noWriter:
            Words(
                zh: "请一分钟后再试。系统管理员：启动 lantai steward。",
                en: "Try again in a minute. Administrators: start lantai steward.")
        case .outcomeUnknown:
            Words(
                zh: "请先查看是否已经记入，没有再办一次。", en: "Look first whether it was recorded; if not, do it again.")
        case .cutOff: Words(zh: "检查网络后重新上传整个文件。", en: "Check the connection and upload the whole file again.")
        case .tooSlow: Words(zh: "稍后再试；反复出现时请告知系统管理员。", en: "Try again later; tell the administrator if it repeats.")
        case .insecure:
            Words(
                zh: "请改用 https 地址；系统管理员须为本站配置证书（site.tls.certificate），或 TLS 代理（web.tls-proxy）。",
                en:
                    "Use the https address; the administrator gives this site a certificate (site.tls.certificate), or a "
                    + "TLS proxy (web.tls-proxy).")
        case .shuttingDown: Words(zh: "一分钟后再试。", en: "Try again in a minute.")
        case .notProven:
            Words(
                zh: "请稍后再来。管理员：运行 lantai verify-ledger，查明后重新 lantai rebuild。",
                en: "Come back later. Administrators: run lantai verify-ledger, then lantai rebuild again.")
        case .portalClosed(let until?, _):
            Words(zh: "预计\(until.zh)恢复，届时再来。", en: "It is expected back at \(until.en); come again then.")
        case .portalClosed(nil, _): Words(zh: "请稍后再来。", en: "Come back later.")
        }
    }

    private static func who(_ duty: Duty, _ language: Language) -> String {
        Role.allCases.filter(duty.roles.contains).map { $0.words[language] }
            .joined(separator: language == .zh ? "、" : ", ")
    }

    var status: HTTPResponse.Status {
        switch self {
        case .notFound: .notFound
        case .methodNotAllowed: .methodNotAllowed
        case .signInNeeded: .unauthorized
        case .notYourDuty, .formTooOld, .insecure: .forbidden
        case .malformed, .cutOff: .badRequest
        case .tooLarge: .contentTooLarge
        case .tooManyUploads, .noSpace, .noDatabase, .noWriter, .outcomeUnknown, .tooSlow, .shuttingDown, .notProven,
            .portalClosed:
            .serviceUnavailable
        }
    }

    /// Seconds after which trying again makes sense.
    var retryAfter: Int? {
        switch self {
        case .tooManyUploads, .shuttingDown: 60
        case .noSpace, .notProven: 600
        case .tooSlow, .noDatabase: 30
        case .noWriter: 10
        case .portalClosed(_, let seconds): seconds
        default: nil
        }
    }
}
