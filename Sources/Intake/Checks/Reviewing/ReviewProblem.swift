package import Archive

/// Why an opinion (复核意见) cannot be entered.
package enum ReviewProblem: Explained, Hashable {
    /// Nothing was filled in.
    case nothing
    /// The check judged by itself, or was not run.
    case notForReview(String)
    case noteMissing(String)
    case noteTooLong(String)
    case mayNotReview(Role)

    /// The check it is about.
    package var check: String? {
        switch self {
        case .notForReview(let check), .noteMissing(let check), .noteTooLong(let check): check
        case .nothing, .mayNotReview: nil
        }
    }

    package var code: String {
        switch self {
        case .nothing: "intake.review-empty"
        case .notForReview: "intake.not-for-review"
        case .noteMissing: "intake.review-note-missing"
        case .noteTooLong: "intake.review-note-too-long"
        case .mayNotReview: "intake.may-not-review"
        }
    }

    package var what: Words {
        switch self {
        case .nothing: Words(zh: "没有填写任何一项意见。", en: "No opinion was filled in.")
        case .notForReview(let check):
            Words(zh: "“\(name(check).zh)”不待人工复核。", en: "“\(name(check).en)” is not for review by a person.")
        case .noteMissing(let check):
            Words(zh: "“\(name(check).zh)”没有写明情况。", en: "Of “\(name(check).en)” it is not said why.")
        case .noteTooLong(let check):
            Words(
                zh: "“\(name(check).zh)”的说明超过 \(ReviewEntry.longestNote) 字。",
                en: "The note on “\(name(check).en)” is longer than \(ReviewEntry.longestNote) characters.")
        case .mayNotReview(let role):
            Words(zh: "\(role.words.zh)不能填写复核意见。", en: "A \(role.words.en) may not enter an opinion.")
        }
    }

    package var next: Words {
        switch self {
        case .nothing: Words(zh: "选通过、不通过或不适用，再保存。", en: "Choose passed, failed or not applicable, then save.")
        case .notForReview: Words(zh: "只填待人工复核、要填表的项。", en: "Fill in only what is for review, or has a form.")
        case .noteMissing:
            Words(zh: "不通过或不适用的，写明看到了什么。", en: "Say what was seen where it failed or does not apply.")
        case .noteTooLong: Words(zh: "写短些，详情另附文件。", en: "Say it shorter; keep the details in a document.")
        case .mayNotReview: Words(zh: "由档案员填写。", en: "An archivist enters it.")
        }
    }

    private func name(_ check: String) -> Words {
        CheckItems.item(check, at: .transfer)?.name ?? CheckItems.item(check, at: .keeping)?.name ?? CheckLabels.name(
            of: check) ?? Words(zh: check, en: check)
    }
}
