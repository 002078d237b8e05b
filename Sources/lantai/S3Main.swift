import Archive
import Bytes
import Foundation

/// `lantai __s3 ENDPOINT BUCKET put|get COUNT BYTES FLIGHT TURN`: so many objects of so many bytes, `FLIGHT` at a time,
/// named anew in each turn, for `bench/run` to hold against boto3. Prints the seconds. Credentials are those of `AWS_ACCESS_KEY_ID` and its secret.
enum S3Main {
    static func run(_ arguments: [String]) async throws {
        let numbers = arguments.suffix(4).compactMap { Int($0) }
        guard arguments.count == 7, numbers.count == 4 else { return }
        var settings = StoreSettings()
        (settings.kind, settings.endpoint, settings.bucket, settings.prefix) = (.s3, arguments[0], arguments[1], "ours")
        let store = try await S3Store.open(settings.s3())
        let (count, size, flight, turn) = (numbers[0], numbers[1], numbers[2], numbers[3])
        let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 13) }
        let isPut = arguments[2] == "put"
        let started = ContinuousClock.now
        _ = try await Array(0..<count).concurrentMap(atMost: flight) { number in
            let key = ByteKey("\(turn)/\(size)/\(flight)/\(number)")!
            if isPut { return try await store.put(.of(bytes), at: key) }
            var got = 0
            for try await chunk in store.read(key, range: nil) { got += chunk.count }
            guard got == size else { throw BytesProblem.absent(key.text) }
        }
        print((ContinuousClock.now - started) / .seconds(1))
    }
}
