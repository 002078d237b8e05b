import Archive

/// Item numbers run without a gap inside their fonds, category, year, retention and office.
///
/// Check: integrity (完整性), YJ-2-6. Finds: each missing code by name; a sequence that does not begin at 1 is a warning, since
/// an earlier transfer may have brought the beginning. Source: DA/T 70-2018 (连续性元数据项), DA/T 22-2015.
struct UnbrokenSequence: Check {
    let key = "unbroken-sequence"

    /// Of files for entries of the catalogue, gaps are told by `LinksAgree`.
    func applies(to package: PackageUnderCheck) -> Bool { package.contents?.layout.hasList == true }

    /// A hole wider than this is told by its ends.
    private static let named = 50

    /// More codes that are not there are not asked for: so many gaps no archive fills.
    private static let askedFor = 100_000

    func tell(of package: PackageUnderCheck, _ tell: (Finding) -> Void) {
        guard let contents = package.contents else { return }
        let sequences = UnbrokenSequence.sequences(of: contents, rules: package.settings.codeRules)
        let file = contents.list.file.map(package.path)
        for key in sequences.keys.sorted() { gaps(sequences[key] ?? [], contents, file, package, tell) }
        places(package).forEach(tell)
    }

    /// One code of a sequence: its number, and where its text stands.
    private struct Member: Comparable {
        let number: Int
        let place: Int32

        static func < (left: Member, right: Member) -> Bool {
            (left.number, left.place) < (right.number, right.place)
        }
    }

    private static func sequences(of contents: PackageContents, rules: [CodeRule]) -> [String: [Member]] {
        var sequences: [String: [Member]] = [:]
        for place in 0..<contents.codeCount {
            guard let code = try? ReferenceCode(parsing: contents.codeText(place), rules: rules) else { continue }
            sequences[code.sequenceKey, default: []].append(Member(number: code.itemNumber, place: Int32(place)))
        }
        return sequences.mapValues { $0.sorted() }
    }

    private static func code(_ member: Member, _ contents: PackageContents, _ rules: [CodeRule]) -> ReferenceCode? {
        try? ReferenceCode(parsing: contents.codeText(Int(member.place)), rules: rules)
    }

    /// Codes that would close the gaps, and those before the first of each sequence.
    static func missing(from contents: PackageContents, rules: [CodeRule]) -> [ReferenceCode] {
        var missing: [ReferenceCode] = []
        for members in sequences(of: contents, rules: rules).values {
            if let first = members.first, first.number > 1, let code = code(first, contents, rules)?.previous {
                missing.append(code)
            }
            for (before, after) in zip(members, members.dropFirst()) where after.number - before.number > 1 {
                guard missing.count < askedFor, let code = code(before, contents, rules) else { continue }
                missing += (before.number + 1..<after.number).prefix(named).compactMap { code.numbered($0) }
            }
        }
        return missing
    }

    private func gaps(
        _ members: [Member], _ contents: PackageContents, _ file: FileName?, _ package: PackageUnderCheck,
        _ tell: (Finding) -> Void
    ) {
        let rules = package.settings.codeRules
        guard let start = members.first, let first = UnbrokenSequence.code(start, contents, rules) else { return }
        if first.itemNumber > 1, !isHeld(first.previous, package) {
            tell(
                finding(
                    .warning, file: file, element: "件号", record: first.text,
                    Words(
                        zh: "件号从 \(first.text) 起，1 至 \(first.itemNumber - 1) 号不在包里。",
                        en: "Numbers begin with \(first.text); 1 to \(first.itemNumber - 1) are not in the package."),
                    Words(
                        zh: "请接收人员核对前面的件是否已经移交；不影响接收。",
                        en: "See whether an earlier transfer brought them; it may be accepted as it is.")))
        }
        for (low, high) in zip(members, members.dropFirst()) where high.number - low.number > 1 {
            guard let before = UnbrokenSequence.code(low, contents, rules),
                let after = UnbrokenSequence.code(high, contents, rules)
            else { continue }
            let missing = (before.itemNumber + 1)..<after.itemNumber
            let codes = missing.prefix(UnbrokenSequence.named).compactMap { before.numbered($0) }.filter {
                !isHeld($0, package)
            }
            guard !codes.isEmpty else { continue }
            let names = codes.map(\.text).joined(separator: "、")
            let more = missing.count > codes.count && missing.count > UnbrokenSequence.named
            tell(
                finding(
                    // Entries of records that nobody hands over: the archive knows its own gaps.
                    package.contents?.isCatalogueOnly == true ? .warning : .blocking, file: file, element: "件号",
                    record: codes[0].text,
                    Words(
                        zh: "件号不连续：缺 \(names)\(more ? " 等 \(missing.count) 件" : "")（\(before.text) 之后是 \(after.text)）。",
                        en:
                            "Numbers have a gap: \(codes.map(\.text).joined(separator: ", "))\(more ? " and others, \(missing.count) in all," : "") missing (after \(before.text) comes \(after.text))."
                    ),
                    Words(
                        zh: "请移交单位补交缺号的件，或说明缺号原因（如已销毁、归档时空号）后重新提交。",
                        en: "The agency sends the missing records, or says why there are none, and submits again.")))
        }
    }

    private func isHeld(_ code: ReferenceCode?, _ package: PackageUnderCheck) -> Bool {
        code.map { package.held?.contains($0.key) == true } ?? false
    }

    /// 顺序号 of the list: 1, 2, 3 …; where records lie in volumes it may begin anew with each.
    private func places(_ package: PackageUnderCheck) -> [Finding] {
        guard let n = package.contents?.list.file, let items = package.contents?.list.value?.items else { return [] }
        let beginsAnew = package.contents?.kind == .digitised
        var last = 0
        for (place, item) in items.enumerated() {
            let expected = beginsAnew ? last + 1 : place + 1
            guard let number = Int(NumberText.plain(item.number)) else { continue }
            last = number
            guard number != expected, !beginsAnew || number != 1 else { continue }
            return [
                finding(
                    .warning, file: package.path(n), element: "顺序号", line: item.line, record: item.code,
                    Words(
                        zh: "目录第 \(place + 1) 条的顺序号是 \(item.number)，从这里起不连续。",
                        en: "Entry \(place + 1) of the list is numbered \(item.number): not continuous from here."),
                    Words(
                        zh: "请移交单位核对目录是否删改过；不影响接收。",
                        en: "The agency sees whether entries were removed; it may be accepted as it is."))
            ]
        }
        return []
    }
}
