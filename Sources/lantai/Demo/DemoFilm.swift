/// A few pictures one after the other, as AVI (Motion JPEG).
struct DemoFilm {
    /// JPEGs of one size.
    let pictures: [[UInt8]]
    let width: Int
    let height: Int
    /// Pictures a second.
    static let rate = 4

    var bytes: [UInt8] {
        let count = UInt32(pictures.count)
        let largest = UInt32(pictures.map(\.count).max() ?? 0)
        let (wide, high) = (UInt32(width), UInt32(height))
        let main = [
            UInt32(1_000_000 / DemoFilm.rate), largest * UInt32(DemoFilm.rate), 0, 0x10, count, 0, 1, largest, wide,
            high,
            0, 0, 0, 0,
        ].flatMap(little32)
        let stream =
            Array("vidsMJPG".utf8)
            + [0, 0, 0, 1, UInt32(DemoFilm.rate), 0, count, largest, 10_000, 0].flatMap { little32(UInt32($0)) }
            + [0, 0, UInt16(width), UInt16(height)].flatMap(little16)
        let format =
            [40, wide, high].flatMap(little32) + little16(1) + little16(24) + Array("MJPG".utf8)
            + [wide * high * 3, 0, 0, 0, 0].flatMap(little32)
        let header = list("hdrl", chunk("avih", main) + list("strl", chunk("strh", stream) + chunk("strf", format)))
        var movie: [UInt8] = []
        var index: [UInt8] = []
        for picture in pictures {
            index += Array("00dc".utf8) + [0x10, UInt32(movie.count + 4), UInt32(picture.count)].flatMap(little32)
            movie += chunk("00dc", picture)
        }
        let body = header + list("movi", movie) + chunk("idx1", index)
        return Array("RIFF".utf8) + little32(UInt32(body.count + 4)) + Array("AVI ".utf8) + body
    }

    private func chunk(_ name: String, _ bytes: [UInt8]) -> [UInt8] {
        Array(name.utf8) + little32(UInt32(bytes.count)) + bytes + (bytes.count % 2 == 0 ? [] : [0])
    }

    private func list(_ name: String, _ bytes: [UInt8]) -> [UInt8] { chunk("LIST", Array(name.utf8) + bytes) }
}
