import Archive
import Catalogue

extension UnitChange {
    /// As `lantai describe --history --json` prints it.
    var json: JSON {
        [
            "version": .int(version), "at": .string(at.text), "agent": .string(agent.id), "event": .string(event.text),
            "state": .string(state.rawValue), "changes": .array(changes.map(\.json)),
        ]
    }
}

extension ArchivalUnit {
    /// As `lantai describe --json` prints it.
    var json: JSON {
        [
            "schema": 1, "id": .string(id.text), "public": .string(publicID), "code": .string(code),
            "title": .string(title), "level": .string(level.rawValue), "fonds": .string(fondsCode),
            "state": .string(state.rawValue), "version": .int(version),
            "elements": .array(
                description.values.map { value in
                    ["element": .string(value.element), "value": .string(value.value)]
                }),
        ]
    }
}
