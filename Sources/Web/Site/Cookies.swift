/// The cookies of a request by name, and the making of ours.
enum Cookies {
    static func value(_ name: String, in header: String?) -> String? {
        guard let header else { return nil }
        for pair in header.split(separator: ";") {
            guard let equals = pair.firstIndex(of: "=") else { continue }
            if pair[..<equals].trimmed == name { return pair[pair.index(after: equals)...].trimmed }
        }
        return nil
    }

    /// A cookie for this site only, out of reach of scripts. `maxAge` 0 takes it away; `nil` keeps it for the visit.
    static func make(_ name: String, _ value: String, maxAge: Int?, secure: Bool) -> String {
        var text = "\(name)=\(value); Path=/; HttpOnly; SameSite=Lax"
        if let maxAge { text += "; Max-Age=\(maxAge)" }
        if secure { text += "; Secure" }
        return text
    }
}
