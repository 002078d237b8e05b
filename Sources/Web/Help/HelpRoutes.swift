import Archive
import HTTPTypes
import Hummingbird
import NIOCore

// Help, for everybody, in the language of the page.

enum HelpRoutes {
    /// - Parameter isSettingUp: there is no archive yet, and no page to lead to but help and the wizard.
    static func all(isSettingUp: Bool = false) -> [Route] {
        [
            .get("/help", .anyone) { call in
                guard let text = HelpText.of(HelpText.index, call.visit.language) else { throw WebProblem.notFound }
                return call.page(helpPage(call.visit, nil, text, isSettingUp: isSettingUp))
            },
            .get("/help/{page}", .anyone) { call in
                guard let page = HelpPage(rawValue: try call.value("page")),
                    let text = HelpText.of(page.rawValue, call.visit.language)
                else { throw WebProblem.notFound }
                return call.page(helpPage(call.visit, page, text, isSettingUp: isSettingUp))
            },
            .get("/help/pictures/{language}/{name}", .anyone) { call in
                let name = try call.value("name")
                guard name.hasSuffix(".webp"), let bytes = HelpFiles.all[try call.value("language") + "/" + name]
                else { throw WebProblem.notFound }
                let tag = EntityTag.quoted(Hash.short(bytes))
                let headers: HTTPFields = [.contentType: "image/webp", .cacheControl: "no-cache", .eTag: tag]
                if EntityTag.matches(call.header(.ifNoneMatch), tag) {
                    return Response(status: .notModified, headers: headers)
                }
                return Response(status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
            },
        ]
    }
}
