/* Search and sort in long tables, tables and figures as files, a search over the index. Everything is there without it;
   nothing is fetched. */
(() => {
  "use strict";
  const words = document.body.dataset;
  const long = 12;
  const fold = text => text.normalize("NFKC").toLowerCase();
  const make = (name, properties, ...inside) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...inside);
    return made;
  };

  /* A labelled search field that says how many of its items are left; `show` hides the others. */
  let fields = 0;
  const search = (label, items, show) => {
    const id = `find-${++fields}`;
    const field = make("input", { type: "search", id, autocomplete: "off" });
    field.spellcheck = false;
    const count = make("output", { className: "found" });
    count.htmlFor.add(id);
    const texts = items.map(item => fold(`${item.dataset.find ?? ""} ${item.textContent}`));
    const apply = () => {
      const terms = fold(field.value).split(/\s+/).filter(Boolean);
      const kept = texts.map(text => terms.every(term => text.includes(term)));
      show(kept);
      count.textContent = terms.length
        ? words.found.replace("{shown}", kept.filter(Boolean).length).replace("{all}", items.length)
        : "";
    };
    field.addEventListener("input", apply);
    const tools = make("div", { className: "tools" }, make("label", { htmlFor: id }, label), field, count);
    tools.setAttribute("role", "group");
    return { tools, field, apply };
  };

  const number = text => {
    const found = text.replace(/[\s,]/g, "").replace("\u2212", "-").match(/^[^\d-]{0,2}(-?\d+(\.\d+)?)/);
    return found ? Number(found[1]) : NaN;
  };
  const none = text => /^[\s–—-]*$/.test(text);

  /* Sort the rows of each group by a column. What is not known or withheld stays last in either direction. */
  const order = (rows, column, numeric, sign, locale) => {
    const compare = new Intl.Collator(locale, { numeric: true }).compare;
    const text = row => row.cells[column].textContent.trim();
    const absent = row => numeric ? Number.isNaN(number(text(row))) : none(text(row));
    return [...rows].sort((a, b) => absent(a) - absent(b) || (absent(a) ? 0 : sign * (
      numeric ? number(text(a)) - number(text(b)) : compare(text(a), text(b)))));
  };

  const equip = (table, caption) => {
    const groups = [...table.tBodies].map(body => {
      const rows = [...body.rows].filter(row => !row.classList.contains("group"));
      return { body, rows };
    });
    const rows = groups.flatMap(group => group.rows);
    if (rows.length < long || table.tHead?.rows.length !== 1) return;
    const heads = [...table.tHead.rows[0].cells];
    if (rows.some(row => row.cells.length !== heads.length)) return;
    const plain = new Map(groups.map(group => [group, group.rows]));
    let sorted = null;
    const place = how => {
      for (const group of groups) group.body.append(...(how ? how(group) : plain.get(group)));
      for (const head of heads) head.removeAttribute("aria-sort");
    };
    const sort = (head, column, sign) => {
      const numeric = head.classList.contains("number") ||
        rows.every(row => none(row.cells[column].textContent) || /^\d+$/.test(row.cells[column].textContent.trim()));
      const cell = rows[0].cells[column];
      const locale = cell.lang || document.documentElement.lang;
      place(group => order(group.rows, column, numeric, sign, locale));
      head.setAttribute("aria-sort", sign > 0 ? "ascending" : "descending");
      sorted = { head, column, sign };
    };
    heads.forEach((head, column) => {
      if (head.localName !== "th") return;
      const button = make("button", { type: "button" }, ...head.childNodes);
      button.addEventListener("click", () =>
        sort(head, column, sorted?.head === head && sorted.sign > 0 ? -1 : 1));
      head.append(button);
    });
    const { tools, field, apply } = search(words.filter, rows, kept => {
      rows.forEach((row, i) => { row.hidden = !kept[i]; });
      for (const { body, rows: own } of groups) body.hidden = own.every(row => row.hidden);
    });
    tools.setAttribute("aria-label", `${words.filter} ${caption}`);
    const reset = make("button", { type: "button" }, words.reset);
    reset.addEventListener("click", () => {
      field.value = "";
      apply();
      place();
      sorted = null;
    });
    tools.append(reset);
    table.parentElement.before(tools);
    /* On paper the table is as it was issued. */
    addEventListener("beforeprint", () => place());
    addEventListener("afterprint", () => sorted && sort(sorted.head, sorted.column, sorted.sign));
  };

  /* What is below `of` to be copied as it is shown, or saved: a row of buttons after `place`. */
  const stem = decodeURIComponent(location.pathname).split("/").pop().replace(/\.html?$/, "") || "evalkit";
  const offer = (place, label, of, files) => {
    const said = make("output", {});
    const tools = make("div", { className: "tools take" });
    tools.setAttribute("role", "group");
    tools.setAttribute("aria-label", label);
    const add = (name, act) => {
      const button = make("button", { type: "button" }, name);
      button.addEventListener("click", act);
      tools.append(button);
    };
    if (of) add(words.copy, () => {
      getSelection().selectAllChildren(of);
      said.textContent = document.execCommand("copy") ? words.copied : "";
      getSelection().removeAllRanges();
    });
    for (const [name, kind, content] of files) {
      add(words.save.replace("{form}", kind.toUpperCase()), async () =>
        make("a", { href: await content(), download: `${stem}.${name}.${kind}` }).click());
    }
    tools.append(said);
    place.after(tools);
  };
  const file = (text, type) => URL.createObjectURL(new Blob([text], { type }));

  /* A table as CSV: ids, plain numbers and names of columns that no language changes, where the page has them. */
  const inert = text => /^[\s\u200b-\u200f\u2060\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/.test(text) &&
    !/^[+-]?[0-9][0-9,]*(\.[0-9]+)?%?$/.test(text) ? `'${text}` : text;
  const quoted = text => /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  const data = cell => (cell.dataset.value ?? cell.textContent.trim()).split("\t");
  const csv = table => {
    const grouped = table.querySelector("tr.group");
    let first = "group";
    const lines = [];
    for (const row of table.rows) {
      const cells = [...row.cells].flatMap(data);
      if (row.classList.contains("group")) [first] = cells;
      else lines.push((grouped ? [first, ...cells] : cells).map(cell => quoted(inert(cell))).join(","));
    }
    return lines.join("\n") + "\n";
  };
  const save = (box, caption, of, text) => offer(box, caption, of,
    [[box.dataset.table ?? "table", "csv", () => file(`\ufeff${text()}`, "text/csv")]]);

  /* A figure as it is printed, whatever the colours of the screen. */
  const drawing = image => new TextDecoder()
    .decode(Uint8Array.from(atob(image.src.split(",")[1]), each => each.charCodeAt(0)))
    .replace("@media screen and (prefers-color-scheme:dark)", "@media not all");
  const pixels = async image => {
    const drawn = make("img", {});
    drawn.src = `data:image/svg+xml,${encodeURIComponent(drawing(image))}`;
    await drawn.decode();
    const canvas = make("canvas", { width: 3 * drawn.naturalWidth, height: 3 * drawn.naturalHeight });
    canvas.getContext("2d").drawImage(drawn, 0, 0, canvas.width, canvas.height);
    return canvas.toDataURL("image/png");
  };

  for (const table of document.querySelectorAll("div.table:not(.what-if *) > table")) {
    const caption = table.caption ? table.caption.textContent : "";
    save(table.parentElement, caption, table, () => csv(table));
    equip(table, caption);
  }
  for (const rows of document.querySelectorAll(".left-out pre")) {
    save(rows.closest(".table"), rows.closest(".table").firstChild.textContent, rows, () => rows.textContent);
  }
  for (const image of document.querySelectorAll('figure[data-figure] > img[src^="data:image/svg"]')) {
    const name = image.parentElement.dataset.figure;
    offer(image.parentElement.querySelector("figcaption") ?? image, image.parentElement.textContent.trim(), null, [
      [name, "svg", () => file(drawing(image), "image/svg+xml")],
      [name, "png", () => pixels(image)],
    ]);
  }

  const pages = document.querySelector("[data-pages]");
  if (pages) {
    const items = [...pages.querySelectorAll("[data-item]")];
    const { tools } = search(words.search, items, kept => {
      items.forEach((item, i) => { item.hidden = !kept[i]; });
      for (const block of pages.querySelectorAll("[data-block]")) {
        block.hidden = !block.querySelector("[data-item]:not([hidden])");
      }
    });
    tools.setAttribute("role", "search");
    pages.before(tools);
  }

  /* Only what scrolls needs a stop for the keyboard. */
  const stops = () => {
    for (const box of document.querySelectorAll("div.table, pre")) {
      if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
      box.classList.toggle("more", box.scrollLeft + box.clientWidth < box.scrollWidth - 1);
    }
  };
  stops();
  document.fonts.ready.then(stops);
  document.addEventListener("scroll", event => event.target !== document && stops(), true);

  /* A link to a closed section opens it, and paper has all of them open. */
  const closed = [...document.querySelectorAll("details.fold")];
  const unfold = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    target?.closest("details.fold")?.setAttribute("open", "");
  };
  unfold();
  addEventListener("hashchange", unfold);
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = closed.filter(part => !part.open);
    for (const part of opened) part.open = true;
  });
  addEventListener("afterprint", () => { for (const part of opened) part.open = false; });
  addEventListener("resize", stops);
  document.addEventListener("toggle", stops, true);
})();
