import Archive
import Ledger

/// What the page of the public log shows.
struct PublicLedgerView {
    let origin: String
    /// Seconds between two entries.
    let beat: Int64
    let checkpoint: PublicCheckpoint?
    let book: KeyBook
    /// When a log of so many entries had its last.
    let at: (Int64) -> Instant
    let clock: Clock
}

/// The public log explained to whoever wants to check this archive without believing it.
func publicLedgerPage(_ visit: Visit, _ view: PublicLedgerView) -> [UInt8] {
    portalPage(visit, title: Words(zh: "存证", en: "Proofs")) { h in
        h.div(.class("plain")) { h in
            h.h1(Words(zh: "存证：不必相信本馆，也能核对", en: "Proofs: check this archive without believing it"))
        }
        h.p(
            Words(
                zh: "每件公布的档案都可以取得一份证明：公布了什么、哪一天公布、文件的摘要是什么。证明下载后不需联网即可核对，日后撤回的档案，已经取得的证明仍然有效，说明的是当时的情况。",
                en:
                    "For every published record there is a proof of what was published, on which day, and with which digests. Once downloaded it is checked offline. If a record is withdrawn later, a proof obtained before stays valid, as a statement of its time."
            ), .class("prose"))
        h.section(.class("sect"), .labelledBy("log")) { h in
            h.h2(Words(zh: "公开日志", en: "The public log"), .id("log"))
            h.p(
                Words(
                    zh: "日志每 \(view.beat) 秒增加一条，不论馆内有没有办事；条目是加盐的承诺，看不出内容，也看不出多少。只有公布了的档案，本馆才交出打开它那一份承诺的盐。",
                    en:
                        "The log grows by one entry every \(view.beat) seconds, whether anything was done in the archive or not. Entries are salted commitments: they tell neither what they hide nor how much. Only for a published record does the archive hand out the salt that opens its commitment."
                ), .class("prose"))
            if let checkpoint = view.checkpoint {
                h.definitions { h in
                    h.definition(Words(zh: "日志名称", en: "Name of the log")) { $0.code(view.origin) }
                    h.definition(Words(zh: "条目数", en: "Entries")) { $0.text(checkpoint.size.grouped) }
                    h.definition(Words(zh: "最近一条", en: "Newest entry")) {
                        $0.stamp(view.at(checkpoint.size), view.clock)
                    }
                    h.definition(Words(zh: "树根", en: "Root")) { $0.code(checkpoint.root.hex) }
                }
            }
            h.ul(.class("prose")) { h in
                h.li { $0.a(Words(zh: "检查点", en: "Checkpoint"), .href("/ledger/checkpoint")) }
                h.li { $0.a(Words(zh: "密钥文件", en: "Key file"), .href("/ledger/key")) }
            }
        }
        h.section(.class("sect"), .labelledBy("verify")) { h in
            h.h2(Words(zh: "怎样核对", en: "How to verify"), .id("verify"))
            h.ol(.class("prose")) { h in
                h.li(
                    Words(
                        zh: "在档案页“存证”一栏下载证明（.tlog-proof）。",
                        en: "Download the proof (.tlog-proof) from the record's page."))
                h.li(
                    Words(
                        zh: "保存密钥文件一次；请从别处（公报、年鉴、本馆公告栏）核对第一行。",
                        en:
                            "Keep the key file once, and compare its first line with another source: a gazette, a yearbook, our notice board."
                    ))
                h.li { h in
                    h.text(Words(zh: "运行：", en: "Run: "))
                    h.code("lantai-verify record.tlog-proof --key ledger.key --file record.pdf")
                }
            }
            h.p(
                Words(
                    zh: "格式是公开的：C2SP tlog-proof、tlog-checkpoint、tlog-tiles、signed-note。任何人都可以自己编写核对程序。",
                    en:
                        "The formats are public: C2SP tlog-proof, tlog-checkpoint, tlog-tiles and signed-note. Anybody may write a verifier."
                ), .class("prose"))
        }
        h.section(.class("sect"), .labelledBy("keys")) { $0.keys(view.book, view.clock) }
    }
}

extension HTML {
    fileprivate mutating func keys(_ book: KeyBook, _ clock: Clock) {
        h2(Words(zh: "密钥", en: "Keys"), .id("keys"))
        ul { h in
            for (key, limit) in book.keys {
                h.li { h in
                    h.code(key.text)
                    h.p(.class("small quiet")) { h in
                        if let limit {
                            h.text(
                                Words(
                                    zh: "已停用：只认可条目数不超过 \(limit) 的签名。",
                                    en: "No longer in use: its signatures count on logs of up to \(limit) entries."))
                        } else {
                            h.text(Words(zh: "现用。", en: "In use."))
                        }
                    }
                }
            }
        }
        guard !book.changes.isEmpty else { return }
        h3(Words(zh: "换钥与吊销", en: "Rotations and revocations"))
        ul { h in
            for change in book.changes {
                h.li { h in
                    h.stamp(change.at, clock)
                    h.text(" ")
                    switch change.kind {
                    case .rotation(let old, let new):
                        h.text(
                            Words(
                                zh: "换钥：\(old.number.hex) → \(new.number.hex)，由新旧两钥签署。",
                                en:
                                    "rotation: \(old.number.hex) to \(new.number.hex), signed by both."
                            ))
                    case .revocation(let key, let reason):
                        h.text(
                            Words(
                                zh: "吊销：\(key.number.hex)，条目数超过 \(change.size) 的签名作废。理由：",
                                en:
                                    "revocation: \(key.number.hex); signatures on more than \(change.size) entries count no more. Reason: "
                            ))
                        h.recordText(reason)
                    }
                }
            }
        }
    }
}
