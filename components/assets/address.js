// Filters live in the address: what a reader changes is written there as a new entry, so that the back button works,
// and the figures are asked for what the address says. Values that the server settled by itself are not written.
window.dash_clientside = Object.assign({}, window.dash_clientside, {
  address: {
    write: function (values, ids, settled, search) {
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
    }
  }
});
