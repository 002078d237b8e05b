import Archive
import Intake

extension Settings {
    /// Reads `intake.virus-scanner`; empty: none.
    static func scanner(_ text: String) throws -> ScannerAddress? {
        guard !text.isEmpty else { return nil }
        guard let scanner = ScannerAddress(text) else {
            throw HomeProblem.setting(
                key: "intake.virus-scanner",
                Words(
                    zh: "“\(text)”应是 clamd 的套接字文件（/run/clamav/clamd.ctl），或主机和端口（127.0.0.1:3310）。",
                    en:
                        "“\(text)” should be clamd's socket file (/run/clamav/clamd.ctl), or host and port (127.0.0.1:3310)."
                ))
        }
        return scanner
    }
}
