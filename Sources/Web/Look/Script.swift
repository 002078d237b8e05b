/// The only script, and nothing depends on it: upload with a progress bar, progress without reloading the page, pages turned by
/// keyboard and looked at closely.
enum Script {
    static let text =
        Uploading.script + #"""
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

                    // One tick box for all rows of a table.
                    for (const all of document.querySelectorAll("input[data-all]")) {
                      all.closest("label").hidden = false;
                      all.addEventListener("change", () => {
                        for (const each of all.form.querySelectorAll("input[name=" + all.dataset.all + "]")) each.checked = all.checked;
                      });
                    }

            """# + DeepZoom.script
}
