import Foundation
import Glibc
import Synchronization

/// Feeds a reader with what libFuzzer makes up:   Fuzzing READER [libFuzzer's options and folders]
@main
enum Fuzzing {
    static let reader = Mutex(FuzzedReader?.none)
    static let area: String = {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("lantai-fuzz-\(getpid())").path
        try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        return path
    }()

    static func main() {
        guard CommandLine.arguments.count > 1,
            FuzzedReader(rawValue: CommandLine.arguments[1]) != nil || CommandLine.arguments[1] == FuzzedForm.name
        else {
            print("say which: \((FuzzedReader.allCases.map(\.rawValue) + [FuzzedForm.name]).joined(separator: " "))")
            exit(2)
        }
        reader.withLock { $0 = FuzzedReader(rawValue: CommandLine.arguments[1]) }
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
        let broken =
            if let reader = Fuzzing.reader.withLock({ $0 }) {
                try reader.broken(by: bytes, in: Fuzzing.area)
            } else {
                FuzzedForm.broken(by: bytes)
            }
        guard let broken else { return 0 }
        print("broken: \(broken)")
    } catch {
        print("not read: \(error)")
    }
    abort()
}
