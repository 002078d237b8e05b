import Archive
import Foundation
import Glibc

/// A time stamp authority: the `openssl ts` command behind a small HTTP server, with a key and a certificate of its own.
///
/// It closes what was open here before it serves: it would hold the sockets by which Foundation's `Process` sees the ends of other
/// commands, and tests that wait for those would wait for this one, which waits for a thread of theirs.
final class RunningStampAuthority: Sendable {
    let folder: String
    let port: Int
    private let process: pid_t

    var address: String { "http://127.0.0.1:\(port)/tsa" }
    /// The folder of certificates to trust.
    var trust: String { folder + "/trust" }

    /// - Parameter answer: Python that makes `reply` of the file `asked`; what the command answers by default.
    init(answering answer: String = RunningStampAuthority.honest) throws {
        folder = try temporaryFolder()
        try FileManager.default.createDirectory(atPath: folder + "/trust", withIntermediateDirectories: true)
        try Data(RunningStampAuthority.settings(folder).utf8).write(to: URL(fileURLWithPath: folder + "/c.cnf"))
        try Data("01\n".utf8).write(to: URL(fileURLWithPath: folder + "/serial"))
        try Data((RunningStampAuthority.server + answer + RunningStampAuthority.end).utf8)
            .write(to: URL(fileURLWithPath: folder + "/server.py"))
        process = try RunningStampAuthority.started(["python3", folder + "/server.py", folder], log: folder + "/log")
        // Its key is made first, which takes a while.
        var said: Int?
        for _ in 0..<1200 {
            said = (try? String(contentsOfFile: folder + "/port", encoding: .utf8)).flatMap { Int($0) }
            if said != nil { break }
            usleep(50_000)
        }
        guard let said else {
            throw NotStarted(log: (try? String(contentsOfFile: folder + "/log", encoding: .utf8)) ?? "")
        }
        port = said
    }

    struct NotStarted: Error {
        let log: String
    }

    func stop() {
        kill(process, SIGKILL)
        waitpid(process, nil, 0)
    }

    private static func started(_ words: [String], log: String) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, log, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        var arguments = words.map { strdup($0) } + [nil]
        defer { for text in arguments { free(text) } }
        var process = pid_t()
        guard posix_spawnp(&process, words[0], &actions, nil, &arguments, environ) == 0 else {
            throw NotStarted(log: words[0])
        }
        return process
    }

    static let honest = """
                subprocess.run(["openssl", "ts", "-reply", "-config", here + "/c.cnf", "-queryfile", asked, "-signer",
                                here + "/trust/tsa.pem", "-inkey", here + "/key", "-out", asked + "r"], check=True, stderr=subprocess.DEVNULL)
                reply = open(asked + "r", "rb").read()

        """

    private static let server = """
        import http.server, os, subprocess, sys
        os.closerange(3, 65536)
        here = sys.argv[1]
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", here + "/key", "-out",
                        here + "/trust/tsa.pem", "-utf8", "-subj", "/CN=国家授时", "-days", "3650",
                        "-addext", "extendedKeyUsage=critical,timeStamping"], check=True)
        class Authority(http.server.BaseHTTPRequestHandler):
            def log_message(self, *words): pass
            def do_POST(self):
                asked = here + "/q"
                body = self.rfile.read(int(self.headers["content-length"]))
                status = 200 if self.headers["content-type"] == "application/timestamp-query" else 415
                open(asked, "wb").write(body)

        """

    private static let end = """
                self.send_response(status)
                self.send_header("content-type", "application/timestamp-reply")
                self.send_header("content-length", str(len(reply)))
                self.end_headers()
                self.wfile.write(reply)
        server = http.server.HTTPServer(("127.0.0.1", 0), Authority)
        with open(here + "/port.new", "w") as file:
            file.write(str(server.server_port))
        os.rename(here + "/port.new", here + "/port")
        server.serve_forever()
        """

    private static func settings(_ folder: String) -> String {
        """
        [tsa]
        default_tsa=t
        [t]
        serial=\(folder)/serial
        signer_digest=sha256
        default_policy=1.2.3.4
        digests=sha256
        ess_cert_id_alg=sha256

        """
    }
}
