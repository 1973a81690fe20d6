// A ledger on paper is a plain table: every column, cells that wrap, its header on each sheet. The rows are those that stand on screen; how many
// there are of how many is said below.
const onPaper = function (grid) {
  const placed = function (cells) {
    return Array.from(cells).sort(function (a, b) { return a.getAttribute("aria-colindex") - b.getAttribute("aria-colindex"); });
  };
  const line = function (cells, kind) {
    const row = document.createElement("tr");
    placed(cells).forEach(function (cell) {
      const made = document.createElement(kind);
      if (cell.matches(".ag-right-aligned-cell, .ag-right-aligned-header")) made.className = "mj-number";
      if (kind === "th") made.textContent = (cell.querySelector(".ag-header-cell-text") || cell).textContent;
      else made.append(...cell.cloneNode(true).childNodes);
      if (/^[\d.,:\s-]+$/.test(made.textContent)) made.style.whiteSpace = "nowrap"; // a number or a day
      row.append(made);
    });
    return row;
  };
  const table = document.createElement("table"), head = document.createElement("thead"), body = document.createElement("tbody");
  table.className = "mj-data mj-paper";
  head.append(line(grid.querySelectorAll(".ag-header-cell[col-id]"), "th"));
  const rows = {};
  grid.querySelectorAll(".ag-row[row-index] .ag-cell").forEach(function (cell) {
    const at = cell.closest(".ag-row").getAttribute("row-index");
    (rows[at] = rows[at] || []).push(cell);
  });
  Object.keys(rows).sort(function (a, b) { return a - b; }).forEach(function (at) { body.append(line(rows[at], "td")); });
  table.append(head, body);
  grid.closest(".mj-ledger").append(table);
};
// Paper waits for what is still on its way: a section, the first picture's library. Who prints at once would get empty cards.
window.mingjian_print = function (done) {
  const drawn = function (one) { return !one.offsetParent; };
  const content = document.querySelector(".mj-content"), until = Date.now() + 30000;
  window.mingjian_draw();
  const look = function () {
    const ready = Array.from(content.querySelectorAll(".mj-skeleton, [data-waits]")).every(drawn);
    if (!ready && Date.now() < until) return setTimeout(look, 100);
    window.print();
    if (done) done();
  };
  look();
};
document.addEventListener("keydown", function (event) {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== "p" || !document.querySelector(".mj-content")) return;
  event.preventDefault();
  window.mingjian_print();
});
// Every sheet of paper says what it is: the page and its day on top, who printed it and when below; the numbers of pages are CSS's.
window.addEventListener("beforeprint", function () {
  const word = function (selector) { const found = document.querySelector(selector); return found ? found.innerText.replace(/\s+/g, " ").trim() : ""; };
  const quoted = function (text) { return '"' + text.replace(/["\\]/g, "") + '"'; };
  const period = document.querySelector("#filter-period-field select");
  const now = new Date(), two = function (number) { return String(number).padStart(2, "0"); };
  const day = now.getFullYear() + "-" + two(now.getMonth() + 1) + "-" + two(now.getDate());
  const about = [word(".mj-top h1"), period ? period.selectedOptions[0].text : "", word("#until")].filter(Boolean).join(" · ");
  let style = document.getElementById("paper");
  if (!style) { style = document.createElement("style"); style.id = "paper"; document.head.append(style); }
  const form = document.querySelector(".mj-sheet-card");  // a score sheet is a form of its own, upright, to be signed
  style.textContent = "@page { " + (form ? "size: A4 portrait; margin: 16mm 14mm; " : "") + "@top-left { content: " + quoted(about) + "; font-size: 9pt; } @bottom-left { content: " +
    quoted(word(".mj-brand b")) + "; font-size: 9pt; } @bottom-right { content: " + quoted([word(".mj-who b"), day].filter(Boolean).join(" · ")) + "; font-size: 9pt; } }";
  // the content keeps its width and is made smaller
  const sheet = 1031; // CSS pixels between the margins of A4 across
  const content = document.querySelector(".mj-content"), root = document.documentElement;
  if (content && !form) {
    const edge = getComputedStyle(content), wide = content.clientWidth - parseFloat(edge.paddingLeft) - parseFloat(edge.paddingRight);
    root.style.setProperty("--mj-paper", Math.min(1, sheet / wide));
    root.dataset.paper = wide >= 960 ? "wide" : "";
  }
  document.querySelectorAll(".mj-content .ag-root-wrapper").forEach(onPaper);
  // a picture was drawn for the room it has on screen; on paper its card may be lower, and the axis would lie under the footer
  document.querySelectorAll(".mj-figure:has(.js-plotly-plot)").forEach(function (one) { one.style.minHeight = one.offsetHeight + "px"; });
});
window.addEventListener("afterprint", function () {
  document.documentElement.style.removeProperty("--mj-paper");
  delete document.documentElement.dataset.paper;
  document.querySelectorAll("table.mj-paper").forEach(function (one) { one.remove(); });
  document.querySelectorAll(".mj-figure:has(.js-plotly-plot)").forEach(function (one) { one.style.minHeight = ""; });
});
