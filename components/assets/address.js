// Filters live in the address: what a reader changes is written there as a new entry, so that the back button works,
// and the figures are asked for what the address says. Values that the server settled by itself are not written.
window.dash_clientside = Object.assign({}, window.dash_clientside, {
  address: {
    // what the open page is asked for; the case in the drawer is the drawer's own matter
    want: function (search, pathname, path, before) {
      const said = new URLSearchParams(search || "");
      said.delete("case");
      const wanted = pathname + "?" + said;
      return pathname !== path || wanted === before ? window.dash_clientside.no_update : wanted;
    },
    write: function (values, ids, pages, search) {
      const settled = pages[0];
      const said = new URLSearchParams(search || "");
      let changed = false;
      ids.forEach(function (id, at) {
        const value = values[at] === "all" ? "" : values[at] || "";
        const stands = (settled && settled[id.filter]) || "";
        if (value === stands || (id.filter === "as_of" && !value)) return;
        changed = true;
        if (value) said.set(id.filter, value);
        else said.delete(id.filter);
      });
      if (!changed) return window.dash_clientside.no_update;
      const text = said.toString();
      return text ? "?" + text : "";
    },
    // a form of search words: every field into the address, from the first line on
    ask: function (clicks, values, ids, search) {
      if (!clicks.some(Boolean)) return window.dash_clientside.no_update;
      const said = new URLSearchParams(search || "");
      said.delete("from");
      ids.forEach(function (id, at) {
        const name = Object.values(id)[0];
        if (values[at]) said.set(name, values[at]);
        else said.delete(name);
      });
      return "?" + said;
    }
  }
});

// Back and forward on one page, and a link to the page that is open: only what the address says of it changes. Dash's own
// routing would make the whole page anew, so it does not hear of it.
(function () {
  let told = location.pathname;  // the page that the routing last heard of
  const here = function (event) {
    if (location.pathname !== told) { told = location.pathname; return; }
    event.stopImmediatePropagation();
    window.dash_clientside.set_props("address", {search: location.search, href: location.href});
  };
  ["popstate", "_dashprivate_pushstate"].forEach(function (name) { window.addEventListener(name, here, true); });
})();

// A link with data-set changes these values of the address and nothing else; data-goto scrolls to an element of the page.
(function () {
  window.mingjian = {
    set: function (values) {
      const said = new URLSearchParams(location.search);
      Object.entries(values).forEach(function (pair) { if (pair[1]) said.set(pair[0], pair[1]); else said.delete(pair[0]); });
      const text = said.toString();
      if (text !== location.search.slice(1)) window.dash_clientside.set_props("address", {search: text ? "?" + text : ""});
    }
  };
  const calm = function () { return matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth"; };
  document.addEventListener("click", function (event) {
    const link = event.target.closest("a[data-set]");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      const values = {};
      new URLSearchParams(link.dataset.set).forEach(function (value, name) { values[name] = value; });
      window.mingjian.set(values);
      const goal = link.dataset.goto && document.getElementById(link.dataset.goto);
      if (goal) goal.scrollIntoView({behavior: calm(), block: "start"});
    }
    // the calendar button opens the browser's own calendar; what is chosen there is written as YYYY-MM-DD
    const button = event.target.closest("[data-calendar]");
    if (button) {
      const picker = document.getElementById("picker-" + button.dataset.calendar);
      picker.value = button.parentElement.querySelector("input").value;
      picker.onchange = function () {
        if (picker.value) window.dash_clientside.set_props({filter: button.dataset.calendar}, {value: picker.value});
      };
      picker.showPicker();
    }
  });
})();
