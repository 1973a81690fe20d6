// A picked point of a chart narrows the ledger behind it: its customdata are values of the address (pages/accuracy_rows.py).
// The panels of a page show the one that the address names as tab.
// An address may name a panel that this page, or this person, does not have: then the first one is meant.
const known = function (settled) {
  const panels = document.getElementById(settled.page + "-panels");
  const has = !panels || !settled.tab || Array.from(panels.children).some(function (one) { return one.dataset.panel === settled.tab; });
  return has ? settled : Object.assign({}, settled, {tab: ""});
};
window.dash_clientside = Object.assign({}, window.dash_clientside, {
  picture: {
    pick: function (click, id) {
      const said = click.points[0] && click.points[0].customdata;
      if (!said) return;
      const values = {};
      new URLSearchParams(said).forEach(function (value, name) { values[name] = value; });
      window.mingjian.set(values);
      const goal = document.getElementById(id.goto);
      if (goal) goal.scrollIntoView({behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth", block: "start"});
    },
    tab: function (settled, id) {
      return settled && settled.page + "-panels" === id ? known(settled).tab || "" : window.dash_clientside.no_update;
    }
  }
});
// Left and right step through the cases of an open drawer, as its two links do.
document.addEventListener("keydown", function (event) {
  const dialog = document.querySelector("dialog.mj-drawer[open]");
  const step = {ArrowLeft: "previous", ArrowRight: "next"}[event.key];
  if (!dialog || !step || event.altKey || event.ctrlKey || event.metaKey || event.target.closest("input, textarea, select, .mj-scroll")) return;
  const link = dialog.querySelector("a[data-step='" + step + "']");
  if (link) { event.preventDefault(); link.click(); }
});
// In a picture whose points lead to rows, left and right walk from point to point and Enter leads to the rows of the one that shows.
(function () {
  const leading = function (plot) {
    return plot.data.flatMap(function (trace, curve) {
      const blank = function (number) { return [trace.x, trace.y].some(function (values) { return values && (values[number] === null || values[number] === undefined); }); };
      return Array.from(trace.customdata || []).map(function (said, number) {
        return said && !blank(number) && {curveNumber: curve, pointNumber: number, said: said};
      });
    }).filter(Boolean);
  };
  const shown = function (plot, point) {
    window.Plotly.Fx.hover(plot, [{curveNumber: point.curveNumber, pointNumber: point.pointNumber}]);
    let told = document.getElementById("told");  // not within the picture: what stands in an image is not read aloud
    if (!told) {
      told = document.createElement("span");
      told.id = "told";
      told.className = "mj-unseen";
      told.setAttribute("role", "status");
      document.body.append(told);
    }
    setTimeout(function () {  // the label of a point may wait for the one before it
      told.textContent = Array.from(plot.querySelectorAll(".hoverlayer text")).map(function (one) { return one.textContent; }).join(" ");
    }, 100);
  };
  document.addEventListener("keydown", function (event) {
    const frame = event.target, step = {ArrowLeft: -1, ArrowRight: 1, Enter: 0}[event.key];
    const plot = step !== undefined && frame.matches && frame.matches(".mj-picks") && frame.querySelector(".js-plotly-plot");
    const points = plot ? leading(plot) : [];
    if (!points.length || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const at = Number(frame.dataset.point || -1), next = step ? (at < 0 && step < 0 ? points.length : at) + step : at;
    const point = points[Math.min(Math.max(next, 0), points.length - 1)];
    frame.dataset.point = points.indexOf(point);
    if (step) shown(plot, point);
    else window.dash_clientside.picture.pick({points: [{customdata: point.said}]}, JSON.parse(frame.querySelector("[id^='{']").id));
  });
  document.addEventListener("focusout", function (event) {
    const plot = event.target.matches && event.target.matches(".mj-picks") && event.target.querySelector(".js-plotly-plot");
    if (plot) window.Plotly.Fx.unhover(plot);
  });
})();
