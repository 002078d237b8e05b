package import Archive
import Tables

/// What moving 件, or 案卷 as a whole, below another node comes to (移动), one by one: shown before anybody does it.
///
/// A reference code says where a record stands. So a move keeps the code where it fits the new place; a draft may get a new one
/// there; what is confirmed, or open to anybody, keeps the code it is cited by, and is not moved where it does not fit. A file
/// is moved with all its items or not at all.
package struct Moving: Hashable, Sendable {
    package let target: ArchivalUnit
    package let moves: [Move]
    package let refused: [Refused]

    package struct Move: Hashable, Sendable {
        package let unit: ArchivalUnit
        /// The node it stands below now.
        package let from: ArchivalUnit
        /// Its reference code there; the same as now, or a new one.
        package let code: String
        /// The 件 of a 案卷, which go with it.
        package let within: [Inside]

        package var changesCode: Bool { code != unit.code }
    }

    package struct Inside: Hashable, Sendable {
        package let unit: ArchivalUnit
        package let code: String
    }

    package struct Refused: Hashable, Sendable {
        package let unit: ArchivalUnit
        package let why: Words
    }

    package static let schema = "lantai.moved/1"
    /// As many as one move takes.
    package static let most = 1000
}

/// Finds the place and the code of each unit below one target.
struct MovePlanner {
    let target: ArchivalUnit
    /// Units that readers may know by their codes.
    let known: Set<UnitID>
    private var taken: Set<String> = []
    private var moves: [Moving.Move] = []
    private var refused: [Moving.Refused] = []

    init(target: ArchivalUnit, known: Set<UnitID>) { (self.target, self.known) = (target, known) }

    mutating func plan(_ units: [ArchivalUnit], in tx: any Transaction) throws -> Moving {
        for unit in units {
            switch try place(unit, in: tx) {
            case .fits(let code, let from, let within):
                moves.append(Moving.Move(unit: unit, from: from, code: code, within: within))
                taken.insert(ReferenceCode.key(of: code))
            case .refused(let why): refused.append(Moving.Refused(unit: unit, why: why))
            }
        }
        return Moving(target: target, moves: moves, refused: refused)
    }

    enum Place {
        case fits(String, from: ArchivalUnit, within: [Moving.Inside] = [])
        case refused(Words)
    }

    private func place(_ unit: ArchivalUnit, in tx: any Transaction) throws -> Place {
        guard unit.level == .item || unit.level == .file, target.level != .item, let parent = unit.parent,
            let from = try ArchivalUnit.unit(parent, in: tx)
        else {
            return .refused(
                Words(
                    zh: "只有件和案卷可以移动，移到全宗、类别或案卷下面",
                    en: "only items and files are moved, below a fonds, series or file"))
        }
        guard unit.fonds == target.fonds else {
            return .refused(
                Words(
                    zh: "它属于全宗 \(unit.fondsCode)，不能移到别的全宗：全宗不可分散",
                    en: "it belongs to fonds \(unit.fondsCode); records of one fonds are kept together"))
        }
        guard parent != target.id else { return .refused(Words(zh: "已经在这里", en: "it stands there already")) }
        guard let code = try? ReferenceCode(parsing: unit.code) else {
            return .refused(Words(zh: "档号读不懂，先更正档号", en: "its reference code cannot be read; correct it first"))
        }
        guard unit.level == .item else { return try placeFile(unit, code, from: from, in: tx) }
        let stem = code.item != nil && code.file != nil ? code.stem(through: .file) : nil
        let wanted: String?
        if target.level == .file {
            if stem == target.codeKey { return .fits(unit.code, from: from) }
            guard stem != nil else {
                return .refused(
                    Words(zh: "它按件编号，档号里没有案卷号，不能并入案卷", en: "it is numbered by item, and its code has no file number"))
            }
            wanted = try numbered(target.codeKey + "-", code.item ?? "", in: tx)
        } else {
            guard stem == nil else {
                return .refused(
                    Words(
                        zh: "它的档号写明在案卷 \(stem ?? "") 里，不能直接放在类别下面",
                        en: "its code says it is in file \(stem ?? ""); it cannot stand below a series by itself"))
            }
            if (code.category ?? "") == target.category { return .fits(unit.code, from: from) }
            wanted = try recategorised(code, in: tx)
        }
        guard let wanted else { return noCode }
        if let why = fixed(unit, wanted) { return .refused(why) }
        return .fits(wanted, from: from)
    }

    var noCode: Place {
        .refused(
            Words(zh: "\(target.code) 下面编不出合规的档号", en: "no code by the rules can be made for it below \(target.code)"))
    }

    /// Why the unit keeps its code; `nil` if it may get another.
    func fixed(_ unit: ArchivalUnit, _ wanted: String) -> Words? {
        if known.contains(unit.id) {
            return Words(
                zh: "档号要改为 \(wanted)；它已开放或公布，公众凭原档号引用",
                en: "its code would become \(wanted); it is open or published and cited by the one it has")
        }
        guard unit.state == .confirmed else { return nil }
        return Words(
            zh: "档号要改为 \(wanted)；已确认的档号不再改动，确需移动先撤销确认",
            en:
                "its code would become \(wanted); a confirmed code is not changed: undo the confirming first if it must move"
        )
    }

    /// The next free code after all that begin with `stem`, with as many digits as `digits` has.
    private func numbered(_ stem: String, _ digits: String, in tx: any Transaction) throws -> String? {
        let width = digits.utf8.count
        let last = try tx.row(
            """
            SELECT max(code_key) AS last FROM unit
            WHERE code_key > \(stem) AND code_key < \(stem + ":") AND length(code_key) = \(stem.unicodeScalars.count + width)
            """)?.optionalText("last")
        var number = last.flatMap { Int($0.dropFirst(stem.count)) } ?? 0
        while true {
            number += 1
            let text = String(number)
            guard text.utf8.count <= width else { return nil }
            let code = stem + String(repeating: "0", count: width - text.utf8.count) + text
            guard !taken.contains(code) else { continue }
            return (try? ReferenceCode(parsing: code)) == nil ? nil : code
        }
    }

    /// The code with the target's category in place of its own, under a number that is free there.
    func recategorised(_ code: ReferenceCode, in tx: any Transaction) throws -> String? {
        guard let category = code.category, let fonds = code.fonds, !target.category.isEmpty,
            code.key.hasPrefix(fonds + "-" + category)
        else { return nil }
        let key = fonds + "-" + target.category + code.key.dropFirst((fonds + "-" + category).count)
        guard let made = try? ReferenceCode(parsing: key), made.category == target.category, made.fonds == fonds else {
            return nil
        }
        let isTaken = try tx.row("SELECT id FROM unit WHERE code_key = \(made.key)") != nil || taken.contains(made.key)
        return isTaken ? try numbered(made.sequenceKey, made.parts.last?.text ?? "", in: tx) : made.key
    }
}
