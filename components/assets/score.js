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
  const REST = 2500; // milliseconds after the last key: by then everything typed has been sent
  let number = 0, sent = {}, waiting = null;
  const named = function (ids, values, name) {
    const found = {};
    ids.forEach(function (id, at) { found[id[name]] = values[at] || ""; });
    return found;
  };
  // On a busy machine a field's own timer may be lost: what stands in a field and was not sent is sent now.
  const sendTheRest = function () {
    document.querySelectorAll("main input[id^='{\"score-']").forEach(function (field) {
      const id = JSON.parse(field.id), kind = Object.keys(id)[0];
      if (((sent[kind] || {})[id[kind]] || "") !== field.value) window.dash_clientside.set_props(id, {value: field.value});
    });
  };
  document.addEventListener("input", function (event) {
    if (!event.target.id || event.target.id.indexOf('{"score-') !== 0) return;
    clearTimeout(waiting);
    waiting = setTimeout(sendTheRest, REST);
  });
  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    score: {
      typed: function (marks, reasons, remark, markIds, reasonIds) {
        number += 1;
        sent = {"score-mark": named(markIds, marks, "score-mark"), "score-reason": named(reasonIds, reasons, "score-reason")};
        return {page: page, number: number, marks: sent["score-mark"], reasons: sent["score-reason"], remark: remark};
      }
    }
  });
})();
