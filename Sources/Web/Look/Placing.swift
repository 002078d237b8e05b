/// The script's part that lays the text of a page over its image, unseen, to be chosen and copied where it stands. Without the script
/// the text stands beside the image, as it always does.
enum Placing {
    static let script = #"""

        // Asked for when somebody first comes near: most who open a page only read it.
        const place = (sheet) => sheet.addEventListener("pointerenter", async () => {
          const image = sheet.querySelector("img");
          const answer = await fetch(sheet.dataset.places).catch(() => null);
          if (!answer || !answer.ok) return;
          const { across, height, runs } = await answer.json();
          if (!runs.length || !image.isConnected || image.style.display) return;
          const turn = Number(sheet.dataset.turn);
          const [wide, high] = turn % 2 ? [height, across] : [across, height];
          const make = (name, attributes) => {
            const made = document.createElementNS("http://www.w3.org/2000/svg", name);
            for (const key of Object.keys(attributes)) made.setAttribute(key, attributes[key]);
            return made;
          };
          const over = make("svg", {
            class: "over", "aria-hidden": "true", viewBox: "0 0 " + wide + " " + high, preserveAspectRatio: "none",
          });
          const page = make("g", {
            transform: ["", "translate(" + wide + " 0)", "translate(" + wide + " " + high + ")", "translate(0 " + high + ")"][turn]
              + " rotate(" + turn * 90 + ")",
          });
          // A line is one text: what is copied has its line ends where the page has them.
          let line = null;
          for (const run of runs) {
            if (!line || line.vertical !== run.vertical) {
              line = { vertical: run.vertical, text: make("text", run.vertical ? { "writing-mode": "vertical-rl" } : {}) };
              page.append(line.text);
            } else line.text.append(" ");
            const part = make("tspan", run.vertical
              ? { x: run.x + run.w / 2, y: run.y, "font-size": run.w, textLength: run.h }
              : { x: run.x, y: run.y + run.h * 0.82, "font-size": run.h * 0.95, textLength: run.w });
            part.setAttribute("lengthAdjust", "spacingAndGlyphs");
            part.textContent = run.text;
            line.text.append(part);
            if (run.ends) line = null;
          }
          over.append(page);
          sheet.append(over);
          const lay = () => {
            // Where the image is taken away to be looked at closely, its text goes too.
            if (!image.offsetWidth) return over.remove();
            over.style.left = image.offsetLeft + "px";
            over.style.top = image.offsetTop + "px";
            over.style.width = image.offsetWidth + "px";
            over.style.height = image.offsetHeight + "px";
          };
          lay();
          new ResizeObserver(lay).observe(image);
        }, { once: true });
        document.querySelectorAll("[data-places]").forEach(place);

        """#
}
