package import Archive

/// Why an account could not be made or changed, or somebody could not sign in.
package enum AccountProblem: Explained, Equatable {
    case noSuchAccount(String)
    case nameTaken(String)
    case personTaken(String)
    case badName
    case badDisplayName
    case noRole
    /// These roles may not be held by one person.
    case rolesCollide(Role, Role)
    case agencyNeeded
    case agencyNotWanted
    case weakPassword(Words)
    case oldPasswordWrong
    /// The name or the password is wrong; which of the two is not said.
    case wrong(triesLeft: Int)
    case lockedOut(seconds: Int64)
    /// The password was right, the code is not, or was used before.
    case wrongCode(triesLeft: Int)
    /// Too many wrong tries from this address, whatever the accounts.
    case tooManyHere(seconds: Int64)
    case lastAdministrator
    case notAllowed(Role)
    /// The password is right; the security officer has not permitted the account yet.
    case notPermitted
    case mayNotPermit(Role)
    case ownPermit
    case noSuchToken
    case badTokenName
    case badTokenDays
    /// Nothing was chosen that the account itself may do.
    case noScope
    case tooManyTokens

    package var code: String {
        switch self {
        case .noSuchAccount: "account.no-such-account"
        case .nameTaken: "account.name-taken"
        case .personTaken: "account.person-taken"
        case .badName: "account.bad-name"
        case .badDisplayName: "account.bad-display-name"
        case .noRole: "account.no-role"
        case .rolesCollide: "account.roles-collide"
        case .agencyNeeded: "account.agency-needed"
        case .agencyNotWanted: "account.agency-not-wanted"
        case .weakPassword: "account.weak-password"
        case .oldPasswordWrong: "account.old-password-wrong"
        case .wrong: "account.wrong"
        case .lockedOut: "account.locked-out"
        case .wrongCode: "account.wrong-code"
        case .tooManyHere: "account.too-many-here"
        case .lastAdministrator: "account.last-administrator"
        case .notAllowed: "account.not-allowed"
        case .notPermitted: "account.not-permitted"
        case .mayNotPermit: "account.may-not-permit"
        case .ownPermit: "account.own-permit"
        case .noSuchToken: "account.no-such-token"
        case .badTokenName: "account.bad-token-name"
        case .badTokenDays: "account.bad-token-days"
        case .noScope: "account.no-scope"
        case .tooManyTokens: "account.too-many-tokens"
        }
    }

    package var what: Words {
        switch self {
        case .noSuchAccount(let name): Words(zh: "没有账号“\(name)”。", en: "There is no account “\(name)”.")
        case .nameTaken(let name): Words(zh: "账号“\(name)”已有人用。", en: "The account name “\(name)” is taken.")
        case .personTaken(let person):
            Words(zh: "人员编号“\(person)”已有账号。一人只能有一个账号。", en: "The person “\(person)” has an account already; one each.")
        case .badName:
            Words(
                zh: "账号须为2—40个字母、数字、汉字或 . _ - @，不含空格。",
                en: "An account name has 2 to 40 letters, digits, Chinese characters or . _ - @, and no spaces.")
        case .badDisplayName: Words(zh: "姓名须为1—60个字。", en: "A name has 1 to 60 characters.")
        case .noRole: Words(zh: "没有选角色。", en: "No role was chosen.")
        case .rolesCollide(let one, let other):
            Words(
                zh: "“\(one.words.zh)”和“\(other.words.zh)”不能由一人兼任。",
                en: "One person may not be both \(one.words.en) and \(other.words.en).")
        case .agencyNeeded: Words(zh: "移交单位人员须写明单位。", en: "An agency records officer needs the name of the agency.")
        case .agencyNotWanted: Words(zh: "只有移交单位人员才填单位。", en: "Only an agency records officer has an agency.")
        case .weakPassword(let why): why
        case .oldPasswordWrong: Words(zh: "现在的口令不对。", en: "The present password is wrong.")
        case .wrong: Words(zh: "账号或口令不对。", en: "The account name or the password is wrong.")
        case .lockedOut: Words(zh: "错的次数太多，这个账号暂停登录。", en: "Too many wrong tries: this account is locked for a while.")
        case .wrongCode: Words(zh: "验证码不对，或已经用过。", en: "The code is wrong, or was used before.")
        case .tooManyHere:
            Words(zh: "从这个地址试错的次数太多。", en: "There were too many wrong tries from this address.")
        case .lastAdministrator:
            Words(zh: "这是最后一个可用的系统管理员账号，不能停用。", en: "This is the last working system administrator; it stays.")
        case .notAllowed(let role):
            Words(zh: "\(role.words.zh)不能管理账号。", en: "The role \(role.words.en) may not manage accounts.")
        case .notPermitted: Words(zh: "这个账号还在等安全保密员核准。", en: "This account waits for the security officer.")
        case .mayNotPermit(let role):
            Words(zh: "\(role.words.zh)不能核准权限。", en: "The role \(role.words.en) may not permit accounts.")
        case .ownPermit: Words(zh: "不能收回自己的权限。", en: "You cannot take back your own permission.")
        case .noSuchToken: Words(zh: "没有这个令牌。", en: "There is no such token.")
        case .badTokenName: Words(zh: "令牌的名称须为1—60个字。", en: "A token's name has 1 to 60 characters.")
        case .badTokenDays:
            Words(zh: "令牌的有效期须为1—366天。", en: "A token holds for 1 to 366 days.")
        case .noScope:
            Words(zh: "没有选这个账号能办的事。", en: "Nothing was chosen that this account may do.")
        case .tooManyTokens: Words(zh: "这个账号的令牌已有50个。", en: "This account has 50 tokens already.")
        }
    }

    package var next: Words {
        switch self {
        case .noSuchAccount: Words(zh: "核对账号；lantai user list 列出全部。", en: "Check the name; lantai user list shows all.")
        case .nameTaken: Words(zh: "换一个账号名。", en: "Choose another name.")
        case .personTaken: Words(zh: "使用已有账号，或停用它之后另编人员编号。", en: "Use the account there is.")
        case .badName, .badDisplayName: Words(zh: "改好再提交。", en: "Correct it and send again.")
        case .noRole: Words(zh: "至少选一个角色。", en: "Choose at least one role.")
        case .rolesCollide:
            Words(
                zh: "三员互相独立，且不兼任档案工作；移交方与接收方也不能是同一人。分给不同的人。",
                en: "The three administrators are kept apart and hold no records role; nobody acts for both sides of a "
                    + "handover. Give the roles to different persons.")
        case .agencyNeeded: Words(zh: "填写单位全称。", en: "Fill in the agency's full name.")
        case .agencyNotWanted: Words(zh: "把单位一栏留空。", en: "Leave the agency empty.")
        case .weakPassword: Words(zh: "换一个更长、不易猜到的。", en: "Choose a longer one that is hard to guess.")
        case .oldPasswordWrong: Words(zh: "重新填写现在的口令。", en: "Type the present password again.")
        case .wrong(let left):
            left > 0
                ? Words(
                    zh: "再错\(left)次将暂停登录。忘记口令请找系统管理员。",
                    en: "After \(left) more wrong \(left == 1 ? "try" : "tries") the account is locked for a while. "
                        + "Ask the system administrator if you forgot the password.")
                : Words(zh: "忘记口令请找系统管理员。", en: "Ask the system administrator if you forgot the password.")
        case .lockedOut(let seconds):
            Words(
                zh: "\(Words(seconds: seconds).zh)后再试；急用请找系统管理员重设口令。",
                en: "Try again in \(Words(seconds: seconds).en), or ask the system administrator to reset it.")
        case .wrongCode:
            Words(
                zh: "等下一个验证码再填；手机的时间要准。也可以用口令纸上没用过的一个。",
                en:
                    "Wait for the next code, and see that the telephone's clock is right; or use one of the sheet that is unused."
            )
        case .tooManyHere(let seconds):
            Words(
                zh: "\(Words(seconds: seconds).zh)后再试，或换一台机器登录。",
                en: "Try again in \(Words(seconds: seconds).en), or sign in from another machine.")
        case .lastAdministrator: Words(zh: "先建立另一个系统管理员账号。", en: "First make another system administrator.")
        case .notAllowed: Words(zh: "请由系统管理员办理。", en: "Ask the system administrator.")
        case .notPermitted:
            Words(zh: "请安全保密员在“权限核准”里核准后再登录。", en: "Ask the security officer to permit it, then sign in.")
        case .mayNotPermit: Words(zh: "请由安全保密员办理。", en: "Ask the security officer.")
        case .ownPermit: Words(zh: "请另一位安全保密员办理。", en: "Ask another security officer.")
        case .noSuchToken: Words(zh: "回到令牌列表看一看。", en: "See the list of tokens.")
        case .badTokenName: Words(zh: "写上用它的程序，如“OA 系统”。", en: "Name the program that will use it.")
        case .badTokenDays: Words(zh: "到期前另建一个换上。", en: "Make another before it runs out.")
        case .noScope: Words(zh: "至少选一项。", en: "Choose at least one.")
        case .tooManyTokens: Words(zh: "先撤销不用的。", en: "Revoke those that are not used.")
        }
    }
}
