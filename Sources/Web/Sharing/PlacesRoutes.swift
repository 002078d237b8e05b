import Archive
import Catalogue
import Formats
import HTTPTypes
import Hummingbird
import NIOCore
import Sharing

// Where the text of a page stands on its image: for the page's own script, which lays it over.

extension Pages {
    var placesRoutes: [Route] {
        [
            .get("/records/{id}/places/{n}/{page}", .anyone) { call in
                try places(
                    call,
                    try await rooms.readingRoom.places(
                        publicID: try call.value("id"), n: try call.number("n"), page: try call.number("page")))
            },
            .get("/desk/units/{id}/places/{n}/{page}", .duty(.browse)) { call in
                try places(
                    call,
                    try await rooms.readingRoom.deskPlaces(
                        try call.identifier("id"), n: try call.number("n"), page: try call.number("page"),
                        within: try staffReach(call)))
            },
        ]
    }

    private func places(_ call: Call, _ places: PagePlaces?) throws -> Response {
        guard let places else { throw WebProblem.notFound }
        let bytes = places.json.canonical
        let tag = EntityTag.quoted(Hash.short(bytes))
        // What may be read may be withdrawn: it is asked for again each time.
        let headers: HTTPFields = [
            .contentType: "application/json; charset=utf-8", .cacheControl: "private, no-cache", .eTag: tag,
        ]
        if EntityTag.matches(call.header(.ifNoneMatch), tag) { return Response(status: .notModified, headers: headers) }
        return Response(status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}

extension PagePlaces {
    fileprivate var json: JSON {
        [
            "schema": "lantai.places/1", "across": .int(Int64(PagePlaces.across)), "height": .int(Int64(height)),
            "runs": .array(
                runs.map { run in
                    [
                        "text": .string(run.text), "x": .int(Int64(run.x)),
                        "y": .int(Int64(run.y)), "w": .int(Int64(run.width)), "h": .int(Int64(run.height)),
                        "vertical": .bool(run.isVertical), "ends": .bool(run.endsLine),
                    ]
                }),
        ]
    }
}
