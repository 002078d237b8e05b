package import Archive

/// Checks without which nothing may be received: no scheme leaves them out, or makes them milder or harsher.
package enum LockedChecks {
    /// Why the check is always run; `nil` if a scheme may say otherwise.
    package static func reason(of check: String) -> Words? { reasons[check] }

    private static let container = Words(
        zh: "打不开、不完整或会伤人的包，后面什么也检不了。", en: "A package that does not open whole and safely cannot be judged at all.")
    private static let house = Words(
        zh: "它保护的是馆里已有的全部档案。", en: "It protects everything the archive holds already.")
    private static let place = Words(
        zh: "找不到件、件和目录对不上，就没有可以交接的东西。", en: "Without records that are there and listed, nothing can be handed over.")
    private static let code = Words(
        zh: "档号是一件档案在馆里唯一的名字。", en: "The reference code is the one name a record has in the archive.")

    private static let reasons: [String: Words] = [
        "readable-kind": container, "container-whole": container, "safe-names": container, "no-bomb": container,
        "container-open": container,
        "xml-safety": house, "virus-free": house,
        "digests-match": Words(
            zh: "收到的就是送出的，只有它能证明。", en: "Nothing else proves that what arrived is what was sent."),
        "bag-declared": container, "bag-complete": container,
        "bag-digests": Words(
            zh: "收到的就是送出的，只有它能证明。", en: "Nothing else proves that what arrived is what was sent."),
        "eark-structure": container, "eark-files": container, "database-described": container,
        "eark-digests": Words(
            zh: "收到的就是送出的，只有它能证明。", en: "Nothing else proves that what arrived is what was sent."),
        "structure": place, "list-and-folders": place, "links-agree": place,
        "code-unique": code, "code-not-held": code,
        "secrecy-marks": Words(
            zh: "保密是法律规定，不由方案决定。", en: "Secrecy is a matter of law, not of a scheme."),
    ]
}
