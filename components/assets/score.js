// Enter in a mark leads to the next one, so that a sheet is filled without the mouse.
(function () {
  document.addEventListener("keydown", function (event) {
    const mark = event.target.closest && event.target.closest("input.mj-mark");
    if (!mark || event.key !== "Enter") return;
    const marks = Array.from(document.querySelectorAll("input.mj-mark"));
    const next = marks[marks.indexOf(mark) + (event.shiftKey ? -1 : 1)];
    if (next) { next.focus(); next.select(); event.preventDefault(); }
  });
})();
// What is typed, numbered by the page that sends it: saves may overtake each other on the way.
(function () {
  const page = Array.from(crypto.getRandomValues(new Uint32Array(2))).join("-");
  let number = 0;
  const named = function (ids, values, name) {
    const found = {};
    ids.forEach(function (id, at) { found[id[name]] = values[at] || ""; });
    return found;
  };
  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    score: {
      typed: function (marks, reasons, remark, markIds, reasonIds) {
        number += 1;
        return {page: page, number: number, marks: named(markIds, marks, "score-mark"), reasons: named(reasonIds, reasons, "score-reason"), remark: remark};
      }
    }
  });
})();
