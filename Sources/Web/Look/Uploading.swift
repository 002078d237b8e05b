/// The script's part for uploads: a file goes in pieces, and goes on where it was when the line comes back or the page was closed
/// (tus 1.0). Without script the form sends it in one go.
enum Uploading {
    static let script = #"""
                for (const form of document.querySelectorAll("form[data-upload]")) {
                  const say = form.querySelector("[data-said]"), bar = form.querySelector("progress");
                  const button = form.querySelector("button[type=submit]");
                  const headers = (more) => ({ "Tus-Resumable": "1.0.0", "X-Form-Token": form.elements["form-token"].value, ...more });
                  const pause = (time) => new Promise((done) => setTimeout(done, time));
                  const base64 = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
                  const told = async (answer) => {
                    const problem = await answer.json().catch(() => null);
                    const tongue = document.documentElement.lang.startsWith("zh") ? "zh" : "en";
                    return new Error(problem ? problem.what[tongue] + " " + problem.next[tongue] : form.dataset.failed);
                  };
                  const begin = async (file, key) => {
                    const kept = localStorage.getItem(key);
                    if (kept) {
                      const answer = await fetch(kept, { method: "HEAD", headers: headers() });
                      if (answer.ok) return [kept, Number(answer.headers.get("Upload-Offset")), answer.headers.get("Lantai-Page")];
                      localStorage.removeItem(key);
                    }
                    const about = ["filename " + base64(file.name)];
                    for (const name of ["agency", "supersedes", "note"]) {
                      const field = form.elements[name];
                      if (field && field.value) about.push(name + " " + base64(field.value));
                    }
                    const answer = await fetch("/api/v1/uploads", { method: "POST", headers: headers({ "Upload-Length": String(file.size), "Upload-Metadata": about.join(",") }) });
                    if (!answer.ok) throw await told(answer);
                    localStorage.setItem(key, answer.headers.get("Location"));
                    return [answer.headers.get("Location"), 0, null];
                  };
                  const piece = 8 << 20;
                  const send = async (file) => {
                    const key = "upload " + [file.name, file.size, file.lastModified].join(" ");
                    let [address, offset, page] = await begin(file, key), tries = 0;
                    while (!page) {
                      bar.max = file.size;
                      bar.value = offset;
                      say.textContent = Math.floor((100 * offset) / file.size) + " %";
                      try {
                        const answer = await fetch(address, { method: "PATCH", headers: headers({ "Content-Type": "application/offset+octet-stream", "Upload-Offset": String(offset) }), body: file.slice(offset, offset + piece) });
                        if (answer.status === 409 || answer.status === 423 || answer.status === 503) throw new TypeError("again");
                        if (!answer.ok) {
                          localStorage.removeItem(key);
                          throw await told(answer);
                        }
                        offset = Number(answer.headers.get("Upload-Offset"));
                        page = answer.headers.get("Lantai-Page");
                        tries = 0;
                      } catch (problem) {
                        // The line is down, or somebody else is sending: ask how far it is, then go on from there.
                        if (!(problem instanceof TypeError) || ++tries > 60) throw problem;
                        say.textContent = form.dataset.waiting;
                        await pause(Math.min(30000, 1000 * 2 ** Math.min(tries, 5)));
                        const answer = await fetch(address, { method: "HEAD", headers: headers() }).catch(() => null);
                        if (answer && answer.ok) {
                          offset = Number(answer.headers.get("Upload-Offset"));
                          page = answer.headers.get("Lantai-Page");
                        } else if (answer && answer.status === 404) throw new Error(form.dataset.failed);
                      }
                    }
                    localStorage.removeItem(key);
                    location.assign(page + "?done=received");
                  };
                  form.addEventListener("submit", async (event) => {
                    const file = form.querySelector("input[type=file]");
                    if (!file || !file.files.length) return;
                    event.preventDefault();
                    button.disabled = true;
                    bar.hidden = false;
                    try {
                      await send(file.files[0]);
                    } catch (problem) {
                      button.disabled = false;
                      bar.hidden = true;
                      say.textContent = problem instanceof TypeError ? form.dataset.failed : problem.message;
                    }
                  });
                }

        """#
}
