import Foundation
import Testing

@testable import Web

@Suite("Script and style are understood by Chromium of the middle of 2020, as many offices still have it")
struct OldBrowserTests {
    /// A script without what stands in quotation marks, in comments and in regular expressions: of template texts the computed
    /// parts are left.
    static func code(_ script: String) -> String {
        var out = ""
        var rest = Substring(script)
        /// Braces open within each template that is being computed.
        var depths: [Int] = []
        func text(until close: Character, _ rest: inout Substring) {
            while let next = rest.popFirst(), next != close { if next == "\\" { rest = rest.dropFirst() } }
        }
        func template(_ rest: inout Substring) {
            while let next = rest.popFirst() {
                if next == "\\" { rest = rest.dropFirst() }
                if next == "`" { return }
                if next == "$", rest.first == "{" {
                    rest.removeFirst()
                    out += "("
                    depths.append(0)
                    return
                }
            }
        }
        while let next = rest.popFirst() {
            switch next {
            case "\"", "'":
                text(until: next, &rest)
                out += "\"\""
            case "`": template(&rest)
            case "/" where rest.first == "/": rest = rest.drop { $0 != "\n" }
            case "/" where rest.first == "*":
                rest = rest.firstRange(of: "*/").map { rest[$0.upperBound...] } ?? ""
            case "/" where "(,=:[!&|?{};".contains(out.last { !$0.isWhitespace } ?? "("):
                text(until: "/", &rest)
                out += "\"\""
            case "{":
                if !depths.isEmpty { depths[depths.count - 1] += 1 }
                out.append(next)
            case "}":
                if let depth = depths.last, depth == 0 {
                    depths.removeLast()
                    out += ")"
                    template(&rest)
                } else {
                    if !depths.isEmpty { depths[depths.count - 1] -= 1 }
                    out.append(next)
                }
            default: out.append(next)
            }
        }
        return out
    }

    /// What came later than version 84, as it stands in a script outside of texts.
    private static var later: [(what: String, mark: Regex<Substring>)] {
        [
            ("assignment by a condition (85)", /\?\?=|\|\|=|&&=/), ("private names (84, 91)", /[.{;\s]#[a-z]/),
            ("static blocks (94)", /\bstatic\s*\{/), ("replaceAll (85)", /\.replaceAll\(/),
            ("Promise.any (85)", /Promise\.any/),
            ("replaceChildren (86)", /\.replaceChildren\(/), ("at (92)", /\.at\(/), ("hasOwn (93)", /\.hasOwn\(/),
            ("structuredClone (98)", /\bstructuredClone\(/), ("findLast (97)", /\.findLast/),
            ("copying arrays (110)", /\.to(?:Sorted|Reversed|Spliced)\(/), ("randomUUID (92)", /\.randomUUID\(/),
            ("AbortSignal.timeout (103)", /AbortSignal\.(?:timeout|any)/), ("groupBy (117)", /\.groupBy\(/),
            ("popover (114)", /\.(?:showPopover|hidePopover|togglePopover)\(/),
            ("checkVisibility (105)", /\.checkVisibility\(/), ("view transitions (111)", /\.startViewTransition/),
            ("scheduler (94)", /\bscheduler\./), ("navigation (102)", /\bnavigation\./),
            ("set methods (122)", /\.(?:isSubsetOf|isSupersetOf|symmetricDifference)\(/),
            ("a flag of expressions (92, 112)", /RegExp\([^)]*,\s*"[a-z]*[dv]/),
        ]
    }

    @Test("no script uses what came later", arguments: [Asset.script.bytes, Asset.packing.bytes])
    func script(_ bytes: [UInt8]) throws {
        let code = Self.code(String(decoding: bytes, as: UTF8.self))
        for (what, mark) in Self.later { #expect(code.firstRange(of: mark) == nil, "\(what)") }
        // `await` outside of functions came with 89: at the outermost level of braces there is none.
        var depth = 0
        var outside = ""
        for character in code {
            if "{(".contains(character) { depth += 1 }
            if "})".contains(character) { depth -= 1 }
            if depth == 0 { outside.append(character) }
        }
        #expect(depth == 0, "the script is read to its end")
        #expect(outside.firstRange(of: /\bawait\b/) == nil)
    }

    @Test("the reader of scripts sees what is code, and nothing of what is not")
    func reader() {
        let code = Self.code(
            """
            const a = "x ||= y"; // ??=
            /* .at( */ const b = `text .at(${c.map((d) => ({ e: d }))}) ??=`; const f = /\\/.at(/.test(g);
            h ??= 1; i.at(0);
            """)
        #expect(code.matches(of: /\?\?=/).count == 1 && code.matches(of: /\.at\(/).count == 1)
        #expect(code.contains("c.map") && !code.contains("||="))
        for planted in ["x ||= 1", "list.replaceChildren()", "class A { #b = 1 }", "last = a.at(-1)"] {
            let seen = Self.code(planted)
            #expect(Self.later.contains { seen.firstRange(of: $0.mark) != nil }, "\(planted)")
        }
    }

    /// What a browser that does not know it leaves out, without harm: the rest of the rule stands.
    private static let graceful = [
        "accent-color", "aspect-ratio", "text-wrap", "text-underline-offset", "text-decoration-thickness",
        "content-visibility",
        "forced-color-adjust", "text-spacing-trim",
    ]

    @Test(
        "a rule whose selector came later stands alone, and only adds; no declaration that came later carries the layout"
    )
    func style() {
        let css = String(decoding: Asset.style.bytes, as: UTF8.self)
        for unknown in [
            "@layer", "@container", "@property", "@scope", "@starting-style", "color-mix(", "oklch(", "lab(", "lch(",
            "dvh", "svh", "lvh", "cqw", "subgrid", "inset:", "inset-block", "inset-inline", "overflow:clip", "&:", "& ",
            "translate:", "rotate:", "scale:", "anchor(", "light-dark(",
        ] {
            #expect(!css.contains(unknown), "\(unknown)")
        }
        // Shorthands of both sides came with 87; each side by itself is older.
        #expect(css.firstRange(of: /(?:margin|padding|border)-(?:inline|block):/) == nil)
        for rule in css.split(separator: "}") {
            let parts = rule.split(separator: "{")
            guard parts.count >= 2 else { continue }
            let selector = parts[parts.count - 2]
            // One unknown selector takes the whole list with it.
            if selector.contains(/:has\(|:is\(|:where\(|:focus-visible|::details-content|::marker/) {
                #expect(!selector.contains(","), "\(selector)")
            }
        }
    }

    @Test("a property of the style sheets is one of 2020, or one that may be left out")
    func properties() {
        let css = String(decoding: Asset.style.bytes, as: UTF8.self)
        let used = Set(css.matches(of: /[;{]\s*([a-z][a-z-]+):/).map { String($0.1) })
        // Properties that came after 84.
        let later: Set = [
            "accent-color", "animation-timeline", "aspect-ratio", "anchor-name", "color-scheme-adjust",
            "contain-intrinsic-size",
            "container", "container-type", "content-visibility", "field-sizing", "font-palette", "forced-color-adjust",
            "interpolate-size", "math-style", "offset-position", "overflow-clip-margin", "position-anchor", "rotate",
            "scale",
            "scrollbar-color", "scrollbar-gutter", "scrollbar-width", "text-box", "text-decoration-thickness",
            "text-spacing-trim", "text-underline-offset", "text-wrap", "translate", "view-transition-name",
            "white-space-collapse",
            "word-break-auto",
        ]
        #expect(used.count > 60)
        #expect(used.intersection(later).subtracting(Self.graceful) == [])
    }
}
