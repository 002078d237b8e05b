import Foundation
import Glibc
import Synchronization

/// Feeds a reader with what libFuzzer makes up:   Fuzzing READER [libFuzzer's options and folders]
@main
enum Fuzzing {
    /// Those that need no folder to write into, by name: they are of rooms whose tests do not see `FuzzedReader`.
    static let others: [String: @Sendable ([UInt8]) -> String?] = [
        FuzzedForm.name: FuzzedForm.broken, FuzzedHeader.name: FuzzedHeader.broken,
        FuzzedInventory.name: FuzzedInventory.broken,
    ]
    static let names = FuzzedReader.allCases.map(\.rawValue) + others.keys.sorted()
    static let reader = Mutex("")
    static let area: String = {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("lantai-fuzz-\(getpid())").path
        try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        return path
    }()

    static func main() {
        guard CommandLine.arguments.count > 1, names.contains(CommandLine.arguments[1]) else {
            print("say which: \(names.joined(separator: " "))")
            exit(2)
        }
        reader.withLock { $0 = CommandLine.arguments[1] }
        // libFuzzer sees the same arguments without the reader's name.
        var count = CommandLine.argc - 1
        var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv + 1
        CommandLine.unsafeArgv[1] = CommandLine.unsafeArgv[0]
        exit(driver(&count, &arguments, one))
    }
}

@_silgen_name("LLVMFuzzerRunDriver")
private func driver(
    _ count: UnsafeMutablePointer<CInt>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
    _ one: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// One input. A broken promise ends the process, so that libFuzzer keeps the input.
private func one(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    do {
        let name = Fuzzing.reader.withLock(\.self)
        let broken =
            if let reader = FuzzedReader(rawValue: name) {
                try reader.broken(by: bytes, in: Fuzzing.area)
            } else {
                Fuzzing.others[name]?(bytes)
            }
        guard let broken else { return 0 }
        print("broken: \(broken)")
    } catch {
        print("not read: \(error)")
    }
    // What was printed is lost otherwise.
    fflush(nil)
    abort()
}
