// Draws what components/still.py has written out: HTML, and the pictures and ledgers that it leaves room for.
(function () {
  // a disclosure's inside is made when it is opened
  const unfold = function (details) {
    const kept = details.open && details.querySelector(":scope > template");
    if (kept) kept.replaceWith(kept.content);
  };
  document.addEventListener("toggle", function (event) { unfold(event.target); }, true);

  // the large libraries are fetched where they are needed
  const fetched = {};
  const library = function (path) {
    fetched[path] = fetched[path] || new Promise(function (done, failed) {
      const script = document.createElement("script");
      Object.assign(script, {src: "/_dash-component-suites/" + path, onload: done, onerror: failed});
      document.head.append(script);
    });
    return fetched[path];
  };
  const plotly = function () { return library("plotly/package_data/plotly.min.js"); };
  const ledgers = function () { return library("dash_ag_grid/dash_ag_grid.min.js"); };
  // pictures are drawn one after the other, those in sight first, and between two of them the page answers
  const waiting = new Map();
  let drawing = false;
  const inSight = function (plot) { const box = plot.getBoundingClientRect(); return box.bottom > 0 && box.top < innerHeight; };
  const next = function () {
    for (const plot of waiting.keys()) if (!plot.isConnected) waiting.delete(plot);
    const all = Array.from(waiting.keys()), plot = all.find(inSight) || all[0];
    drawing = Boolean(plot);
    if (!plot) return;
    const figure = structuredClone(waiting.get(plot));
    waiting.delete(plot);
    plotly().then(function () {
      const layout = Object.assign(figure.layout, {autosize: true});
      delete layout.height;
      delete layout.width;
      return window.Plotly.react(plot, figure.data, layout, Object.assign(figure.config, {responsive: false}));
    }).then(function () {
      if (!plot.watched) watch(plot);
      if (!waiting.has(plot)) delete plot.parentElement.dataset.waits;
    }).catch(function (error) { console.error(error); }).finally(function () { setTimeout(next); });
  };
  const watch = function (plot) {
    plot.watched = new ResizeObserver(function () {
      const full = plot._fullLayout, box = plot.getBoundingClientRect();
      if (full && box.width && (Math.abs(full.width - box.width) >= 1 || Math.abs(full.height - box.height) >= 1)) window.Plotly.Plots.resize(plot);
    });
    plot.watched.observe(plot);
    plot.on("plotly_click", function (click) {
      if (plot.parentElement.id) window.dash_clientside.picture.pick(click, JSON.parse(plot.parentElement.id));
    });
  };
  // the room of a ledger; it waits until there are rows, or the words that there are none
  const ROWS = ".ag-cell, .ag-overlay-no-rows-center";
  const room = function () {
    const one = document.createElement("div"), look = new MutationObserver(function () {
      if (!one.querySelector(ROWS) || !one.parentElement) return;
      delete one.parentElement.dataset.waits;
      one.parentElement.style.minHeight = "";
      look.disconnect();
    });
    look.observe(one, {childList: true, subtree: true});
    return one;
  };
  // what lies far from sight comes when the page has been quiet for a while, or goes to paper (print.js)
  const FAR = 400, QUIET = 3000; // pixels, milliseconds
  const asked = new Set();
  const soon = function (place, work) {
    const leave = function () { sight.disconnect(); clearTimeout(late); return asked.delete(run); };
    const run = function () { if (leave()) work(); };
    const sight = new IntersectionObserver(function (seen) { if (seen.some(function (one) { return one.isIntersecting; })) run(); }, {rootMargin: FAR + "px"});
    const late = setTimeout(run, QUIET);
    asked.add(run);
    sight.observe(place);
    return leave;
  };
  window.mingjian_draw = function () { asked.forEach(function (run) { run(); }); };
  const holder = function () { const one = document.createElement("div"); one.style.cssText = "height: 100%; width: 100%"; return one; };
  // the pictures and ledgers that stand are put into the new HTML and take the new values there
  const draw = function (place, shown, held) {
    place.innerHTML = shown.html;
    unfold(place);
    place.querySelectorAll("[data-ledger]").forEach(function (slot) {
      const room = held.grids[slot.dataset.ledger];
      if (room.querySelector(ROWS)) slot.style.minHeight = "";
      slot.append(room);
    });
    place.querySelectorAll("[data-figure]").forEach(function (slot) {
      const at = slot.dataset.figure, plot = held.plots[at] = held.plots[at] || holder();
      slot.dataset.waits = "";
      slot.append(plot);
      waiting.set(plot, shown.figures[at]);
    });
    if (waiting.size && !drawing) { drawing = true; plotly(); setTimeout(next); }
  };
  const leave = function (held) {
    held.plots.forEach(function (plot) {
      if (plot.watched) plot.watched.disconnect();
      if (plot.watched) window.Plotly.purge(plot);
    });
  };
  // what is said anew as it was stays the same object: a ledger would make its styles, columns and locale again
  const same = function (before, now) {
    const keys = before ? Object.keys(now) : [];
    keys.forEach(function (key) { if (key !== "rowData" && JSON.stringify(before[key]) === JSON.stringify(now[key])) now[key] = before[key]; });
    return now;
  };
  const silent = function () {};
  const Drawn = function (tag, attributes, shown) {
    const React = window.React, at = React.useRef(null), held = React.useRef({plots: [], grids: [], said: []}).current, [told, tell] = React.useState([]);
    const grids = shown.grids || [];
    grids.forEach(function (_, number) { held.grids[number] = held.grids[number] || room(); });
    React.useLayoutEffect(function () {
      draw(at.current, shown, held);
      return grids.length ? soon(held.grids[0], function () {
        held.grids.forEach(function (one) { if (one.parentElement && !one.querySelector(ROWS)) one.parentElement.dataset.waits = ""; });
        ledgers().then(function () { tell(grids); });
      }) : undefined;
    }, [shown]);
    React.useEffect(function () { return function () { leave(held); }; }, []);
    const made = told.map(function (grid, number) {
      const props = held.said[number] = same(held.said[number], Object.assign({setProps: silent}, grid));
      return window.ReactDOM.createPortal(React.createElement(window.dash_ag_grid.AgGrid, props), held.grids[number], grid.id);
    });
    return React.createElement(tag, Object.assign({}, attributes, {ref: at}), made.length ? made : null);
  };
  const Ledger = function (props) {
    const React = window.React, [stands, stand] = React.useState(Boolean(window.dash_ag_grid));
    React.useEffect(function () {
      let here = true;
      ledgers().then(function () { if (here) stand(true); });
      return function () { here = false; };
    }, []);
    return stands ? React.createElement(window.dash_ag_grid.AgGrid, props) : React.createElement("div");
  };
  window.mingjian_still = {
    Ledger: Ledger,  // whose rows a callback reads
    Still: function (props) { return Drawn(props.tag, props.attributes, props.shown); },
    Place: function (props) {
      const React = window.React, attributes = {id: props.id, "data-asked": props["data-asked"]};
      if (window.dash_component_api.useDashContext().useLoading()) attributes["data-dash-is-loading"] = "true";
      // two elements, so that none ever holds both what React has made and what is written into it
      return props.shown ? React.createElement(Whole, {key: "drawn", attributes: attributes, shown: props.shown})
        : React.createElement("div", Object.assign({key: "live"}, attributes), props.children);
    }
  };
  const Whole = function (props) { return Drawn("div", props.attributes, props.shown); };
})();
// A link to another page inside such a part is followed as dcc.Link does it: nothing is loaded anew.
document.addEventListener("click", function (event) {
  const link = event.target.closest && event.target.closest("a[data-way]");
  if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.defaultPrevented || link.target === "_blank") return;
  event.preventDefault();
  window.history.pushState({}, "", link.href);
  window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
  window.scrollTo(0, 0);
});
