import Archive
import Foundation

/// A time stamp authority: the `openssl ts` command behind a small HTTP server, with a key and a certificate of its own.
final class RunningStampAuthority: @unchecked Sendable {
    let folder: String
    private let process = Process()
    private(set) var port = 0

    var address: String { "http://127.0.0.1:\(port)/tsa" }
    /// The folder of certificates to trust.
    var trust: String { folder + "/trust" }

    /// - Parameter answer: Python that makes `reply` of the file `asked`; what the command answers by default.
    init(answering answer: String = RunningStampAuthority.honest) throws {
        folder = try temporaryFolder()
        try FileManager.default.createDirectory(atPath: folder + "/trust", withIntermediateDirectories: true)
        try Data(RunningStampAuthority.settings(folder).utf8).write(to: URL(fileURLWithPath: folder + "/c.cnf"))
        try Data("01\n".utf8).write(to: URL(fileURLWithPath: folder + "/serial"))
        let made = Process()
        made.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
        made.arguments = [
            "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", folder + "/key", "-out", trust + "/tsa.pem",
            "-utf8",
            "-subj", "/CN=国家授时", "-days", "3650", "-addext", "extendedKeyUsage=critical,timeStamping",
        ]
        made.standardError = FileHandle.nullDevice
        try made.run()
        made.waitUntilExit()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "python3", "-c", RunningStampAuthority.server + answer + RunningStampAuthority.end, folder,
        ]
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let said = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        port = Int(said.trimmingCharacters(in: .whitespacesAndNewlines)) ?? 0
    }

    func stop() {
        process.terminate()
        process.waitUntilExit()
    }

    deinit { if process.isRunning { process.terminate() } }

    static let honest = """
                subprocess.run(["openssl", "ts", "-reply", "-config", here + "/c.cnf", "-queryfile", asked, "-signer",
                                here + "/trust/tsa.pem", "-inkey", here + "/key", "-out", asked + "r"], check=True, stderr=subprocess.DEVNULL)
                reply = open(asked + "r", "rb").read()

        """

    private static let server = """
        import http.server, subprocess, sys
        here = sys.argv[1]
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
        print(server.server_port, flush=True)
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
