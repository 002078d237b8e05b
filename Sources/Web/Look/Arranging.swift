/// The script's part for the tree and its lists: unfolding, choosing rows by keyboard, cutting and dragging them to another node.
/// What is dropped or put down is always shown first, on the page that asks.
enum Arranging {
    static let script = #"""

        for (const fold of document.querySelectorAll(".tree .fold")) fold.hidden = false;
        document.addEventListener("click", async (event) => {
          const fold = event.target.closest(".tree .fold"), more = event.target.closest("[data-more]");
          if (!fold && !more) return;
          const fetched = async (address) => {
            const answer = await fetch(address, { headers: { accept: "text/html" } });
            const holder = document.createElement("ul");
            holder.append(...new DOMParser().parseFromString("<ul>" + (await answer.text()), "text/html").querySelectorAll("body > ul > li"));
            for (const each of holder.querySelectorAll(".fold")) each.hidden = false;
            return holder;
          };
          if (more) {
            const item = more.closest("li"), holder = await fetched(more.dataset.more);
            const first = holder.querySelector("a, button");
            item.replaceWith(...holder.children);
            if (first) first.focus();
            return;
          }
          const item = fold.closest("li"), open = fold.getAttribute("aria-expanded") === "true";
          const list = item.querySelector(":scope > ul");
          if (list) list.hidden = open;
          else if (!open) item.append(await fetched(fold.dataset.branch));
          fold.setAttribute("aria-expanded", String(!open));
          fold.textContent = open ? "＋" : "－";
        });

        const rows = [...document.querySelectorAll("tbody input[name=unit]")];
        const target = document.querySelector("[data-target]"), bar = document.querySelector("[data-cutbar]");
        if (rows.length) {
          let last = null;
          for (const box of rows) {
            box.addEventListener("click", (event) => {
              if (event.shiftKey && last) {
                const [from, to] = [rows.indexOf(last), rows.indexOf(box)].sort((a, b) => a - b);
                for (const each of rows.slice(from, to + 1)) each.checked = box.checked;
              }
              last = box;
            });
            box.addEventListener("keydown", (event) => {
              const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
              const other = step && rows[rows.indexOf(box) + step];
              if (!other || event.ctrlKey || event.altKey || event.metaKey) return;
              event.preventDefault();
              if (event.shiftKey) box.checked = other.checked = true;
              other.focus();
            });
          }
        }
        if (bar) {
          const cut = () => JSON.parse(sessionStorage.getItem("cut") || "[]");
          const go = (units, node) => {
            location.assign("/desk/catalogue/move?" + units.map((each) => "unit=" + each).concat("to=" + node).join("&"));
          };
          const show = () => {
            const units = cut();
            bar.hidden = !units.length;
            bar.querySelector("[data-count]").textContent = bar.dataset.l.replace("#", units.length);
            bar.querySelector("[data-paste]").hidden = !target || rows.some((box) => units.includes(box.value));
            for (const box of rows) box.closest("tr").classList.toggle("cut", units.includes(box.value));
          };
          const paste = () => {
            const units = cut();
            if (!units.length || !target) return;
            sessionStorage.removeItem("cut");
            go(units, target.dataset.target);
          };
          const uncut = () => {
            sessionStorage.removeItem("cut");
            show();
          };
          bar.querySelector("[data-paste]").addEventListener("click", paste);
          bar.querySelector("[data-uncut]").addEventListener("click", uncut);
          document.addEventListener("keydown", (event) => {
            if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.isComposing) return;
            if (event.target.matches("input:not([type=checkbox]), select, textarea") || String(getSelection())) return;
            if (event.key === "x") {
              const chosen = rows.filter((box) => box.checked).map((box) => box.value);
              if (!chosen.length) return;
              event.preventDefault();
              sessionStorage.setItem("cut", JSON.stringify(chosen));
              show();
            } else if (event.key === "v" && cut().length) {
              event.preventDefault();
              paste();
            }
          });
          show();
          for (const box of rows) {
            const row = box.closest("tr");
            row.draggable = true;
            row.addEventListener("dragstart", (event) => {
              const chosen = box.checked ? rows.filter((each) => each.checked) : [box];
              event.dataTransfer.setData("text/plain", chosen.map((each) => each.value).join(" "));
              event.dataTransfer.effectAllowed = "move";
            });
          }
          const onto = (event) => event.target.closest && event.target.closest(".tree a[data-node]");
          document.addEventListener("dragover", (event) => {
            const link = onto(event);
            if (!link) return;
            event.preventDefault();
            link.classList.add("over");
          });
          document.addEventListener("dragleave", (event) => {
            const link = onto(event);
            if (link) link.classList.remove("over");
          });
          document.addEventListener("drop", (event) => {
            const link = onto(event);
            const units = event.dataTransfer.getData("text/plain").split(" ").filter((each) => /^[0-9a-f-]{36}$/.test(each));
            if (!link || !units.length) return;
            event.preventDefault();
            go(units, link.dataset.node);
          });
        }

        """#
}
