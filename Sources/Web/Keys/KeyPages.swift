import Archive
import Hummingbird

// The shortcuts of the keyboard: a dialog on every page of the desk, and a page for those without script.

extension Pages {
    var keyRoutes: [Route] {
        [.get("/desk/keys", .duty(.overview)) { $0.page(keysPage($0.visit)) }]
    }
}

func keysPage(_ visit: Visit) -> [UInt8] {
    let title = KeyList.title
    return deskPage(visit, title: title) { h in
        h.div(.class("h")) { $0.h1(title) }
        h.p(
            Words(
                zh: "快捷键靠脚本，没有脚本时一切照样能用键盘办：Tab到下一个，回车打开。输入文字时快捷键不起作用。",
                en:
                    "Shortcuts need the script. Without it everything still works by keyboard: Tab to the next control, Enter to open. While you type in a field they do nothing."
            ))
        for set in [KeySet.everywhere(visit)] + KeySet.all {
            h.section(.class("sect")) { h in
                h.h2(set.name)
                h.shortcutList(set)
            }
        }
    }
}

enum KeyList {
    static let title = Words(zh: "快捷键", en: "Keyboard shortcuts")
    static let id = "desk-keys"
}

extension HTML {
    /// The dialog that `?` opens; its list is also what the script obeys, so that what is told is what works.
    mutating func shortcutDialog(_ visit: Visit, _ sets: [KeySet]) {
        dialog(.class("dialog keys no-print"), .id(KeyList.id), .labelledBy("desk-keys-h")) { h in
            h.h2(KeyList.title, .id("desk-keys-h"))
            h.div(.class("keys-sets"), .tabindex(0), .role("region"), .ariaLabel(KeyList.title)) { h in
                for set in [KeySet.everywhere(visit)] + sets {
                    h.section { h in
                        h.h3(set.name)
                        h.shortcutList(set)
                    }
                }
            }
            h.label(.class("tick")) { h in
                h.input(.type("checkbox"), .data("data-keys-on", ""), .checked)
                h.span(Words(zh: "使用快捷键（只在这个浏览器里）", en: "use shortcuts (in this browser only)"))
            }
            h.form(.method("dialog"), .class("acts")) { h in
                h.button(Words(zh: "关上", en: "Close"), .class("btn"), .type("submit"))
            }
        }
    }

    mutating func shortcutList(_ set: KeySet) {
        dl(.class("dl keylist")) { h in
            for shortcut in set.shortcuts {
                let action = shortcut.action.attribute
                h.div(.data("data-key", shortcut.keys), .data(action.name, action.value)) { h in
                    h.dt { h in
                        for (place, key) in shortcut.keys.split(separator: " ").enumerated() {
                            if place > 0 { h.text(" ") }
                            h.kbd(String(key))
                        }
                    }
                    h.dd(shortcut.words)
                }
            }
        }
    }

    /// The link that leads to the list, and opens it in place where there is script.
    mutating func shortcutLink() {
        a(.href("/desk/keys"), .class("keys-link"), .data("data-keys-open", "")) { h in
            h.icon(.keys)
            h.text(KeyList.title)
            h.text(" ")
            h.kbd("?")
        }
    }
}
