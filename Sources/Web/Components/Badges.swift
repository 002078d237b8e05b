import Archive
import Intake

// Small marks with a shape and a word. Access and publication are two marks, since they are two things.

extension HTML {
    private mutating func badge(_ name: StaticString, _ icon: Icon, _ words: Words) {
        span(.class(name)) { h in
            h.icon(icon)
            h.text(words)
        }
    }

    mutating func badge(_ status: AccessStatus) {
        switch status {
        case .unreviewed: badge("badge unread", .dash, status.words)
        case .open: badge("badge open", .open, status.words)
        case .controlled: badge("badge held", .half, status.words)
        case .delayed: badge("badge later", .clock, status.words)
        }
    }

    mutating func badge(_ level: PublicationLevel) {
        switch level {
        case .catalogue: badge("badge plain", .list, level.words)
        case .image: badge("badge plain", .image, level.words)
        case .text: badge("badge plain", .document, level.words)
        }
    }

    mutating func badge(_ state: AccessionState) {
        switch state {
        case .received, .checking: badge("badge unread", .clock, state.words)
        case .awaiting: badge("badge later", .pen, state.words)
        case .returned: badge("badge stop", .undo, state.words)
        case .quarantined: badge("badge stop", .lock, state.words)
        case .accepted, .preserved, .described: badge("badge open", .tick, state.words)
        }
    }

    mutating func badge(_ opinion: Review.Opinion) {
        switch opinion {
        case .passed: badge("badge open", .tick, opinion.words)
        case .failed: badge("badge stop", .stop, opinion.words)
        case .notApplicable: badge("badge unread", .dash, opinion.words)
        }
    }

    mutating func badge(_ severity: Finding.Severity) {
        switch severity {
        case .blocking: badge("badge stop", .stop, severity.words)
        case .warning: badge("badge held", .alert, severity.words)
        case .review: badge("badge later", .eye, severity.words)
        }
    }

    mutating func goodBadge(_ words: Words) { badge("badge open", .tick, words) }
    mutating func warnBadge(_ words: Words) { badge("badge held", .alert, words) }
    mutating func stopBadge(_ words: Words) { badge("badge stop", .stop, words) }
    mutating func plainBadge(_ words: Words) { span(words, .class("badge plain")) }
}

extension HTML {
    /// Whether a published document holds today.
    mutating func badge(_ validity: Validity) {
        switch validity {
        case .inForce: plainBadge(validity.words)
        case .notYet, .amended, .partlyRepealed: warnBadge(validity.words)
        case .lapsed, .repealed: stopBadge(validity.words)
        }
    }
}
