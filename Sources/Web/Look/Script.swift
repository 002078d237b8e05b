/// The only script, and nothing depends on it: progress without reloading the page, what to search for while one types, uploads that go
/// on where they stopped, pages turned by keyboard and looked at closely.
enum Script {
    static let text =
        Uploading.script + #"""
                    // A part of the page with data-poll replaces itself while work is under way; the page's own refresh is for browsers without scripts.
                    const live = document.querySelector("[data-poll]");
                    if (live) {
                      // Whoever is on the way to another page is not called back; after a download the page is still here.
                      let left = 0;
                      addEventListener("beforeunload", () => { left = Date.now(); });
                      const reload = () => Date.now() - left < 10000 ? setTimeout(reload, 10000) : location.reload();
                      const step = async () => {
                        try {
                          const answer = await fetch(location.href, { headers: { accept: "text/html" } });
                          if (!answer.ok) return source ? null : setTimeout(step, 5000);
                          const page = new DOMParser().parseFromString(await answer.text(), "text/html");
                          const now = page.querySelector("[data-poll]");
                          if (!now) return reload();
                          const old = document.querySelector("[data-poll]");
                          if (now.innerHTML !== old.innerHTML) old.replaceWith(now);
                        } catch { }
                        if (!source) setTimeout(step, 2000);
                      };
                      // The server says when something has changed; where it cannot, the page asks every two seconds.
                      let source = live.dataset.poll ? new EventSource(live.dataset.poll) : null;
                      if (source) {
                        source.addEventListener("changed", step);
                        source.addEventListener("settled", () => {
                          source.close();
                          reload();
                        });
                        source.addEventListener("error", () => {
                          if (source.readyState !== EventSource.CLOSED) return;
                          source = null;
                          setTimeout(step, 2000);
                        });
                      } else setTimeout(step, 2000);
                    }

                    // One tick box for all rows of a table.
                    for (const all of document.querySelectorAll("input[data-all]")) {
                      all.closest("label").hidden = false;
                      all.addEventListener("change", () => {
                        for (const each of all.form.querySelectorAll("input[name=" + all.dataset.all + "]")) each.checked = all.checked;
                      });
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
                          list.textContent = "";
                          list.append(...found.map((one) => new Option("", one.text)));
                        } catch { }
                      };
                      const later = (event) => {
                        clearTimeout(waiting);
                        if (!event.isComposing) waiting = setTimeout(ask, 200);
                      };
                      box.addEventListener("input", later);
                      box.addEventListener("compositionend", later);
                    }

            """# + DeepZoom.script + Placing.script + Reading.script + Describing.script + Arranging.script
        + KeyScript.script
}
