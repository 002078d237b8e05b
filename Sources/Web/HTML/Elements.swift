import Archive

// One function an element. The first of each pair takes what stands inside as a closure, the second as a value.

extension HTML {
    mutating func html(_ attributes: Attribute..., content: (inout HTML) throws -> Void) rethrows {
        try element("html", attributes, content)
    }
    mutating func html(_ content: some Writable, _ attributes: Attribute...) {
        element("html", attributes, content)
    }
    mutating func head(_ attributes: Attribute..., content: (inout HTML) throws -> Void) rethrows {
        try element("head", attributes, content)
    }
    mutating func head(_ content: some Writable, _ attributes: Attribute...) {
        element("head", attributes, content)
    }
    mutating func body(_ attributes: Attribute..., content: (inout HTML) throws -> Void) rethrows {
        try element("body", attributes, content)
    }
    mutating func body(_ content: some Writable, _ attributes: Attribute...) {
        element("body", attributes, content)
    }
    mutating func noscript(_ attributes: Attribute..., content: (inout HTML) throws -> Void) rethrows {
        try element("noscript", attributes, content)
    }
    mutating func title(_ attributes: Attribute..., content: (inout HTML) throws -> Void) rethrows {
        try element("title", attributes, content)
    }
    mutating func title(_ content: some Writable, _ attributes: Attribute...) {
        element("title", attributes, content)
    }
    mutating func main(_ attributes: Attribute..., content: (inout HTML) throws -> Void) rethrows {
        try element("main", attributes, content)
    }
    mutating func main(_ content: some Writable, _ attributes: Attribute...) {
        element("main", attributes, content)
    }
    mutating func header(_ attributes: Attribute..., content: (inout HTML) throws -> Void) rethrows {
        try element("header", attributes, content)
    }
    mutating func header(_ content: some Writable, _ attributes: Attribute...) {
        element("header", attributes, content)
    }
    mutating func footer(_ attributes: Attribute..., content: (inout HTML) throws -> Void) rethrows {
        try element("footer", attributes, content)
    }
    mutating func footer(_ content: some Writable, _ attributes: Attribute...) {
        element("footer", attributes, content)
    }
    mutating func nav(_ attributes: Attribute..., content: (inout HTML) throws -> Void) rethrows {
        try element("nav", attributes, content)
    }
    mutating func nav(_ content: some Writable, _ attributes: Attribute...) {
        element("nav", attributes, content)
    }
    mutating func aside(_ attributes: Attribute..., content: (inout HTML) throws -> Void) rethrows {
        try element("aside", attributes, content)
    }
    mutating func aside(_ content: some Writable, _ attributes: Attribute...) {
        element("aside", attributes, content)
    }
    mutating func section(_ attributes: Attribute..., content: (inout HTML) throws -> Void) rethrows {
        try element("section", attributes, content)
    }
    mutating func section(_ content: some Writable, _ attributes: Attribute...) {
        element("section", attributes, content)
    }
    mutating func article(_ attributes: Attribute..., content: (inout HTML) throws -> Void) rethrows {
        try element("article", attributes, content)
    }
    mutating func article(_ content: some Writable, _ attributes: Attribute...) {
        element("article", attributes, content)
    }
    mutating func div(_ attributes: Attribute..., content: (inout HTML) throws -> Void) rethrows {
        try element("div", attributes, content)
    }
    mutating func div(_ content: some Writable, _ attributes: Attribute...) {
        element("div", attributes, content)
    }
    mutating func span(_ attributes: Attribute..., content: (inout HTML) throws -> Void) rethrows {
        try element("span", attributes, content)
    }
    mutating func span(_ content: some Writable, _ attributes: Attribute...) {
        element("span", attributes, content)
    }
    mutating func p(_ attributes: Attribute..., content: (inout HTML) throws -> Void) rethrows {
        try element("p", attributes, content)
    }
    mutating func p(_ content: some Writable, _ attributes: Attribute...) {
        element("p", attributes, content)
    }
    mutating func h1(_ attributes: Attribute..., content: (inout HTML) throws -> Void) rethrows {
        try element("h1", attributes, content)
    }
    mutating func h1(_ content: some Writable, _ attributes: Attribute...) {
        element("h1", attributes, content)
    }
    mutating func h2(_ attributes: Attribute..., content: (inout HTML) throws -> Void) rethrows {
        try element("h2", attributes, content)
    }
    mutating func h2(_ content: some Writable, _ attributes: Attribute...) {
        element("h2", attributes, content)
    }
    mutating func h3(_ attributes: Attribute..., content: (inout HTML) throws -> Void) rethrows {
        try element("h3", attributes, content)
    }
    mutating func h3(_ content: some Writable, _ attributes: Attribute...) {
        element("h3", attributes, content)
    }
    mutating func h4(_ attributes: Attribute..., content: (inout HTML) throws -> Void) rethrows {
        try element("h4", attributes, content)
    }
    mutating func h4(_ content: some Writable, _ attributes: Attribute...) {
        element("h4", attributes, content)
    }
    mutating func ul(_ attributes: Attribute..., content: (inout HTML) throws -> Void) rethrows {
        try element("ul", attributes, content)
    }
    mutating func ul(_ content: some Writable, _ attributes: Attribute...) {
        element("ul", attributes, content)
    }
    mutating func ol(_ attributes: Attribute..., content: (inout HTML) throws -> Void) rethrows {
        try element("ol", attributes, content)
    }
    mutating func ol(_ content: some Writable, _ attributes: Attribute...) {
        element("ol", attributes, content)
    }
    mutating func li(_ attributes: Attribute..., content: (inout HTML) throws -> Void) rethrows {
        try element("li", attributes, content)
    }
    mutating func li(_ content: some Writable, _ attributes: Attribute...) {
        element("li", attributes, content)
    }
    mutating func dl(_ attributes: Attribute..., content: (inout HTML) throws -> Void) rethrows {
        try element("dl", attributes, content)
    }
    mutating func dl(_ content: some Writable, _ attributes: Attribute...) {
        element("dl", attributes, content)
    }
    mutating func dt(_ attributes: Attribute..., content: (inout HTML) throws -> Void) rethrows {
        try element("dt", attributes, content)
    }
    mutating func dt(_ content: some Writable, _ attributes: Attribute...) {
        element("dt", attributes, content)
    }
    mutating func dd(_ attributes: Attribute..., content: (inout HTML) throws -> Void) rethrows {
        try element("dd", attributes, content)
    }
    mutating func dd(_ content: some Writable, _ attributes: Attribute...) {
        element("dd", attributes, content)
    }
    mutating func a(_ attributes: Attribute..., content: (inout HTML) throws -> Void) rethrows {
        try element("a", attributes, content)
    }
    mutating func a(_ content: some Writable, _ attributes: Attribute...) {
        element("a", attributes, content)
    }
    mutating func strong(_ attributes: Attribute..., content: (inout HTML) throws -> Void) rethrows {
        try element("strong", attributes, content)
    }
    mutating func strong(_ content: some Writable, _ attributes: Attribute...) {
        element("strong", attributes, content)
    }
    mutating func b(_ attributes: Attribute..., content: (inout HTML) throws -> Void) rethrows {
        try element("b", attributes, content)
    }
    mutating func b(_ content: some Writable, _ attributes: Attribute...) {
        element("b", attributes, content)
    }
    mutating func em(_ attributes: Attribute..., content: (inout HTML) throws -> Void) rethrows {
        try element("em", attributes, content)
    }
    mutating func em(_ content: some Writable, _ attributes: Attribute...) {
        element("em", attributes, content)
    }
    mutating func cite(_ attributes: Attribute..., content: (inout HTML) throws -> Void) rethrows {
        try element("cite", attributes, content)
    }
    mutating func cite(_ content: some Writable, _ attributes: Attribute...) {
        element("cite", attributes, content)
    }
    mutating func small(_ attributes: Attribute..., content: (inout HTML) throws -> Void) rethrows {
        try element("small", attributes, content)
    }
    mutating func small(_ content: some Writable, _ attributes: Attribute...) {
        element("small", attributes, content)
    }
    mutating func mark(_ attributes: Attribute..., content: (inout HTML) throws -> Void) rethrows {
        try element("mark", attributes, content)
    }
    mutating func mark(_ content: some Writable, _ attributes: Attribute...) {
        element("mark", attributes, content)
    }
    mutating func ins(_ attributes: Attribute..., content: (inout HTML) throws -> Void) rethrows {
        try element("ins", attributes, content)
    }
    mutating func ins(_ content: some Writable, _ attributes: Attribute...) {
        element("ins", attributes, content)
    }
    mutating func del(_ attributes: Attribute..., content: (inout HTML) throws -> Void) rethrows {
        try element("del", attributes, content)
    }
    mutating func del(_ content: some Writable, _ attributes: Attribute...) {
        element("del", attributes, content)
    }
    mutating func time(_ attributes: Attribute..., content: (inout HTML) throws -> Void) rethrows {
        try element("time", attributes, content)
    }
    mutating func time(_ content: some Writable, _ attributes: Attribute...) {
        element("time", attributes, content)
    }
    mutating func figure(_ attributes: Attribute..., content: (inout HTML) throws -> Void) rethrows {
        try element("figure", attributes, content)
    }
    mutating func figure(_ content: some Writable, _ attributes: Attribute...) {
        element("figure", attributes, content)
    }
    mutating func figcaption(_ attributes: Attribute..., content: (inout HTML) throws -> Void) rethrows {
        try element("figcaption", attributes, content)
    }
    mutating func figcaption(_ content: some Writable, _ attributes: Attribute...) {
        element("figcaption", attributes, content)
    }
    mutating func form(_ attributes: Attribute..., content: (inout HTML) throws -> Void) rethrows {
        try element("form", attributes, content)
    }
    mutating func form(_ content: some Writable, _ attributes: Attribute...) {
        element("form", attributes, content)
    }
    mutating func fieldset(_ attributes: Attribute..., content: (inout HTML) throws -> Void) rethrows {
        try element("fieldset", attributes, content)
    }
    mutating func fieldset(_ content: some Writable, _ attributes: Attribute...) {
        element("fieldset", attributes, content)
    }
    mutating func legend(_ attributes: Attribute..., content: (inout HTML) throws -> Void) rethrows {
        try element("legend", attributes, content)
    }
    mutating func legend(_ content: some Writable, _ attributes: Attribute...) {
        element("legend", attributes, content)
    }
    mutating func label(_ attributes: Attribute..., content: (inout HTML) throws -> Void) rethrows {
        try element("label", attributes, content)
    }
    mutating func label(_ content: some Writable, _ attributes: Attribute...) {
        element("label", attributes, content)
    }
    mutating func button(_ attributes: Attribute..., content: (inout HTML) throws -> Void) rethrows {
        try element("button", attributes, content)
    }
    mutating func button(_ content: some Writable, _ attributes: Attribute...) {
        element("button", attributes, content)
    }
    mutating func select(_ attributes: Attribute..., content: (inout HTML) throws -> Void) rethrows {
        try element("select", attributes, content)
    }
    mutating func select(_ content: some Writable, _ attributes: Attribute...) {
        element("select", attributes, content)
    }
    mutating func option(_ attributes: Attribute..., content: (inout HTML) throws -> Void) rethrows {
        try element("option", attributes, content)
    }
    mutating func option(_ content: some Writable, _ attributes: Attribute...) {
        element("option", attributes, content)
    }
    mutating func textarea(_ attributes: Attribute..., content: (inout HTML) throws -> Void) rethrows {
        try element("textarea", attributes, content)
    }
    mutating func textarea(_ content: some Writable, _ attributes: Attribute...) {
        element("textarea", attributes, content)
    }
    mutating func table(_ attributes: Attribute..., content: (inout HTML) throws -> Void) rethrows {
        try element("table", attributes, content)
    }
    mutating func table(_ content: some Writable, _ attributes: Attribute...) {
        element("table", attributes, content)
    }
    mutating func caption(_ attributes: Attribute..., content: (inout HTML) throws -> Void) rethrows {
        try element("caption", attributes, content)
    }
    mutating func caption(_ content: some Writable, _ attributes: Attribute...) {
        element("caption", attributes, content)
    }
    mutating func thead(_ attributes: Attribute..., content: (inout HTML) throws -> Void) rethrows {
        try element("thead", attributes, content)
    }
    mutating func thead(_ content: some Writable, _ attributes: Attribute...) {
        element("thead", attributes, content)
    }
    mutating func tbody(_ attributes: Attribute..., content: (inout HTML) throws -> Void) rethrows {
        try element("tbody", attributes, content)
    }
    mutating func tbody(_ content: some Writable, _ attributes: Attribute...) {
        element("tbody", attributes, content)
    }
    mutating func tr(_ attributes: Attribute..., content: (inout HTML) throws -> Void) rethrows {
        try element("tr", attributes, content)
    }
    mutating func tr(_ content: some Writable, _ attributes: Attribute...) {
        element("tr", attributes, content)
    }
    mutating func th(_ attributes: Attribute..., content: (inout HTML) throws -> Void) rethrows {
        try element("th", attributes, content)
    }
    mutating func th(_ content: some Writable, _ attributes: Attribute...) {
        element("th", attributes, content)
    }
    mutating func td(_ attributes: Attribute..., content: (inout HTML) throws -> Void) rethrows {
        try element("td", attributes, content)
    }
    mutating func td(_ content: some Writable, _ attributes: Attribute...) {
        element("td", attributes, content)
    }
    mutating func details(_ attributes: Attribute..., content: (inout HTML) throws -> Void) rethrows {
        try element("details", attributes, content)
    }
    mutating func details(_ content: some Writable, _ attributes: Attribute...) {
        element("details", attributes, content)
    }
    mutating func summary(_ attributes: Attribute..., content: (inout HTML) throws -> Void) rethrows {
        try element("summary", attributes, content)
    }
    mutating func summary(_ content: some Writable, _ attributes: Attribute...) {
        element("summary", attributes, content)
    }
    mutating func dialog(_ attributes: Attribute..., content: (inout HTML) throws -> Void) rethrows {
        try element("dialog", attributes, content)
    }
    mutating func kbd(_ content: some Writable, _ attributes: Attribute...) {
        element("kbd", attributes, content)
    }
    mutating func progress(_ attributes: Attribute..., content: (inout HTML) throws -> Void) rethrows {
        try element("progress", attributes, content)
    }
    mutating func progress(_ content: some Writable, _ attributes: Attribute...) {
        element("progress", attributes, content)
    }
    mutating func script(_ attributes: Attribute..., content: (inout HTML) throws -> Void) rethrows {
        try element("script", attributes, content)
    }
    mutating func script(_ content: some Writable, _ attributes: Attribute...) {
        element("script", attributes, content)
    }
    mutating func code(_ content: some Writable, _ attributes: Attribute...) {
        element("code", attributes, content)
    }
    mutating func pre(_ content: some Writable, _ attributes: Attribute...) {
        element("pre", attributes, content)
    }
    mutating func blockquote(_ attributes: Attribute..., content: (inout HTML) throws -> Void) rethrows {
        try element("blockquote", attributes, content)
    }
    mutating func meta(_ attributes: Attribute...) { open("meta", attributes) }
    mutating func link(_ attributes: Attribute...) { open("link", attributes) }
    mutating func br(_ attributes: Attribute...) { open("br", attributes) }
    mutating func hr(_ attributes: Attribute...) { open("hr", attributes) }
    mutating func img(_ attributes: Attribute...) { open("img", attributes) }
    mutating func input(_ attributes: Attribute...) { open("input", attributes) }
}
