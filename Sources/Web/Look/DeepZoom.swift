/// Pages turned with the arrow keys, and page images moved and zoomed by their tiles. Without it there are links for all of it.
enum DeepZoom {
    static let script = #"""

        // Arrow keys turn pages, as long as nobody types, and nothing else that is focused moves by them.
        document.addEventListener("keydown", (event) => {
          if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
          if (event.target.closest("input, select, textarea, summary, audio, video, [role=region], .deep, .leaves, .scroll")) return;
          const link = document.querySelector('.v-bar a[data-key="' + CSS.escape(event.key) + '"]');
          if (link) link.click();
        });

        // A page that has tiles can be looked at closely: the first "larger", a double click or Ctrl and the wheel begin it.
        const deepen = (sheet) => {
          const side = 256;
          const levels = sheet.dataset.levels.split(" ").map((text) => text.split("x").map(Number));
          const [width, height] = levels[0];
          const turn = Number(sheet.dataset.turn) * Math.PI / 2;
          const [cos, sin] = [Math.round(Math.cos(turn)), Math.round(Math.sin(turn))];
          const lies = sin !== 0;
          const image = sheet.querySelector("img");
          let view = null;
          let scale = 1;
          // Where the middle of the window is on the page, in pixels of the whole size.
          let middle = [width / 2, height / 2];
          const layers = new Map();

          const fit = () => Math.min(view.clientWidth / (lies ? height : width), view.clientHeight / (lies ? width : height));
          // From a distance on the screen to one on the page.
          const back = (x, y) => [(cos * x + sin * y) / scale, (cos * y - sin * x) / scale];

          const layer = (number) => {
            if (!layers.has(number)) {
              const [w, h] = levels[number];
              const box = document.createElement("div");
              box.style.width = w + "px";
              box.style.height = h + "px";
              box.style.zIndex = levels.length - number;
              view.append(box);
              layers.set(number, { box, tiles: new Set() });
            }
            return layers.get(number);
          };

          const place = (number) => {
            const { box } = layer(number);
            const factor = (width / levels[number][0]) * scale;
            const [x, y] = middle;
            const left = view.clientWidth / 2 - scale * (cos * x - sin * y);
            const top = view.clientHeight / 2 - scale * (sin * x + cos * y);
            box.style.transform = "translate(" + left + "px," + top + "px) rotate(" + turn + "rad) scale(" + factor + ")";
          };

          const fill = (number) => {
            const { box, tiles } = layer(number);
            const [w, h] = levels[number];
            const corners = [[-1, -1], [1, -1], [1, 1], [-1, 1]].map(([x, y]) => {
              const [dx, dy] = back((x * view.clientWidth) / 2, (y * view.clientHeight) / 2);
              return [(middle[0] + dx) * (w / width), (middle[1] + dy) * (h / height)];
            });
            const [xs, ys] = [corners.map((each) => each[0]), corners.map((each) => each[1])];
            const range = (values, most) => [
              Math.max(0, Math.floor(Math.min(...values) / side)),
              Math.min(Math.ceil(most / side) - 1, Math.floor(Math.max(...values) / side)),
            ];
            const [fromX, toX] = range(xs, w);
            const [fromY, toY] = range(ys, h);
            for (let row = fromY; row <= toY; row++) {
              for (let column = fromX; column <= toX; column++) {
                const name = number + "/" + column + "/" + row;
                if (tiles.has(name)) continue;
                tiles.add(name);
                // Drawn half a pixel larger than it is (by the style sheet), so that no line shows between two.
                const tile = document.createElement("img");
                tile.alt = "";
                tile.draggable = false;
                tile.style.left = column * side + "px";
                tile.style.top = row * side + "px";
                tile.src = sheet.dataset.tiles + "/" + name;
                box.append(tile);
              }
            }
          };

          const draw = () => {
            const sharp = scale * (window.devicePixelRatio || 1);
            let wanted = 0;
            while (wanted + 1 < levels.length && levels[wanted + 1][0] / width >= sharp) wanted++;
            const kept = new Set([wanted, levels.length - 1]);
            for (const number of kept) {
              place(number);
              fill(number);
            }
            for (const [number, { box }] of layers) {
              if (kept.has(number)) continue;
              box.remove();
              layers.delete(number);
            }
          };

          const zoom = (factor, x = 0, y = 0) => {
            const [dx, dy] = back(x, y);
            const before = scale;
            scale = Math.min(Math.max(scale * factor, fit()), Math.max(4, fit()));
            // What was under the pointer stays under it.
            const rest = 1 - before / scale;
            middle = [middle[0] + dx * rest, middle[1] + dy * rest];
            hold();
          };

          const hold = () => {
            middle = [Math.min(Math.max(middle[0], 0), width), Math.min(Math.max(middle[1], 0), height)];
            draw();
          };

          const move = (x, y) => {
            const [dx, dy] = back(x, y);
            middle = [middle[0] - dx, middle[1] - dy];
            hold();
          };

          const whole = () => {
            scale = fit();
            middle = [width / 2, height / 2];
            draw();
          };

          const begin = () => {
            if (view) return;
            view = document.createElement("div");
            view.className = "deep";
            view.tabIndex = 0;
            view.setAttribute("role", "group");
            view.setAttribute("aria-label", sheet.dataset.l);
            image.style.display = "none";
            sheet.classList.remove("large");
            for (const name of ["role", "tabindex", "aria-label"]) sheet.removeAttribute(name);
            sheet.append(view);
            take();
            whole();
            const held = new Map();
            view.addEventListener("pointerdown", (event) => {
              view.setPointerCapture(event.pointerId);
              view.classList.add("held");
              held.set(event.pointerId, [event.clientX, event.clientY]);
            });
            view.addEventListener("pointermove", (event) => {
              const old = held.get(event.pointerId);
              if (!old) return;
              const now = [event.clientX, event.clientY];
              if (held.size === 1) {
                move(now[0] - old[0], now[1] - old[1]);
              } else {
                const other = [...held].find(([id]) => id !== event.pointerId)[1];
                const span = (point) => Math.hypot(point[0] - other[0], point[1] - other[1]);
                const frame = view.getBoundingClientRect();
                if (span(old) > 0) {
                  zoom(
                    span(now) / span(old), (now[0] + other[0]) / 2 - frame.left - frame.width / 2,
                    (now[1] + other[1]) / 2 - frame.top - frame.height / 2);
                }
              }
              held.set(event.pointerId, now);
            });
            for (const name of ["pointerup", "pointercancel"]) {
              view.addEventListener(name, (event) => {
                held.delete(event.pointerId);
                if (!held.size) view.classList.remove("held");
              });
            }
            view.addEventListener("wheel", (event) => {
              event.preventDefault();
              const frame = view.getBoundingClientRect();
              zoom(
                Math.exp(-event.deltaY / 400), event.clientX - frame.left - frame.width / 2,
                event.clientY - frame.top - frame.height / 2);
            }, { passive: false });
            view.addEventListener("dblclick", () => zoom(2));
            view.addEventListener("keydown", (event) => {
              if (event.altKey || event.ctrlKey || event.metaKey) return;
              const keys = {
                "+": () => zoom(1.5), "=": () => zoom(1.5), "-": () => zoom(1 / 1.5), "0": whole,
                ArrowLeft: () => move(80, 0), ArrowRight: () => move(-80, 0), ArrowUp: () => move(0, 80),
                ArrowDown: () => move(0, -80),
              };
              if (!keys[event.key]) return;
              event.preventDefault();
              keys[event.key]();
            });
            new ResizeObserver(hold).observe(view);
          };

          // The buttons: links to larger and smaller images become what moves the picture itself.
          const step = (name) => zoom(name === "in" ? 1.5 : 1 / 1.5);
          const take = () => {
            for (const old of sheet.closest(".viewer").querySelectorAll("[data-zoom]")) {
              const button = document.createElement("button");
              button.type = "button";
              button.className = old.className;
              button.append(...old.childNodes);
              button.addEventListener("click", () => step(old.dataset.zoom));
              const focused = document.activeElement === old;
              old.replaceWith(button);
              if (focused) button.focus();
            }
          };
          for (const link of sheet.closest(".viewer").querySelectorAll("a[data-zoom=in]")) {
            link.addEventListener("click", (event) => {
              event.preventDefault();
              begin();
              step("in");
            });
          }
          image.addEventListener("dblclick", begin);
          sheet.addEventListener("wheel", (event) => {
            if (!event.ctrlKey || view) return;
            event.preventDefault();
            begin();
          }, { passive: false });
        };
        document.querySelectorAll("[data-tiles]").forEach(deepen);

        """#
}
