package import Archive

/// One element of a description (著录项目): its name, where it belongs, at which levels it is used, what it may hold.
///
/// The elements are data: see `DescriptiveElement.all`. Source: DA/T 18-2022.
package struct DescriptiveElement: Hashable, Sendable {
    /// The stable identifier: `title`, `referenceCode`.
    package let identifier: String
    package let name: Words
    /// One line for whoever fills it in: what belongs there, and in which form.
    package let help: Words
    package let area: Area
    /// For 全宗, 类别, 案卷, 件, in this order.
    package let obligations: [Obligation]
    package let type: ValueType
    package let repeatable: Bool
    /// From which level of publication readers see it; `nil`: never, it is a note of the house.
    package let shownFrom: PublicationLevel?

    package func obligation(at level: Level) -> Obligation {
        switch level {
        case .fonds: obligations[0]
        case .series: obligations[1]
        case .file: obligations[2]
        case .item: obligations[3]
        }
    }
}

extension DescriptiveElement {
    /// The seven areas of the standard (著录大项), and what a transfer carried beside them.
    package enum Area: String, Hashable, Sendable, CaseIterable {
        case identity, context, content, access, related, notes, control, carried

        package var name: Words {
            switch self {
            case .identity: Words(zh: "标识", en: "Identity")
            case .context: Words(zh: "背景", en: "Context")
            case .content: Words(zh: "内容与结构", en: "Content and structure")
            case .access: Words(zh: "查阅与利用控制", en: "Access and use")
            case .related: Words(zh: "相关档案材料", en: "Related materials")
            case .notes: Words(zh: "附注", en: "Notes")
            case .control: Words(zh: "著录控制", en: "Description control")
            case .carried: Words(zh: "随移交附来", en: "Carried by the transfer")
            }
        }
    }

    /// Whether an element must be described (必著), when there is something (有则必著), may be (选著), or is not used.
    package enum Obligation: Character, Hashable, Sendable {
        case mandatory = "M"
        case conditional = "C"
        case optional = "O"
        case unused = "-"
    }

    /// What a value of the element looks like.
    package enum ValueType: Hashable, Sendable {
        case text
        /// Several lines.
        case prose
        /// A date as archives write it: to the day, the month or the year, a period, or in words.
        case date
        /// A day of the calendar and nothing else.
        case day
        case number
        case domain([String])
        case retention
        /// A secrecy class with or without its period: `机密★10年`.
        case classification
        case referenceCode
        case documentNumber
        /// Set by another act (开放标识 by appraisal, 著录层级 by arrangement), never by editing.
        case kept
    }
}
