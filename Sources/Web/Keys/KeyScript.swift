/// The script's part for shortcuts: it does what the list in the page says, nothing that is not told there.
enum KeyScript {
    static let script = #"""

        const keyList = document.getElementById("desk-keys");
        if (keyList) {
          const on = keyList.querySelector("[data-keys-on]");
          try { on.checked = localStorage.getItem("lantai-keys") !== "off"; } catch { }
          on.addEventListener("change", () => {
            try { localStorage.setItem("lantai-keys", on.checked ? "on" : "off"); } catch { }
          });
          const show = () => keyList.open ? keyList.close() : keyList.showModal();
          for (const link of document.querySelectorAll("[data-keys-open]")) {
            link.setAttribute("aria-haspopup", "dialog");
            link.addEventListener("click", (event) => {
              event.preventDefault();
              show();
            });
          }
          const toRow = (step) => {
            const links = [...document.querySelectorAll("main tbody th a")].filter((each) => each.getClientRects().length);
            if (!links.length) return;
            const row = document.activeElement.closest("tr");
            const here = links.findIndex((each) => each.closest("tr") === row);
            links[Math.min(links.length - 1, Math.max(0, here + step))].focus();
          };
          const obey = (line) => {
            const { go, focus, press, row, turn, list } = line.dataset;
            if (go) location.assign(go);
            if (focus) document.getElementById(focus)?.focus();
            if (press) document.getElementById(press)?.click();
            if (row) toRow(Number(row));
            if (turn) document.querySelector("main a[rel=" + turn + "]")?.click();
            if (list !== undefined) show();
          };
          const lines = [...keyList.querySelectorAll("[data-key]")].filter((each) => each.dataset.told === undefined);
          let first = "", since = 0;
          document.addEventListener("keydown", (event) => {
            if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
            if (event.key === "Shift" || !on.checked) return;
            if (event.target.closest("input, select, textarea, audio, video, [contenteditable]")) return;
            const typed = Date.now() - since < 1500 && first ? first + " " + event.key : event.key;
            const line = lines.find((each) => each.dataset.key === typed);
            const begins = !line && lines.some((each) => each.dataset.key.startsWith(typed + " "));
            [first, since] = begins ? [typed, Date.now()] : ["", 0];
            if (begins || line) event.preventDefault();
            if (line && (!keyList.open || line.dataset.list !== undefined)) obey(line);
          });
        }

        """#
}
