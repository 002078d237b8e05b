import Archive

/// The carrier of an offline transfer looks and reads well: a matter for eyes and hands.
///
/// Check: safety (安全性). Source: 档发〔2012〕7号 (载体外观), DA/T 38.
struct Medium: Check {
    let key = "medium"

    func applies(to package: PackageUnderCheck) -> Bool { number(in: package) != nil }

    func findings(in package: PackageUnderCheck) -> [Finding] {
        guard let number = number(in: package) else { return [] }
        return [
            finding(
                .review, element: "载体编号",
                Words(
                    zh: "离线载体 \(number) 的外观、标签和读取情况系统看不到。",
                    en: "How the carrier \(number) looks and reads cannot be seen from here."),
                Words(zh: "请接收人员检查实物，在登记表“载体外观”中写明。", en: "Look at the carrier and say so on the form."))
        ]
    }

    private func number(in package: PackageUnderCheck) -> String? { package.contents?.notes.value?.value("载体编号") }
}
