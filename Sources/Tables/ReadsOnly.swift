package import Archive

/// Asked to write, a database that was opened to follow another process: only that one writes.
package struct ReadsOnly: Explained, Equatable {
    package init() {}

    package var code: String { "tables.reads-only" }
    package var isTransient: Bool { true }
    package var what: Words {
        Words(zh: "本进程只读，写入由另一个进程办理。", en: "This process only reads; another one writes.")
    }
    package var next: Words {
        Words(
            zh: "请再试一次；反复出现时，检查 lantai steward（或 lantai serve）是否在运行。",
            en: "Try again; if it repeats, look whether a lantai steward (or lantai serve) is running.")
    }
}
