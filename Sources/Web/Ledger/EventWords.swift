import Archive
import Catalogue
import Intake
import Preservation

extension EventKind {
    /// What happened, in a few words. A kind of a later version is shown by its own word.
    var words: Words { EventKind.all[text] ?? Words(asIs: text) }

    /// Every kind the pages have words for, in the order of a package's life.
    static let shown: [EventKind] = [
        .received, .checked, .reviewed, .returned, .quarantined, .incidentClosed, .signed, .accepted, .purged,
        .preserved, .drafted, .described, .confirmed,
        .unconfirmed, .moved, .unsavedSettled, .decided, .opened, .narrowed, .published, .withdrawn, .fixityChecked,
        .formatsReviewed, .virusesScanned, .virusFound, .virusSettled, .keepingReviewed, .damageFound,
        .repaired, .mediumWritten, .mediumTested, .mediumMoved,
        .accountChanged, .signedIn, .signedOut, .signInLocked, .sessionEnded, .proofFailed, .settingsChanged,
        .keyChanged, .portalClosed, .portalOpened, .backupMade, .restoreDrilled, .restored,
        .logContinued,
    ]

    private static let all: [String: Words] = [
        "received": Words(zh: "收到", en: "received"),
        "checked": Words(zh: "检测完毕", en: "checked"),
        "reviewed": Words(zh: "人工复核", en: "reviewed by a person"),
        "returned": Words(zh: "退回", en: "returned"),
        "quarantined": Words(zh: "隔离", en: "quarantined"),
        "incident-closed": Words(zh: "涉密事件处置完毕", en: "incident of secrecy closed"),
        "purged": Words(zh: "暂存字节按期清除", en: "bytes in staging removed on schedule"),
        "signed": Words(zh: "签字", en: "signed"),
        "accepted": Words(zh: "接收，保管责任转移", en: "accepted: custody changed"),
        "preserved": Words(zh: "入库，读回相符", en: "preserved and read back"),
        "drafted": Words(zh: "起草目录", en: "drafted in the catalogue"),
        "described": Words(zh: "修改著录", en: "description changed"),
        "confirmed": Words(zh: "确认著录", en: "description confirmed"),
        "unconfirmed": Words(zh: "撤销确认", en: "confirmation undone"),
        "moved": Words(zh: "移动", en: "moved in the tree"),
        "unsaved-settled": Words(zh: "处置停用账号未保存的改动", en: "settled what a stopped account left unsaved"),
        "decided": Words(zh: "开放审核决定", en: "opening decided"),
        "opened": Words(zh: "开放生效", en: "opening in force"),
        "narrowed": Words(zh: "收窄生效", en: "narrowed"),
        "published": Words(zh: "公布", en: "published"),
        "withdrawn": Words(zh: "撤回公布", en: "withdrawn"),
        "fixity-checked": Words(zh: "核验", en: "fixity checked"),
        "formats-reviewed": Words(zh: "格式巡检", en: "formats reviewed"),
        "viruses-scanned": Words(zh: "馆藏查毒", en: "holdings scanned for viruses"),
        "virus-found": Words(zh: "馆藏查出病毒", en: "virus found in the holdings"),
        "virus-settled": Words(zh: "染毒个案了结", en: "case of a virus settled"),
        "keeping-reviewed": Words(zh: "长期保存检测人工意见", en: "items of keeping judged by a person"),
        "damage-found": Words(zh: "发现损坏", en: "damage found"),
        "repaired": Words(zh: "修复", en: "repaired"),
        "account-changed": Words(zh: "账号变更", en: "account changed"),
        "signed-in": Words(zh: "登录", en: "signed in"),
        "signed-out": Words(zh: "退出", en: "signed out"),
        "sign-in-locked": Words(zh: "多次试错，暂停登录", en: "locked after wrong tries"),
        "session-ended": Words(zh: "结束登录", en: "session ended"),
        "proof-failed": Words(zh: "办重要事项时口令不对", en: "wrong password before a grave act"),
        "key-changed": Words(zh: "换钥或吊销", en: "key rotated or revoked"),
        "settings-changed": Words(zh: "设置变更", en: "settings changed"),
        "portal-closed": Words(zh: "关闭门户", en: "portal closed"),
        "portal-opened": Words(zh: "重开门户", en: "portal opened again"),
        "backup-made": Words(zh: "备份完成", en: "backed up"),
        "restore-drilled": Words(zh: "恢复演练", en: "restore drilled"),
        "offline-medium-written": Words(zh: "离线载体写入", en: "offline medium written"),
        "offline-medium-tested": Words(zh: "离线载体检测", en: "offline medium tested"),
        "offline-medium-moved": Words(zh: "离线载体移库", en: "offline medium moved"),
        "restored": Words(zh: "恢复（由备份或离线载体）", en: "restored, from a backup or from media"),
        "log-continued": Words(zh: "公开日志接续", en: "public log goes on after a restore"),
    ]
}
