package import Archive
import Glibc

/// What a file is, with what is to be known about how that was found out.
package struct FormatAnswer: Hashable, Sendable {
    /// What a reader of an answer should beware of.
    package enum Warning: String, Hashable, Sendable, CaseIterable {
        /// Nothing told what it is.
        case unknown
        /// Only its name tells.
        case extensionOnly = "extension-only"
        /// Its name promises something else.
        case extensionMismatch = "extension-mismatch"
        /// Signatures of several formats match, none of which is a special case of another.
        case several
        /// PRONOM's signatures say nothing of its bytes; this program's own table does.
        case ownTable = "own-table"
        /// There are no signatures of PRONOM here: this program's own table of a few formats was used.
        case noSignatures = "no-signatures"
        /// Its bytes asked for more comparing than a file may: there may be more to say.
        case gaveUp = "gave-up"
    }

    package var identification: Identification
    /// The PUIDs of the other formats that match.
    package var others: [String] = []
    package var warnings: [Warning] = []
    /// The version of the signatures it was made by; `nil`: this program's own table.
    package var signatures: String?
}

extension FormatAnswer.Warning {
    package var words: Words {
        switch self {
        case .unknown: Words(zh: "无法识别", en: "not recognised")
        case .extensionOnly: Words(zh: "仅据扩展名判断", en: "told by its extension only")
        case .extensionMismatch: Words(zh: "扩展名与内容不符", en: "its extension does not fit its content")
        case .several: Words(zh: "同时符合多种格式", en: "several formats match")
        case .ownTable: Words(zh: "据兰台自带格式表判断", en: "told by this program's own table of formats")
        case .noSignatures:
            Words(
                zh: "未装 PRONOM 特征文件，据兰台自带格式表判断",
                en: "no PRONOM signatures are here: told by this program's own table of formats")
        case .gaveUp:
            Words(zh: "比对量超过上限，结果可能不全", en: "more comparing was needed than a file may have: there may be more to say")
        }
    }
}

extension FormatAnswer {
    /// What the file at `path` is, by `signatures` where there are some, else by this program's own table.
    package static func of(path: String, name: FileName, by signatures: PronomSignatures?) throws -> FormatAnswer {
        let file = try openForReading(path)
        defer { close(file) }
        return of(descriptor: file, name: name, by: signatures)
    }

    /// What the open file `descriptor` is.
    package static func of(descriptor: Int32, name: FileName, by signatures: PronomSignatures?) -> FormatAnswer {
        let own = Identification.identify(descriptor: descriptor, name: name)
        guard let signatures else { return FormatAnswer(own: own, name: name, warning: .noSignatures) }
        return signatures.answer(descriptor: descriptor, name: name, own: own)
    }

    init(own: Identification, name: FileName, warning: Warning?) {
        identification = own
        switch own.basis {
        case .none: warnings = own.kind == .empty ? [] : [.unknown]
        case .extension: warnings = [.extensionOnly]
        case .container, .signature, .content:
            warnings = own.fits(name) ? [] : [.extensionMismatch]
        }
        if let warning { warnings.append(warning) }
    }
}

extension PronomSignatures {
    /// `own`: what the house's table says. It says what to do with the file, and speaks where PRONOM is silent.
    func answer(descriptor: Int32, name: FileName, own: Identification) -> FormatAnswer {
        let match = match(descriptor: descriptor, name: name)
        var answer: FormatAnswer
        if own.kind == .ofd || match.formats.isEmpty || match.basis == .extension && own.basis.isOfBytes {
            let knows = own.basis.isOfBytes && own.kind != .ofd && own.puid != nil
            answer = FormatAnswer(own: own, name: name, warning: knows ? .ownTable : nil)
        } else if match.basis == .extension, formats[match.formats[0]].puid == Signature.text.puid,
            own.basis != .content
        {
            answer = FormatAnswer(own: Signature.unknown.identification(.none), name: name, warning: nil)
        } else {
            answer = FormatAnswer(told: match, formats, own: own, name: name)
        }
        if match.gaveUp { answer.warnings.append(.gaveUp) }
        answer.signatures = version
        return answer
    }
}

extension FormatAnswer {
    fileprivate init(told match: PronomMatch, _ formats: [PronomFormat], own: Identification, name: FileName) {
        let first = formats[match.formats[0]]
        identification = Identification(
            puid: first.puid, name: first.name, mime: first.mime ?? own.mime, version: first.version,
            basis: match.basis,
            kind: own.kind, extensions: first.extensions)
        others = match.formats.dropFirst().map { formats[$0].puid }
        let named = name.pathExtension
        if match.basis == .extension {
            warnings = [.extensionOnly]
        } else if !named.isEmpty, !first.extensions.isEmpty, !first.extensions.contains(named) {
            warnings = [.extensionMismatch]
        }
        if !others.isEmpty { warnings.append(.several) }
    }
}

extension Identification.Basis {
    fileprivate var isOfBytes: Bool { self == .signature || self == .container }
}

extension FormatAnswer {
    /// What is to be kept of a file that `told`, which has opened it, knows already: PRONOM's answer where it comes from the bytes,
    /// with the version of its signatures.
    ///
    /// What readers of this program go by stays: the MIME type by which pages are shown. A PDF that calls itself an archival one
    /// inside stays that.
    package func kept(beside told: Identification) -> (identification: Identification, signatures: String?) {
        guard let signatures, identification.basis.isOfBytes, !warnings.contains(.ownTable), identification.puid != nil,
            told.kind != .pdf || !told.isArchivalPDF || identification.isArchivalPDF
        else { return (told, nil) }
        let kept = Identification(
            puid: identification.puid, name: identification.name,
            mime: told.kind == .other ? identification.mime : told.mime, version: identification.version,
            basis: identification.basis, kind: told.kind, extensions: identification.extensions)
        return (kept, signatures)
    }
}

extension Identification {
    fileprivate var isArchivalPDF: Bool { name.hasPrefix("Acrobat PDF/A") }
}
