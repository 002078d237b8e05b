package import Archive

/// The form in which an event is hashed and kept for ever: one line of canonical JSON (RFC 8785) with its index and the
/// version of its shape. Segments and the tail hold these lines; the database can be made again from them.
package enum EventLine {
    /// The version of the shape, in every line. A later shape gets another name and this one stays readable.
    package static let schema = "lantai-event-1"

    /// The line of `event` at `index`, without a line break. Written key by key in canonical order: it is on the path of
    /// every commit.
    package static func bytes(_ event: Event, at index: EventIndex) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(512)
        out += "{".utf8
        if let act = event.act {
            out += "\"act\":\"sha256:".utf8
            out += act.hex.utf8
            out += "\",".utf8
        }
        out += "\"agent\":".utf8
        JSON.write(event.agent.id, into: &out)
        out += ",\"at\":\"".utf8
        out += event.at.text.utf8
        out += "\",\"facts\":".utf8
        out += JSON.object(event.facts).canonical
        out += ",\"id\":".utf8
        JSON.write(event.id.text, into: &out)
        out += ",\"index\":".utf8
        out += String(index).utf8
        out += ",\"kind\":".utf8
        JSON.write(event.kind.text, into: &out)
        out += ",\"role\":".utf8
        JSON.write(event.agent.role.rawValue, into: &out)
        out += ",\"schema\":\"".utf8
        out += schema.utf8
        out += "\",\"subject\":".utf8
        JSON.write(event.subject, into: &out)
        out += "}".utf8
        return out
    }

    /// The event of a line and its index; `nil` unless writing it again gives the same bytes.
    package static func read(_ line: some Collection<UInt8>) -> (index: EventIndex, event: Event)? {
        guard let json = try? JSON(parsing: line), json["schema"]?.string == schema,
            let index = json["index"]?.int, let id = json["id"]?.string.flatMap(EventID.init(text:)),
            let at = json["at"]?.string.flatMap(Instant.init(text:)), let kind = json["kind"]?.string,
            let subject = json["subject"]?.string, let agent = json["agent"]?.string,
            let role = json["role"]?.string.flatMap(Role.init(rawValue:)), let facts = json["facts"]?.object
        else { return nil }
        var act: Digest?
        if let text = json["act"]?.string {
            guard text.hasPrefix("sha256:"), let digest = Digest(.sha256, hex: String(text.dropFirst(7))) else {
                return nil
            }
            act = digest
        }
        let event = Event(
            id: id, at: at, kind: EventKind(kind), subject: subject, agent: Agent(id: agent, role: role), act: act,
            facts: facts)
        return bytes(event, at: index).elementsEqual(line) ? (index, event) : nil
    }
}
