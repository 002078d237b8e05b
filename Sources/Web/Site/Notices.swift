import Archive

extension Notice {
    /// What was just done, by the word a redirect carries. Only words of this list are ever said.
    static func said(_ word: String?) -> Notice? {
        guard let word, let words = all[word] else { return nil }
        return Notice(words: words)
    }

    private static let all: [String: Words] = [
        "signed-in": Words(zh: "已登录", en: "Signed in"),
        "signed-out": Words(zh: "已退出", en: "Signed out"),
        "repaired": Words(zh: "已修复，已记入账簿", en: "Repaired, and in the ledger"),
        "formats-reviewed": Words(zh: "格式巡检已完成，已记入账簿", en: "The round over the formats is done, and in the ledger"),
        "virus-settled": Words(zh: "个案已了结，已记入账簿", en: "The case is settled, and in the ledger"),
        "medium-moved": Words(zh: "已登记存放处，已记入账簿", en: "Written down, and in the ledger"),
        "still-open": Words(
            zh: "又查了一遍，个案还没有了结：缘由见下", en: "Looked at again; the case is still open, see below"),
        "password-changed": Words(zh: "口令已修改，其他地方的登录已失效", en: "Password changed; sessions elsewhere have ended"),
        "filter-kept": Words(zh: "筛选已存下", en: "The filter is kept"),
        "filter-removed": Words(zh: "筛选已移去", en: "The filter is removed"),
        "filter-put-back": Words(zh: "筛选已放回", en: "The filter is back"),
        "saved": Words(zh: "已保存", en: "Saved"),
        "confirmed": Words(zh: "已确认", en: "Confirmed"),
        "undone": Words(zh: "已还原到上一版", en: "Restored to the version before"),
        "taken-back": Words(zh: "已撤销那一次改动，记为新的一版", en: "That edit is taken back, as a new version"),
        "moved-back": Words(zh: "已移回原处", en: "Put back where they were"),
        "taken-over": Words(
            zh: "已接过来，核对后请保存", en: "Taken over; look it over and save it"),
        "left-dropped": Words(zh: "已扔掉，已记入账簿", en: "Thrown away, and in the ledger"),
        "thrown-away": Words(zh: "没保存的改动已扔掉", en: "What was not saved is thrown away"),
        "batch-undone": Words(zh: "已撤销，已记入账簿", en: "Undone, and in the ledger"),
        "received": Words(zh: "已收到，正在检测", en: "Received; checks are under way"),
        "signed": Words(zh: "已签字", en: "Signed"),
        "reviewed": Words(zh: "复核意见已保存", en: "The opinions are saved"),
        "returned": Words(zh: "已退回移交单位", en: "Returned to the agency"),
        "retried": Words(zh: "已重新排入办理", en: "Queued again"),
        "account-created": Words(
            zh: "账号已建立，待安全保密员核准后可登录", en: "Account created; it works once the security officer permits it"),
        "account-disabled": Words(zh: "账号已停用，登录已失效", en: "Account stopped; its sessions have ended"),
        "account-enabled": Words(zh: "账号已恢复", en: "Account enabled again"),
        "password-reset": Words(
            zh: "口令已重设；待安全保密员核准后可登录，登录后须修改",
            en: "Password reset; it works once the security officer permits it, and is to be changed then"),
        "token-revoked": Words(zh: "令牌已撤销", en: "The token is revoked"),
        "program-set": Words(zh: "验证码已启用，下次登录起使用", en: "Codes are in use from the next sign-in on"),
        "factor-removed": Words(zh: "二次验证已取消", en: "The second factor is taken away"),
        "session-ended": Words(zh: "已结束", en: "Ended"),
        "portal-closed": Words(zh: "门户已关闭，已记入账簿", en: "The portal is closed; it is in the ledger"),
        "portal-opened": Words(zh: "门户已重新开放，已记入账簿", en: "The portal is open again; it is in the ledger"),
        "permitted": Words(zh: "已核准，可以登录", en: "Permitted; it can sign in"),
        "permit-revoked": Words(zh: "权限已收回，登录已失效", en: "Permission taken back; its sessions have ended"),
    ]
}

extension Person {
    init(_ account: Account) {
        self.init(account: account.id.text, name: account.displayName, roles: account.roles, agency: account.agency)
    }
}
