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

        // A browser that cannot play a file says so, and the page offers it.
        for (const player of document.querySelectorAll("[data-player]")) {
          const medium = player.querySelector("audio, video");
          if (!medium) continue;
          const cannot = () => {
            medium.hidden = true;
            for (const each of player.children) each.hidden = each.localName !== "div";
          };
          if (medium.error) cannot();
          medium.addEventListener("error", cannot);
        }

        const fullScreen = (viewer) => {
          const full = viewer.querySelector("[data-full]");
          if (!full || !document.fullscreenEnabled) return;
          full.hidden = false;
          full.addEventListener("click", () => document.fullscreenElement ? document.exitFullscreen() : viewer.requestFullscreen());
        };
        document.querySelectorAll(".viewer").forEach(fullScreen);
        for (const keys of document.querySelectorAll("[data-keys]")) keys.hidden = false;
        document.addEventListener("keydown", (event) => {
          if (event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
          if (event.target.closest("input, select, textarea, audio, video")) return;
          const full = document.querySelector(".viewer [data-full]:not([hidden])");
          if (event.key === "f" && full) full.click();
          const keys = document.querySelector(".viewer [data-keys]");
          // At the desk there is one list for the whole page.
          if (event.key !== "?" || !keys || document.getElementById("desk-keys")) return;
          keys.open = !keys.open;
          if (keys.open) keys.querySelector("summary").focus();
        });

        """#
}
