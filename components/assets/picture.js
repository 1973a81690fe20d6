// A picked point of a chart narrows the ledger behind it: its customdata are values of the address (pages/accuracy_rows.py).
// The panels of a page show the one that the address names as tab.
window.dash_clientside = Object.assign({}, window.dash_clientside, {
  picture: {
    pick: function (click, id) {
      const said = click && click.points[0] && click.points[0].customdata;
      if (!said) return window.dash_clientside.no_update;
      const values = {};
      new URLSearchParams(said).forEach(function (value, name) { values[name] = value; });
      window.mingjian.set(values);
      const goal = document.getElementById(id.goto);
      if (goal) goal.scrollIntoView({behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth", block: "start"});
      return null;
    },
    tab: function (settled, id) {
      return settled && settled.page + "-panels" === id ? settled.tab || "" : window.dash_clientside.no_update;
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
