import Foundation

/// Sound as WAV: a tone, 16 bits, one channel.
struct MadeSound: Sendable {
    var milliseconds = 2500
    var rate = 8000
    /// Another number, another tone.
    var seed = 0

    var bytes: [UInt8] {
        let count = rate * milliseconds / 1000
        var samples: [UInt8] = []
        samples.reserveCapacity(count * 2)
        for place in 0..<count {
            let value = Int16(sin(Double(place) * Double(200 + seed * 40) * 2 * .pi / Double(rate)) * 9000)
            samples += little(Int(UInt16(bitPattern: value)), 2)
        }
        return Array("RIFF".utf8) + little(36 + samples.count, 4) + Array("WAVEfmt ".utf8) + little(16, 4)
            + little(1, 2) + little(1, 2) + little(rate, 4) + little(rate * 2, 4) + little(2, 2) + little(16, 2)
            + Array("data".utf8) + little(samples.count, 4) + samples
    }
}

/// Film as AVI (Motion JPEG): plain grey pictures, four a second.
struct MadeFilm: Sendable {
    var pictures = 12
    var width = 64
    var height = 48
    var seed = 0
    /// A picture whose bytes are spoilt.
    var spoilt: Int?

    var bytes: [UInt8] {
        let frames = (0..<pictures).map { place -> [UInt8] in
            let frame = MadeJPEG(width: width, height: height, quality: 90, seed: seed * 1000 + place).bytes
            guard place == spoilt else { return frame }
            return [UInt8](repeating: 0x55, count: frame.count)
        }
        let largest = frames.map(\.count).max() ?? 0
        let numbers = [250_000, largest * 4, 0, 0x10, pictures, 0, 1, largest, width, height, 0, 0, 0, 0]
        let stream =
            Array("vidsMJPG".utf8) + [0, 0, 0, 1, 4, 0, pictures, largest, 10_000, 0].flatMap { little($0, 4) }
            + [0, 0, width, height].flatMap { little($0, 2) }
        let format =
            [40, width, height].flatMap { little($0, 4) } + little(1, 2) + little(24, 2) + Array("MJPG".utf8)
            + [width * height * 3, 0, 0, 0, 0].flatMap { little($0, 4) }
        let header = list(
            "hdrl",
            chunk("avih", numbers.flatMap { little($0, 4) })
                + list("strl", chunk("strh", stream) + chunk("strf", format)))
        var movie: [UInt8] = []
        var index: [UInt8] = []
        for frame in frames {
            index += Array("00dc".utf8) + [0x10, movie.count + 4, frame.count].flatMap { little($0, 4) }
            movie += chunk("00dc", frame)
        }
        let body = header + list("movi", movie) + chunk("idx1", index)
        return Array("RIFF".utf8) + little(body.count + 4, 4) + Array("AVI ".utf8) + body
    }

    private func chunk(_ name: String, _ bytes: [UInt8]) -> [UInt8] {
        Array(name.utf8) + little(bytes.count, 4) + bytes + (bytes.count % 2 == 0 ? [] : [0])
    }

    private func list(_ name: String, _ bytes: [UInt8]) -> [UInt8] { chunk("LIST", Array(name.utf8) + bytes) }
}

private func little(_ number: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
}
