import Archive
import HTTPTypes
import Hummingbird

// What somebody reads when something could not be done: what, what next, and a number to quote.

/// A page about a problem. It never says whether a record exists.
func problemPage(_ visit: Visit, _ problem: any Explained, status: HTTPResponse.Status, request: String) -> [UInt8] {
    func body(_ h: inout HTML) {
        h.section(.class("plain")) { h in
            h.p(.class("quiet num")) { $0.text(status.code) }
            h.h1(problem.what.heading)
            h.div(.class("prose")) { $0.p(problem.next) }
            if status.code >= 500 {
                // The page asked for, once more: a form is never sent again by a link.
                h.p(.class("row gap")) { $0.a(Words(zh: "再试一次", en: "Try again"), .class("btn"), .href(visit.here)) }
            }
            if status == .notFound, visit.person == nil {
                h.form(.role("search"), .action("/search"), .class("sect")) { h in
                    h.label(Words(zh: "检索已公布的档案", en: "Search published records"), .class("vh"), .for("q"))
                    h.seek("", Words(zh: "用题名、人名或档号查找", en: "A title, a name or a reference code"))
                }
            }
            h.p(.class("row sect")) { h in
                if visit.person != nil { h.a(Words(zh: "回案头", en: "To the desk"), .href("/desk")) }
                h.a(Words(zh: "回首页", en: "To the home page"), .href("/"))
                if visit.person == nil { h.a(PortalPlace.fonds.words, .href("/fonds")) }
                if (problem as? WebProblem) == .signInNeeded {
                    h.a(Phrases.signIn, .href(Path("/desk/sign-in").adding("back", visit.here.text)))
                }
            }
            h.p(.class("small quiet num gap")) { h in
                h.text(Words(zh: "编号 \(Words.slot)", en: "Code \(Words.slot)")) { $0.code(problem.code) }
                h.text(" · ")
                h.code(request)
            }
        }
    }
    if visit.person != nil { return deskPage(visit, title: problem.what.heading, body) }
    return portalPage(visit, title: problem.what.heading, body)
}

/// The same for programs.
func problemJSON(_ problem: any Explained, request: String) -> JSON {
    [
        "schema": "lantai.problem/1", "code": .string(problem.code), "what": JSON(problem.what),
        "next": JSON(problem.next), "request": .string(request),
    ]
}

/// An error nobody foresaw: the page says so and gives the number under which the log has it.
struct Unforeseen: Explained {
    let code = "web.unforeseen"
    let what = Words(zh: "出了没有预料到的错，这件事没有办成。", en: "Something unforeseen went wrong; this was not done.")
    let next = Words(
        zh: "可以再试一次。仍不行时，请把下面的编号告诉系统管理员。",
        en: "Try once more. If it repeats, give the number below to the system administrator.")
}

extension Explained {
    /// Whether the database could not do its part: away, damaged, another program's. A rule it keeps and a statement it does
    /// not understand are no such thing.
    var isOfDatabase: Bool {
        code.hasPrefix("tables.") && !["tables.constraint", "tables.statement"].contains(code)
    }

    /// The status of a problem of any room.
    var httpStatus: HTTPResponse.Status {
        if let problem = self as? WebProblem { return problem.status }
        if self is Unforeseen { return .internalServerError }
        // A public log that waits for a person is no mistake of who asks for it.
        if isTransient || isOfDatabase || code.hasPrefix("ledger.log-") { return .serviceUnavailable }
        let kind = code.drop { $0 != "." }.dropFirst()
        if kind.hasPrefix("no-such") || kind == "not-found" { return .notFound }
        if kind == "not-allowed" { return .forbidden }
        if kind == "changed-meanwhile" { return .conflict }
        return .unprocessableContent
    }
}

extension HTML {
    /// The large search field. Its label stands before it, hidden or not.
    mutating func seek(_ query: String, _ hint: Words, autofocus: Bool = false) {
        div(.class("seek")) { h in
            h.input(
                .class("in"), .id("q"), .name("q"), .type("search"), .value(query), .autocomplete("off"),
                .data("data-suggest", "/api/v1/suggest"), .placeholder(hint),
                .lang(Tongue.tag(of: query, on: h.language)), .when(autofocus, .autofocus))
            h.button(.class("btn first"), .type("submit")) { h in
                h.icon(.search)
                h.text(Phrases.search)
            }
        }
    }
}
