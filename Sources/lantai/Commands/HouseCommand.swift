import Archive
import ArgumentParser
import Bytes
import Foundation
import Glibc

/// Where the archive is and how to print: shared by every command.
struct CommonOptions: ParsableArguments {
    @Option(help: "The archive's home folder (or LANTAI_HOME; else ~/lantai).") var home: String?
    @Flag(help: "Print JSON instead of sentences.") var json = false
    @Option(name: .customLong("as"), help: "Act as this account; its password from LANTAI_PASSWORD or the terminal.")
    var account: String?
}

/// A command that works in an open house: this process opens it, or the server that holds it does the work.
protocol HouseCommand: AsyncParsableCommand, Sendable {
    var common: CommonOptions { get }

    /// The bytes this command needs from the client's side: a package to receive.
    func input() throws -> ByteStream?
    /// Whether it searches: then an index that is not there is built first, where no server does so.
    var searches: Bool { get }
    /// Whether a store that is empty though records were kept in it is taken for a new one.
    var newStore: Bool { get }
    func run(in house: House, _ io: CommandIO) async throws
}

extension HouseCommand {
    func input() throws -> ByteStream? { nil }
    var searches: Bool { false }
    var newStore: Bool { false }

    mutating func run() async throws {
        let home = Home.locate(common.home)
        try home.checkFormat()
        var status = try await runInPlace(home)
        if status == nil { status = try await runAtServer(home) }
        if let status, status != 0 { throw ExitCode(status) }
    }

    /// Opens the house in this process; `nil` if another holds it.
    private func runInPlace(_ home: Home) async throws -> Int32? {
        guard let lock = try HomeLock(home) else { return nil }
        let house = try await House.open(home, newStore: newStore)
        let command = self
        let io = CommandIO.terminal(input: try input(), password: common.account == nil ? nil : Password.ask())
        let status = await runReporting(io) {
            if command.searches { try await house.rooms.fillIndexes() }
            try await command.run(in: house, io)
        }
        await house.close()
        _ = consume lock
        return status
    }

    private func runAtServer(_ home: Home) async throws -> Int32 {
        // A server that has just started takes the lock before it listens.
        for _ in 0..<50 {
            if let client = LocalClient(home) {
                let io = CommandIO.terminal(input: nil, password: common.account == nil ? nil : Password.ask())
                return try await client.run(Array(CommandLine.arguments.dropFirst()), input: try input(), io)
            }
            try await Task.sleep(for: .milliseconds(100))
        }
        throw HomeProblem.locked(home.path)
    }
}

extension CommandIO {
    static func terminal(input: ByteStream?, password: String? = nil) -> CommandIO {
        CommandIO(
            out: { text in writeAll(text, to: 1) },
            err: { text in writeAll(text, to: 2) },
            input: input,
            user: getpwuid(getuid()).map { String(cString: $0.pointee.pw_name) } ?? String(getuid()),
            password: password,
            language: .ofTerminal)
    }

    /// Unbuffered, so that what was printed before a crash is seen.
    private static func writeAll(_ text: String, to descriptor: Int32) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }
}

extension Language {
    /// Chinese where the terminal's locale is Chinese, else English.
    static var ofTerminal: Language {
        let environment = ProcessInfo.processInfo.environment
        let locale = ["LANTAI_LANG", "LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }.first {
            !$0.isEmpty
        }
        return locale?.hasPrefix("zh") == true ? .zh : .en
    }
}

/// Runs `body`; says what went wrong; the exit status: 0 done · 1 could not do the work · 2 usage · 3 found faults.
func runReporting(_ io: CommandIO, _ body: @Sendable () async throws -> Void) async -> Int32 {
    do {
        try await body()
        return 0
    } catch let code as ExitCode {
        return code.rawValue
    } catch let problem as any Explained {
        io.explain(problem)
        return 1
    } catch {
        let code = Lantai.exitCode(for: error)
        let message = Lantai.fullMessage(for: error)
        if code == .success {
            io.line(message)
            return 0
        }
        io.err(message + "\n")
        return code == .validationFailure ? 2 : 1
    }
}
