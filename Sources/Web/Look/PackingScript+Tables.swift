extension PackingScript {
    /// Tables: text with separated columns, and XLSX where the browser can unpack.
    static let reading = #"""
        const largest = 64 << 20;
        const trouble = (key, slots) => Object.assign(new Error(key), { key, slots: slots || {} });

        const separated = (text) => {
          const head = text.slice(0, text.search(/[\r\n]|$/));
          const mark = [",", "\t", ";"].sort((a, b) => head.split(b).length - head.split(a).length)[0];
          const rows = [];
          let cells = [], cell = "", quoted = false, line = 1, start = 1;
          const close = () => {
            cells.push(cell.trim());
            cell = "";
          };
          const end = () => {
            close();
            if (cells.some(Boolean)) rows.push({ row: start, cells });
            cells = [];
          };
          for (let i = 0; i < text.length; i++) {
            const c = text[i];
            if (c === "\n" || (c === "\r" && text[i + 1] !== "\n")) line++;
            if (quoted) {
              if (c !== '"') cell += c;
              else if (text[i + 1] === '"') cell += text[++i];
              else quoted = false;
            } else if (c === '"' && !cell) quoted = true;
            else if (c === mark) close();
            else if (c === "\n" || c === "\r") {
              if (c === "\r" && text[i + 1] === "\n") {
                i++;
                line++;
              }
              end();
              start = line;
            } else cell += c;
          }
          end();
          return [{ name: "", rows }];
        };

        const unzip = async (file) => {
          const bytes = new Uint8Array(await file.arrayBuffer()), view = new DataView(bytes.buffer), entries = new Map();
          const u16 = (at) => view.getUint16(at, true), u32 = (at) => view.getUint32(at, true);
          let end = bytes.length - 22;
          while (end >= 0 && u32(end) !== 0x06054b50) end--;
          if (end < 0) throw trouble("badTable");
          for (let left = u16(end + 10), at = u32(end + 16); left > 0; left--) {
            const size = u16(at + 28);
            entries.set(new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + size)), at);
            at += 46 + size + u16(at + 30) + u16(at + 32);
          }
          return async (name) => {
            const at = entries.get(name);
            if (at === undefined) return null;
            if (u32(at + 24) > largest) throw trouble("badTable");
            const head = u32(at + 42), start = head + 30 + u16(head + 26) + u16(head + 28);
            let data = bytes.subarray(start, start + u32(at + 20));
            if (u16(at + 10) === 8) {
              const plain = new Blob([data]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
              data = new Uint8Array(await new Response(plain).arrayBuffer());
            }
            const tree = new DOMParser().parseFromString(new TextDecoder().decode(data), "text/xml");
            if (tree.getElementsByTagName("parsererror").length) throw trouble("badTable");
            return tree;
          };
        };
        const all = (node, name) => (node ? [...node.getElementsByTagNameNS("*", name)] : []);
        const textOf = (node) => all(node, "t").filter((t) => t.parentNode.localName !== "rPh").map((t) => t.textContent).join("");

        /// Which styles show a number as a day.
        const dayStyles = (tree) => {
          const own = new Map();
          for (const each of all(tree, "numFmt")) {
            const plain = each.getAttribute("formatCode").replace(/"[^"]*"|\[[^\]]*\]|\\./g, "").split(";")[0];
            own.set(each.getAttribute("numFmtId"), /[yde]/i.test(plain));
          }
          const list = all(tree, "cellXfs")[0];
          return all(list, "xf").map((style) => {
            const id = style.getAttribute("numFmtId") || "0", n = Number(id);
            if (own.has(id)) return own.get(id);
            return (n > 13 && n < 18) || n === 22 || (n > 26 && n < 32) || n === 36 || (n > 49 && n < 55) || n === 57 || n === 58;
          });
        };

        const workbook = async (file) => {
          try {
            new DecompressionStream("deflate-raw");
          } catch {
            throw trouble("oldBrowser");
          }
          const read = await unzip(file), book = await read("xl/workbook.xml"), links = await read("xl/_rels/workbook.xml.rels");
          if (!book || !links) throw trouble("badTable");
          const targets = new Map(all(links, "Relationship").map((link) => [link.getAttribute("Id"), link.getAttribute("Target")]));
          const texts = all(await read("xl/sharedStrings.xml"), "si").map(textOf), days = dayStyles(await read("xl/styles.xml"));
          const since = all(book, "workbookPr").some((each) => /^(1|true)$/.test(each.getAttribute("date1904"))) ? 24107 : 25569;
          const shown = (cell) => {
            const type = cell.getAttribute("t"), kept = all(cell, "v")[0], value = kept ? kept.textContent : "";
            if (type === "s") return texts[value] || "";
            if (type === "inlineStr") return textOf(cell);
            const number = Number(value);
            if (type && type !== "n") return value;
            if (value && days[cell.getAttribute("s") || 0]) return new Date((number - since) * 864e5).toISOString().slice(0, 10);
            return Number.isSafeInteger(number) && value ? String(number) : value;
          };
          const sheets = [];
          for (const sheet of all(book, "sheet")) {
            const id = [...sheet.attributes].find((each) => each.localName === "id" && each.namespaceURI);
            const target = id && targets.get(id.value);
            if (!target || /hidden/i.test(sheet.getAttribute("state"))) continue;
            const tree = await read(target[0] === "/" ? target.slice(1) : "xl/" + target);
            const rows = [];
            for (const row of all(tree, "row")) {
              const cells = [];
              for (const cell of all(row, "c")) {
                const letters = (cell.getAttribute("r") || "").replace(/[^A-Z]/g, "");
                const place = letters ? [...letters].reduce((sum, c) => sum * 26 + c.charCodeAt(0) - 64, 0) - 1 : cells.length;
                if (place > 999) throw trouble("badTable");
                while (cells.length <= place) cells.push("");
                cells[place] = shown(cell).trim();
              }
              if (cells.some(Boolean)) rows.push({ row: Number(row.getAttribute("r")) || rows.length + 1, cells });
            }
            sheets.push({ name: sheet.getAttribute("name"), rows });
          }
          return sheets;
        };

        const sheetsOf = async (file) => {
          if (file.size > largest) throw trouble("badTable");
          const head = new Uint8Array(await file.slice(0, 2).arrayBuffer());
          if (head[0] === 0x50 && head[1] === 0x4b) return workbook(file);
          const bytes = await file.arrayBuffer();
          try {
            return separated(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
          } catch {
            return separated(new TextDecoder("gb18030").decode(bytes));
          }
        };

        """#
}
