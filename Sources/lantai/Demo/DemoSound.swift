import Foundation

/// A short tune as WAV: 8 kHz, 16 bit, mono.
struct DemoSound {
    let number: Int

    private static let rate = 8000
    private static let scale: [Double] = [262, 294, 330, 392, 440, 523]

    var bytes: [UInt8] {
        let length = DemoSound.rate / 3
        var samples: [UInt8] = []
        for note in 0..<8 {
            let pitch = DemoSound.scale[(number + note * (number % 3 + 2)) % DemoSound.scale.count]
            for place in 0..<length {
                let time = Double(place) / Double(DemoSound.rate)
                let value = sin(2 * .pi * pitch * time) * exp(-3 * time) * 12000
                samples += little16(UInt16(bitPattern: Int16(value)))
            }
        }
        let rate = UInt32(DemoSound.rate)
        return Array("RIFF".utf8) + little32(UInt32(36 + samples.count)) + Array("WAVEfmt ".utf8) + little32(16)
            + little16(1) + little16(1) + little32(rate) + little32(rate * 2) + little16(2) + little16(16)
            + Array("data".utf8) + little32(UInt32(samples.count)) + samples
    }
}

/// A number as bytes, the lowest first.
func little16(_ value: UInt16) -> [UInt8] { [UInt8(value & 255), UInt8(value >> 8)] }
func little32(_ value: UInt32) -> [UInt8] { little16(UInt16(value & 0xFFFF)) + little16(UInt16(value >> 16)) }
