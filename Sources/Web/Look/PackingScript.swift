/// The script of the page where an agency packs its transfer (打包), and loaded on no other: the folder and its table are read and checked
/// in the browser, and become a bag (BagIt 1.0) in a TAR whose bytes stay where they are until they are sent. What it says stands in
/// `data-words` of the page (`PackWords`). Without script, `lantai pack` does the same.
enum PackingScript {
    static let text = reading + matching + digesting + making + page

    /// Codes, columns, and what is wrong.
    private static let matching = #"""
        const half = (text) => text.replace(/[\uff01-\uff5e]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0)).replace(/\u3000/g, " ");
        const keyOf = (code) =>
          half(code).replace(/[\u2010-\u2015\u2212\ufe58\ufe63\u2500]/g, "-").replace(/[\u0387\u2022\u2027\u2219\u22c5\u30fb\uff65.\ufe52]/g, "\u00b7").replace(/[\s\ufeff]/g, "").toUpperCase();
        const isWord = (c) => /[0-9A-Za-z]/.test(c);
        const codeIn = (name, codes) => {
          for (let end = Math.min(name.length, 260); end > 0; end--) {
            if (end < name.length && isWord(name[end - 1]) && isWord(name[end])) continue;
            const key = keyOf(name.slice(0, end));
            if (codes.has(key)) return key;
          }
          return null;
        };
        const stem = (name) => name.replace(/(.)\.[^.]*$/, "$1");
        const lastPart = (path) => path.split(/[\\/]/).pop();
        const isLeft = (path) => /(^|\/)(__MACOSX\/|thumbs\.db$|ehthumbs\.db$|desktop\.ini$|\.ds_store$|\.directory$|~\$|\._)/i.test(path);
        const footer = /^(\u5408\u8ba1|\u603b\u8ba1|\u5c0f\u8ba1|\u5171\u8ba1|\u7d2f\u8ba1|\u672c\u9875\u5408\u8ba1|.{2,4}\u4eba[:\uff1a]|.{2,4}\u65e5\u671f[:\uff1a]|\u8bf4\u660e|\u5907\u6ce8|\u6ce8)/;

        /// The sheet and row of the headings, and the place of each column.
        const headingsOf = (sheets, known) => {
          const plain = (text) => half(text).split(/[([<【〔]/)[0].replace(/[\s*:：、，,.。"'_-]/g, "") || half(text);
          let best = null;
          for (const sheet of sheets) {
            for (const line of sheet.rows.slice(0, 20)) {
              const columns = {};
              line.cells.forEach((cell, place) => {
                const name = known[plain(cell)];
                if (name && columns[name] === undefined) columns[name] = place;
              });
              const count = Object.keys(columns).length;
              if (count > 1 && (!best || count > best.count)) best = { sheet, line, columns, count };
            }
            if (best && best.columns["\u6863\u53f7"] !== undefined) return best;
          }
          throw best ? trouble("noCode", { names: best.line.cells.filter(Boolean).join("\u3001") }) : trouble("noHeadings");
        };

        /// What a day may not be, by the name of its sentence; nothing if it is one.
        const dayFault = (text) => {
          const plain = half(text).trim(), found = /^(\d{4})(?:[-.\/\u5e74]?(\d{1,2})(?:[-.\/\u6708]?(\d{1,2})\u65e5?)?\u6708?)?\u5e74?$/.exec(plain);
          if (!found) return "dateUnread";
          const [year, month, day] = [found[1], found[2] || 1, found[3] || 1].map(Number);
          const date = new Date(Date.UTC(year, month - 1, day));
          if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return "dateNone";
          if (date > Date.now() + 864e5) return "dateFuture";
          return year < 1000 ? "dateUnread" : null;
        };

        const check = (headings, files, isClassified) => {
          const { sheet, line, columns } = headings, faults = [], codes = new Map(), named = new Map();
          const tell = (key, slots) => faults.push({ key, slots: { sheet: sheet.name, ...slots } });
          for (const name of ["\u9898\u540d", "\u8d23\u4efb\u8005", "\u65e5\u671f"]) {
            if (columns[name] === undefined) tell("noColumn", { column: name });
          }
          const entries = [];
          for (const { row, cells } of sheet.rows) {
            if (row <= line.row) continue;
            const value = (name) => (columns[name] === undefined ? "" : cells[columns[name]] || "");
            const code = value("\u6863\u53f7"), title = value("\u9898\u540d"), first = cells.find(Boolean);
            if (!code && !title && cells.filter(Boolean).length < 3) continue;
            if (footer.test(first) && (!title || footer.test(title))) continue;
            const entry = { row, code, key: keyOf(code), value, names: value("\u7535\u5b50\u6863\u6848\u540d\u79f0").split(/[\uff1b;\n]/).map((name) => name.trim()).filter(Boolean), files: [] };
            entries.push(entry);
            for (const name of ["\u6863\u53f7", "\u9898\u540d", "\u8d23\u4efb\u8005", "\u65e5\u671f"]) {
              if (columns[name] !== undefined && !value(name)) tell("empty", { row, column: name });
            }
            if (value("\u65e5\u671f")) {
              const fault = dayFault(value("\u65e5\u671f"));
              if (fault) tell(fault, { row, value: value("\u65e5\u671f") });
            }
            if (!isClassified && /^(\u7edd\u5bc6|\u673a\u5bc6|\u79d8\u5bc6)/.test(value("\u5bc6\u7ea7"))) tell("secret", { row, value: value("\u5bc6\u7ea7") });
            if (!code) continue;
            const before = codes.get(entry.key);
            if (!before) codes.set(entry.key, [entry]);
            else if (entry.names.length && !before.some((each) => each.names.some((name) => entry.names.includes(name)))) before.push(entry);
            else {
              entry.isTwice = true;
              tell("twice", { row, code, other: before[0].row });
            }
            for (const name of entry.names) named.set(lastPart(name).toLowerCase(), entry.key);
          }
          if (!entries.length) tell("noEntries", {});
          for (const file of files) {
            const parts = file.path.split("/"), last = parts[parts.length - 1];
            let key = null;
            for (let depth = 0; depth < parts.length - 1 && !key; depth++) key = codeIn(parts[depth], codes);
            key = key || named.get(last.toLowerCase()) || named.get(stem(last).toLowerCase()) || codeIn(stem(last), codes);
            if (key) for (const entry of codes.get(key)) entry.files.push(file);
            else if (parts[0] !== "\u5176\u4ed6" || parts.length < 2) tell("unlisted", { file: file.path });
            if (!file.blob.size) tell("emptyFile", { file: file.path });
            if (/[\\\u0000-\u001f]/.test(file.path)) tell("badName", { file: file.path });
          }
          for (const entry of entries) {
            if (!entry.code || entry.isTwice) continue;
            if (!entry.files.length) tell("noFile", { row: entry.row, code: entry.code });
            else {
              const there = new Set(entry.files.map((file) => lastPart(file.path).toLowerCase()));
              for (const name of [...there]) there.add(stem(name));
              for (const name of entry.names) if (!there.has(lastPart(name).toLowerCase())) tell("fileMissing", { row: entry.row, name });
            }
            const one = entry.names.length === 1 && entry.files.find((file) => lastPart(file.path).toLowerCase() === lastPart(entry.names[0]).toLowerCase());
            const said = sheet.rows.find((each) => each.row === entry.row).cells;
            line.cells.forEach((heading, place) => {
              const cell = said[place];
              if (!one || !cell) return;
              if (/^(\u5b57\u8282\u6570|\u6587\u4ef6\u5927\u5c0f|\u8ba1\u7b97\u673a\u6587\u4ef6\u5927\u5c0f|\u5927\u5c0f|\u5b57\u8282)$/.test(heading) && /^\d+$/.test(cell) && Number(cell) !== one.blob.size) {
                tell("sizeDiffers", { row: entry.row, file: one.path, said: cell, bytes: one.blob.size });
              }
              if (/^sha-?256$/i.test(heading)) one.promised = { row: entry.row, hex: cell.toLowerCase() };
            });
          }
          return { faults, entries: codes.size };
        };

        """#

    /// SHA-256: by the browser where it may, for files that fit; else here, a piece at a time. Source: FIPS 180-4.
    private static let digesting = #"""
        const primes = [];
        for (let n = 2; primes.length < 64; n++) if (primes.every((p) => n % p)) primes.push(n);
        const fraction = (x) => Math.floor((x % 1) * 2 ** 32);
        const rounds = Uint32Array.from(primes, (p) => fraction(Math.cbrt(p)));
        const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");

        const blocks = (state, bytes) => {
          const w = new Uint32Array(64), view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
          for (let at = 0; at < bytes.length; at += 64) {
            for (let i = 0; i < 16; i++) w[i] = view.getUint32(at + 4 * i);
            for (let i = 16; i < 64; i++) {
              const x = w[i - 15], y = w[i - 2];
              w[i] = w[i - 16] + w[i - 7] + (((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3)) + (((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10));
            }
            let [a, b, c, d, e, f, g, h] = state;
            for (let i = 0; i < 64; i++) {
              const t = (h + (((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))) + ((e & f) ^ (~e & g)) + rounds[i] + w[i]) | 0;
              const u = ((((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
              h = g;
              g = f;
              f = e;
              e = (d + t) | 0;
              d = c;
              c = b;
              b = a;
              a = (t + u) | 0;
            }
            [a, b, c, d, e, f, g, h].forEach((x, i) => (state[i] += x));
          }
        };

        /// Read from front to back, four megabytes at a time.
        const slowSum = async (blob, told) => {
          const state = Uint32Array.from(primes.slice(0, 8), (p) => fraction(Math.sqrt(p))), piece = 4 << 20;
          for (let at = 0; ; at += piece) {
            const bytes = new Uint8Array(await blob.slice(at, at + piece).arrayBuffer());
            told(bytes.length);
            if (at + piece < blob.size) blocks(state, bytes);
            else {
              const last = new Uint8Array((bytes.length + 72) & ~63), view = new DataView(last.buffer);
              last.set(bytes);
              last[bytes.length] = 128;
              view.setUint32(last.length - 8, Math.floor(blob.size / 2 ** 29));
              view.setUint32(last.length - 4, (blob.size * 8) % 2 ** 32);
              blocks(state, last);
              return [...state].map((x) => x.toString(16).padStart(8, "0")).join("");
            }
          }
        };
        const sum = async (blob, told) => {
          if (!window.isSecureContext || !crypto.subtle || blob.size > largest) return slowSum(blob, told);
          const found = await crypto.subtle.digest("SHA-256", await blob.arrayBuffer());
          told(blob.size);
          return hex(new Uint8Array(found));
        };

        """#

    /// The bag, as a TAR whose members are the agency's own files: nothing is copied before it is sent. Source: RFC 8493, POSIX pax.
    private static let making = #"""
        const utf8 = (text) => new TextEncoder().encode(text);
        const header = (name, size, type, time) => {
          const block = new Uint8Array(512);
          const put = (text, at) => block.set(utf8(text), at);
          const octal = (number, width) => number.toString(8).padStart(width, "0");
          block.set(name.slice(0, 100));
          for (const [text, at] of [["0000644", 100], ["0000000", 108], ["0000000", 116], [octal(size, 11), 124], [octal(time, 11), 136]]) put(text, at);
          put("        ", 148);
          put(type, 156);
          put("ustar\u0000" + "00", 257);
          put(octal(block.reduce((all, byte) => all + byte, 0), 6) + "\0 ", 148);
          return block;
        };
        const padding = (size) => new Uint8Array((512 - (size % 512)) % 512);
        const member = (path, blob, time) => {
          const name = utf8(path), parts = [];
          if (name.length > 100 || /[^\x20-\x7e]/.test(path) || blob.size >= 2 ** 33) {
            const record = (key, value) => {
              const rest = utf8(" " + key + "=" + value + "\n").length;
              let length = rest + 1;
              while (String(length).length + rest !== length) length++;
              return length + " " + key + "=" + value + "\n";
            };
            const records = utf8(record("path", path) + record("size", blob.size));
            parts.push(header(utf8("pax"), records.length, "x", time), records, padding(records.length));
          }
          parts.push(header(name.slice(-100), Math.min(blob.size, 2 ** 33 - 1), "0", time), blob, padding(blob.size));
          return parts;
        };

        const bag = async (root, table, files, agency, told) => {
          const day = new Date(), pad = (n) => String(n).padStart(2, "0");
          const date = [day.getFullYear(), pad(day.getMonth() + 1), pad(day.getDate())].join("-");
          const time = Math.floor(day / 864e5) * 86400, ending = (name) => name.slice(name.lastIndexOf(".")).toLowerCase();
          const payload = [{ path: "data/\u5143\u6570\u636e" + ending(table.name), blob: table }].concat(
            files.map((file) => ({ path: "data/" + file.path, blob: file.blob, promised: file.promised })));
          const faults = [], parts = [], escaped = (path) => path.replace(/%/g, "%25").replace(/\n/g, "%0A").replace(/\r/g, "%0D");
          let manifest = "", bytes = 0;
          for (const each of payload) {
            const found = await sum(each.blob, told);
            if (each.promised && each.promised.hex !== found) faults.push({ key: "digestDiffers", slots: { row: each.promised.row, file: each.path.slice(5) } });
            manifest += found + "  " + escaped(each.path) + "\n";
            bytes += each.blob.size;
            parts.push(...member(root + "/" + each.path, each.blob, time));
          }
          const tags = [["bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"],
            ["bag-info.txt", (agency ? "Source-Organization: " + agency + "\n" : "") + "Bagging-Date: " + date + "\nPayload-Oxum: " + bytes + "." + payload.length + "\n"],
            ["manifest-sha256.txt", manifest]];
          let sums = "";
          for (const [name, text] of tags) sums += (await sum(new Blob([text]), () => {})) + "  " + name + "\n";
          tags.push(["tagmanifest-sha256.txt", sums]);
          for (const [name, text] of tags) parts.push(...member(root + "/" + name, new Blob([text]), time));
          parts.push(new Uint8Array(1024));
          // Its name for an upload that goes on: another content has another one, though it be as long.
          const mark = parseInt((await sum(new Blob([sums]), () => {})).slice(0, 10), 16);
          return { faults, file: new File(parts, root + ".tar", { lastModified: mark, type: "application/x-tar" }) };
        };

        """#

    private static let page = #"""
        for (const box of document.querySelectorAll("[data-pack]")) {
          const words = JSON.parse(box.dataset.words), known = JSON.parse(box.dataset.columns);
          const part = (name) => document.querySelector("[data-pack-" + name + "]");
          const say = part("said"), bar = part("bar"), list = part("faults"), save = part("save"), send = part("send"), start = part("check");
          const [folder, table] = ["pack-folder", "pack-table"].map((id) => document.getElementById(id));
          const form = document.querySelector("form[data-upload]");
          const fill = (text, slots) => text.replace(/\{(\w+)\}/g, (whole, name) => (slots[name] === undefined ? whole : slots[name]));
          box.hidden = false;
          folder.webkitdirectory = true;
          if (!window.isSecureContext) part("plain").hidden = false;
          let made = null;

          const forget = () => {
            send.hidden = list.hidden = bar.hidden = true;
            say.textContent = "";
            if (made) URL.revokeObjectURL(made);
            made = null;
            form.querySelector("input[type=file]").value = "";
          };
          const show = (faults) => {
            const body = list.querySelector("tbody");
            body.textContent = "";
            for (const { key, slots } of faults.slice(0, 500)) {
              const [what, next] = words[key], row = document.createElement("tr");
              const place = slots.file || (slots.row ? fill(slots.sheet ? words.inSheet[0] : words.inRow[0], slots) : table.files[0].name);
              for (const [text, label] of [[place, 0], [fill(what, slots), 1], [fill(next, slots), 2]]) {
                const cell = document.createElement("td");
                cell.dataset.l = list.querySelectorAll("th")[label].textContent;
                cell.textContent = text;
                row.append(cell);
              }
              body.append(row);
            }
            list.hidden = !faults.length;
            if (faults.length) say.textContent = fill(words.faults[0], { count: faults.length });
          };
          const work = async () => {
            forget();
            if (!folder.files.length || !table.files.length) {
              say.textContent = words.choose[0];
              return;
            }
            say.textContent = words.reading[0];
            const chosen = table.files[0], isTable = (path) => /\.(xlsx|csv|xls|et)$/i.test(path);
            // The table may lie in the folder too, and in another form beside it: neither is a file of a record.
            const files = [...folder.files].map((blob) => ({ path: (blob.webkitRelativePath || blob.name).split("/").slice(1).join("/") || blob.name, blob }))
              .filter((file) => !isLeft(file.path) && file.path.toLowerCase() !== chosen.name.toLowerCase())
              .sort((a, b) => (a.path < b.path ? -1 : 1));
            const copies = files.filter((file) => !file.path.includes("/") && isTable(file.path) && stem(file.path) === stem(chosen.name));
            const { faults, entries } = check(headingsOf(await sheetsOf(chosen), known), files.filter((file) => !copies.includes(file)), "classified" in box.dataset);
            if (faults.length) return show(faults);
            const total = files.reduce((all, file) => all + file.blob.size, chosen.size);
            let done = 0;
            bar.hidden = false;
            bar.max = Math.max(1, total);
            const told = (count) => {
              bar.value = done += count;
              say.textContent = fill(words.digesting[0], { percent: Math.floor((100 * done) / Math.max(1, total)) });
            };
            for (const copy of copies) copy.path = "\u5143\u6570\u636e" + copy.path.slice(copy.path.lastIndexOf("."));
            const name = (folder.files[0].webkitRelativePath.split("/")[0] || "lantai") + "-" + new Date().toISOString().slice(0, 10).replace(/-/g, "");
            const agency = box.dataset.agency || (form.elements.agency ? form.elements.agency.value.trim() : "");
            const result = await bag(name, chosen, files, agency, told);
            bar.hidden = true;
            if (result.faults.length) return show(result.faults);
            const { file } = result;
            say.textContent = fill(words.ready[0], { name: file.name, count: entries, files: files.length, bytes: file.size });
            save.href = made = URL.createObjectURL(file);
            save.download = file.name;
            send.hidden = false;
            try {
              const carried = new DataTransfer();
              carried.items.add(file);
              form.querySelector("input[type=file]").files = carried.files;
            } catch {
              say.textContent += " " + words.byHand[0];
            }
          };
          start.addEventListener("click", async () => {
            start.disabled = true;
            try {
              await work();
            } catch (problem) {
              bar.hidden = true;
              if (problem.key) show([{ key: problem.key, slots: problem.slots }]);
              else if (problem instanceof DOMException) say.textContent = words.changed[0];
              else show([{ key: "badTable", slots: {} }]);
            }
            start.disabled = false;
          });
          for (const input of [folder, table]) input.addEventListener("change", forget);
        }
        """#
}
