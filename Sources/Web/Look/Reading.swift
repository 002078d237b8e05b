/// The script's part for reading: the citation copied, the viewer on the whole screen, its list of keys. All of it is hidden
/// without the script.
enum Reading {
    static let script = #"""

        for (const button of document.querySelectorAll("button[data-copy]")) {
          const text = document.getElementById(button.dataset.copy);
          const words = button.textContent;
          button.hidden = false;
          button.setAttribute("aria-live", "polite");
          button.addEventListener("click", async () => {
            // Without TLS there is no clipboard to write to: then the text is chosen, ready to be copied by hand.
            getSelection().selectAllChildren(text);
            try {
              await navigator.clipboard.writeText(text.textContent);
              button.textContent = button.dataset.l;
              setTimeout(() => { button.textContent = words; }, 2000);
            } catch { }
          });
        }

        for (const viewer of document.querySelectorAll(".viewer")) {
          const full = viewer.querySelector("[data-full]");
          const keys = viewer.querySelector("[data-keys]");
          if (keys) keys.hidden = false;
          if (full && document.fullscreenEnabled) {
            full.hidden = false;
            full.addEventListener("click", () => document.fullscreenElement ? document.exitFullscreen() : viewer.requestFullscreen());
          }
          document.addEventListener("keydown", (event) => {
            if (event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
            if (event.target.closest("input, select, textarea, audio, video")) return;
            if (event.key === "f" && full && !full.hidden) full.click();
            // At the desk there is one list for the whole page.
            if (event.key === "?" && keys && !document.getElementById("desk-keys")) {
              keys.open = !keys.open;
              if (keys.open) keys.querySelector("summary").focus();
            }
          });
        }

        """#
}
