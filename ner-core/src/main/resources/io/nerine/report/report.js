"use strict";
(() => {
  const PAGE = 50;
  const browser = document.getElementById("errors");

  for (const table of document.querySelectorAll("table.sortable")) {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      const button = head.querySelector("button");
      if (!button) return;
      button.addEventListener("click", () => {
        const numbers = column > 0;
        const first = numbers ? "descending" : "ascending";
        const order = head.getAttribute("aria-sort") === first
          ? (numbers ? "ascending" : "descending") : first;
        heads.forEach(other => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", order);
        const sign = order === "ascending" ? 1 : -1;
        const key = row => {
          const cell = row.cells[column];
          return numbers ? Number(cell.dataset.value) : cell.textContent;
        };
        const rows = [...table.tBodies[0].rows];
        rows.sort((a, b) => sign * (numbers ? key(a) - key(b) : key(a).localeCompare(key(b))));
        table.tBodies[0].append(...rows);
      });
    });
  }

  if (!browser) return;
  const items = [...browser.querySelectorAll(".errors > li")];
  const form = browser.querySelector("form");
  const count = browser.querySelector("[aria-live]");
  const more = browser.querySelector("button.more");
  let shown = PAGE;

  const matches = (item, wanted) =>
    (!wanted.kind || item.dataset.kind === wanted.kind)
    && (!wanted.type || item.dataset.type.split("\n").includes(wanted.type))
    && (!wanted.cell || item.dataset.cell.split("\n").includes(wanted.cell))
    && (!wanted.text || item.textContent.toLowerCase().includes(wanted.text));

  const refresh = () => {
    const wanted = Object.fromEntries(new FormData(form));
    wanted.text = wanted.text.trim().toLowerCase();
    let fitting = 0;
    for (const item of items) {
      const fits = matches(item, wanted);
      item.hidden = !fits || fitting >= shown;
      fitting += fits ? 1 : 0;
    }
    const visible = Math.min(fitting, shown);
    count.textContent = fitting === 0
      ? "No error fits these filters."
      : `${visible} of ${fitting} errors shown.`;
    more.hidden = fitting <= shown;
  };

  const filter = wanted => {
    for (const field of ["kind", "type", "cell", "text"]) {
      form.elements[field].value = wanted[field] || "";
    }
    shown = PAGE;
    refresh();
  };

  const show = wanted => {
    filter(wanted);
    browser.scrollIntoView();
    browser.querySelector("h2").focus();
  };

  form.addEventListener("input", () => { shown = PAGE; refresh(); });
  form.addEventListener("submit", event => event.preventDefault());
  form.querySelector("button").addEventListener("click", () => filter({}));
  more.addEventListener("click", () => {
    const first = items.filter(item => !item.hidden).length;
    shown += PAGE;
    refresh();
    const next = items.filter(item => !item.hidden)[first];
    if (next) { next.tabIndex = -1; next.focus(); }
  });
  for (const button of document.querySelectorAll("button[data-show]")) {
    button.addEventListener("click", () => show(JSON.parse(button.dataset.show)));
  }
  form.hidden = false;
  refresh();
})();
