import Archive
import Bytes

/// `lantai __digest ALGORITHM FILE`: one digest of one file, for `bench/run` to hold against `openssl dgst`.
enum DigestMain {
    static func run(_ arguments: [String]) throws {
        guard arguments.count == 2, let algorithm = Digest.Algorithm(rawValue: arguments[0]) else { return }
        print(try digests(ofFile: arguments[1], [algorithm]).digests.values.map(\.hex).joined())
    }
}
