/// The script's part for describing: what is typed is kept while it is not saved, faults are told on leaving a field, keys press
/// buttons, and the pages beside the form are turned without leaving it.
enum Describing {
    static let script = #"""

        // A control that names its keys is pressed by them.
        document.body.classList.add("keyed");
        document.addEventListener("keydown", (event) => {
          if (event.isComposing) return;
          const name = event.key.length === 1 ? event.key.toUpperCase() : event.key;
          const pressed = [event.ctrlKey || event.metaKey ? "Control" : "", event.altKey ? "Alt" : "", event.shiftKey ? "Shift" : "", name];
          if (pressed[0] === "" && pressed[1] === "") return;
          const control = document.querySelector('[aria-keyshortcuts~="' + CSS.escape(pressed.filter(Boolean).join("+")) + '"]');
          if (!control) return;
          event.preventDefault();
          control.click();
        });

        // What was sent to be saved and came through needs no copy in the browser.
        if (/[?&]done=(saved|confirmed)/.test(location.search)) {
          for (const key of Object.keys(localStorage)) {
            if (key.startsWith("unsaved ") && JSON.parse(localStorage.getItem(key)).sent) localStorage.removeItem(key);
          }
        }

        const describing = document.querySelector("form[data-draft]");
        if (describing) {
          const form = describing, told = form.dataset, key = "unsaved " + told.mine;
          const said = form.querySelector("[data-said]");
          const never = told.never ? told.never.split(" ") : [];
          const left = new Set();
          let waiting, busy = false, more = false, gone = false, dirty = "again" in told;

          const fields = () => {
            const all = new URLSearchParams(new FormData(form));
            all.set("seen", told.seen);
            return all;
          };
          const body = () => {
            const all = fields();
            all.delete("form-token");
            return all.toString();
          };
          // Text with a mark of state secrets is kept nowhere.
          const keepHere = (sent) => {
            const text = body(), plain = decodeURIComponent(text).replace(/[\s+]/g, "");
            if (never.some((mark) => plain.includes(mark))) return localStorage.removeItem(key);
            localStorage.setItem(key, JSON.stringify({ sent, text }));
          };

          const tell = (errors) => {
            for (const name of left) {
              const field = form.elements[name];
              if (!field || !field.id) continue;
              const mine = errors.filter((each) => each.field === name), id = name + "-e";
              const old = document.getElementById(id);
              if (old) old.remove();
              const about = (field.getAttribute("aria-describedby") || "").split(" ").filter((each) => each && each !== id);
              field.removeAttribute("aria-invalid");
              if (mine.length) {
                const line = form.querySelector("template[data-err]").content.firstElementChild.cloneNode(true);
                line.id = id;
                line.querySelector("span").textContent = mine.map((each) => each.text).join(" ");
                field.after(line);
                field.setAttribute("aria-invalid", "true");
                about.push(id);
              }
              if (about.length) field.setAttribute("aria-describedby", about.join(" "));
            }
          };

          const keep = async (leaving) => {
            clearTimeout(waiting);
            if (gone) return;
            if (busy) {
              more = true;
              return;
            }
            busy = true;
            more = false;
            try {
              const answer = await fetch(told.draft, { method: "POST", body: fields(), headers: { accept: "application/json" }, redirect: "error", keepalive: leaving === true });
              if (gone) return;
              if (!answer.ok && answer.status !== 409) throw answer.status;
              const now = await answer.json();
              tell(now.errors);
              // A line of an error above may have pushed it below the bar of acts.
              if (now.errors.length && form.contains(document.activeElement)) document.activeElement.scrollIntoView({ block: "nearest" });
              if (answer.status === 409) {
                keepHere(false);
                said.textContent = told.other;
                return;
              }
              told.seen = now.seen || "";
              dirty = false;
              localStorage.removeItem(key);
              said.textContent = now.refused ? told.refused : now.kept ? told.kept + " " + now.kept : told.clean;
            } catch (problem) {
              keepHere(false);
              said.textContent = problem === 401 || problem === 403 ? told.signedOut : told.here;
              waiting = setTimeout(keep, 10000);
            } finally {
              busy = false;
              if (more) keep();
            }
          };
          const later = (event) => {
            dirty = true;
            clearTimeout(waiting);
            if (!event.isComposing) waiting = setTimeout(keep, 1200);
          };
          form.addEventListener("input", later);
          form.addEventListener("compositionend", later);
          form.addEventListener("change", (event) => {
            left.add(event.target.name);
            keep();
          });
          form.addEventListener("submit", () => {
            gone = true;
            keepHere(true);
          });
          // The window closes, or goes behind another: what was typed last goes along.
          document.addEventListener("visibilitychange", () => {
            if (document.visibilityState !== "hidden" || !dirty || gone) return;
            keepHere(false);
            keep(true);
          });

          const kept = localStorage.getItem(key);
          if (dirty) {
            keep();
          } else if (kept) {
            // What this browser kept goes to the server first; if that changes anything, the page is read anew.
            const send = async (seen) => {
              const all = new URLSearchParams(JSON.parse(kept).text);
              all.set("form-token", form.elements["form-token"].value);
              if (seen !== undefined) all.set("seen", seen);
              const answer = await fetch(told.draft, { method: "POST", body: all, headers: { accept: "application/json" }, redirect: "error" });
              const now = answer.ok || answer.status === 409 ? await answer.json() : null;
              if (answer.ok) {
                localStorage.removeItem(key);
                if ((now.seen || "") !== told.seen) location.replace(location.href.split("#")[0]);
              } else if (answer.status === 409) {
                const note = document.querySelector("[data-local]");
                note.hidden = false;
                note.querySelector("[data-use]").onclick = () => send(now.latest);
                note.querySelector("[data-forget]").onclick = () => {
                  localStorage.removeItem(key);
                  note.hidden = true;
                };
              }
            };
            send().catch(() => { said.textContent = told.here; });
          }

          // From entry to entry one stays in the same field; a field that is refused comes first.
          const wrong = form.querySelector("[aria-invalid=true], .clash .err");
          const last = sessionStorage.getItem("field");
          const first = wrong ? (wrong.matches(".err") ? wrong.parentElement.querySelector("input") : wrong) : last && form.elements[last];
          sessionStorage.removeItem("field");
          if (first && first.focus && !location.hash) {
            const folded = first.closest("details");
            if (folded) folded.open = true;
            first.focus();
          }
          const remember = () => {
            const here = document.activeElement;
            if (here && here.form === form && here.name && here.type !== "submit") sessionStorage.setItem("field", here.name);
          };
          form.addEventListener("focusin", remember);
          form.addEventListener("keydown", (event) => {
            if (event.key === "Escape" && !event.isComposing) document.activeElement.blur();
          });

          // The pages beside the form: turned, enlarged and chosen in place.
          const turn = async (address, name) => {
            const answer = await fetch(address, { headers: { accept: "text/html" } });
            const page = new DOMParser().parseFromString(await answer.text(), "text/html");
            const viewer = page.querySelector(".edit > .viewer");
            if (!viewer) return location.assign(address);
            document.querySelector(".edit > .viewer").replaceWith(viewer);
            for (const sheet of viewer.querySelectorAll("[data-tiles]")) deepen(sheet);
            for (const sheet of viewer.querySelectorAll("[data-places]")) place(sheet);
            fullScreen(viewer);
            history.replaceState(null, "", address);
            form.action = address;
            const same = name && viewer.querySelector('[data-key="' + name + '"], [data-zoom="' + name + '"]');
            if (same) same.focus();
          };
          document.addEventListener("click", (event) => {
            const link = event.target.closest(".edit > .viewer a[href]");
            if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || link.pathname !== location.pathname) return;
            event.preventDefault();
            turn(link.href, link.dataset.key || link.dataset.zoom);
          });
          document.addEventListener("submit", (event) => {
            if (!event.target.closest(".edit > .viewer")) return;
            event.preventDefault();
            turn(location.pathname + "?" + new URLSearchParams(new FormData(event.target)));
          });
        }

        """#
}
