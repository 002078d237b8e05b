/// The only script, and nothing depends on it: upload with a progress bar, and progress without reloading the page,
/// what to search for while one types.
enum Script {
    static let text = #"""
        // An upload form with data-upload sends its file with a progress bar instead of a blank wait.
        for (const form of document.querySelectorAll("form[data-upload]")) {
          form.addEventListener("submit", (event) => {
            const file = form.querySelector("input[type=file]");
            if (!file || !file.files.length) return;
            event.preventDefault();
            const bar = form.querySelector("progress");
            const say = form.querySelector("[data-said]");
            const button = form.querySelector("button[type=submit]");
            const request = new XMLHttpRequest();
            button.disabled = true;
            bar.hidden = false;
            request.upload.addEventListener("progress", (step) => {
              if (!step.lengthComputable) return;
              bar.max = step.total;
              bar.value = step.loaded;
              say.textContent = Math.floor((100 * step.loaded) / step.total) + " %";
            });
            const fail = () => {
              button.disabled = false;
              bar.hidden = true;
              say.textContent = form.dataset.failed;
            };
            request.addEventListener("load", () => {
              if (request.status >= 200 && request.status < 300 && request.responseURL) {
                location.assign(request.responseURL);
              } else {
                const page = new DOMParser().parseFromString(request.responseText, "text/html");
                document.documentElement.replaceWith(page.documentElement);
              }
            });
            request.addEventListener("error", fail);
            request.addEventListener("abort", fail);
            request.open("POST", form.action);
            request.send(new FormData(form));
          });
        }

        // A part of the page with data-poll replaces itself while work is under way; the page's own refresh is dropped.
        const live = document.querySelector("[data-poll]");
        if (live) {
          const refresh = document.querySelector("meta[http-equiv=refresh]");
          if (refresh) refresh.remove();
          const step = async () => {
            try {
              const answer = await fetch(location.href, { headers: { accept: "text/html" } });
              if (!answer.ok) return setTimeout(step, 5000);
              const page = new DOMParser().parseFromString(await answer.text(), "text/html");
              const now = page.querySelector("[data-poll]");
              if (!now) return location.reload();
              const old = document.querySelector("[data-poll]");
              if (now.innerHTML !== old.innerHTML) old.replaceWith(now);
            } catch { }
            setTimeout(step, 2000);
          };
          setTimeout(step, 2000);
        }

        // A search box with data-suggest offers what begins so; never while an input method is composing.
        for (const box of document.querySelectorAll("input[data-suggest]")) {
          const list = document.createElement("datalist");
          list.id = box.id + "-suggested";
          box.after(list);
          box.setAttribute("list", list.id);
          box.autocomplete = "off";
          let waiting, asked = "";
          const ask = async () => {
            const typed = box.value.trim();
            if (typed === asked || [...typed].length < 2) return;
            asked = typed;
            try {
              const answer = await fetch(box.dataset.suggest + "?q=" + encodeURIComponent(typed));
              if (!answer.ok || asked !== typed) return;
              const found = (await answer.json()).suggestions;
              list.replaceChildren(...found.map((one) => new Option("", one.text)));
            } catch { }
          };
          const later = (event) => {
            clearTimeout(waiting);
            if (!event.isComposing) waiting = setTimeout(ask, 200);
          };
          box.addEventListener("input", later);
          box.addEventListener("compositionend", later);
        }

        // One tick box for all rows of a table.
        for (const all of document.querySelectorAll("input[data-all]")) {
          all.closest("label").hidden = false;
          all.addEventListener("change", () => {
            for (const each of all.form.querySelectorAll("input[name=" + all.dataset.all + "]")) each.checked = all.checked;
          });
        }

        """#
}
