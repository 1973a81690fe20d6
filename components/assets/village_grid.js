// The grid of villages by quarter: drawn here from one letter a cell (components/village_grid.py), a table a town.
(function () {
  const plain = function (said) { const span = document.createElement("span"); span.textContent = said == null ? "" : said; return span.innerHTML.replace(/"/g, "&quot;"); };
  const short = function (name, endings) {
    const ending = endings.find(function (one) { return name.endsWith(one); });
    return ending && name.length > ending.length ? name.slice(0, -ending.length) : name;
  };
  const town = function (given, said) {
    const last = said.quarters.length - 1;
    const now = function (at) { return at === last ? ' class="mj-now"' : ""; };
    const year_of = function (at) { return (said.quarters[at] || "").slice(0, 4); };
    const head = said.quarters.map(function (quarter, at) {
      // a lone first quarter has no room for its year beside the next one
      const year = year_of(at) === year_of(at - 1) || (at === 0 && at < last && year_of(1) !== year_of(0)) ? "" : year_of(at);
      return '<th scope="col"' + now(at) + "><small>" + year + "</small>" + quarter.slice(4) + "</th>";
    });
    const lines = given.villages.map(function (village) {
      const current = village[2][last], fine = current === "d" || current === "o";
      const cells = Array.from(village[2], function (letter, at) {
        const state = said.states[letter];
        // the words as a label: 6,500 hidden spans would each be a layer to paint at every turn of the wheel
        return '<td title="' + plain(said.names[at] + " " + state[2]) + '"' + now(at) + '><span class="mj-glyph mj-g-' + state[0] + '" role="img" aria-label="'
          + plain(state[2]) + '">' + state[1] + "</span></td>";
      });
      return "<tr" + (fine ? ' class="mj-fine"' : "") + '><th scope="row" title="' + plain(village[1]) + '"><a class="mj-link' + (current === "x" ? " mj-late" : "")
        + '" href="?case=' + encodeURIComponent(village[0]) + '" data-set="case=' + encodeURIComponent(village[0]) + '">' + plain(short(village[1], said.endings))
        + "</a></th>" + cells.join("") + "</tr>";
    });
    const idle = given.villages.every(function (village) { return "do".includes(village[2][last]); });
    const open = lines.filter(function (line) { return !line.startsWith('<tr class="mj-fine"'); }).length;
    // a table cannot be skipped while it is off screen (CSS containment), its section can; the rows say how high it will be
    return '<section style="--rows:' + lines.length + ";--open:" + open + '"' + (idle ? ' class="mj-fine"' : "") + "><table><caption><b>" + plain(given.name) + "</b><span>" + given.inspected + " / " + given.due + "</span></caption><thead><tr><td></td>"
      + head.join("") + "</tr></thead><tbody>" + lines.join("") + "</tbody></table></section>";
  };
  const drawn = new WeakMap();
  const look = function () {
    document.querySelectorAll("[data-grid]").forEach(function (place) {
      if (drawn.get(place) === place.dataset.grid) return;
      drawn.set(place, place.dataset.grid);
      const said = JSON.parse(place.dataset.grid);
      place.innerHTML = said.towns.map(function (one) { return town(one, said); }).join("");
    });
  };
  // a pointer that rests over the grid would have its cells painted anew at every turn of the wheel
  let resting;
  const passing = function (on) { document.querySelectorAll(".mj-towns").forEach(function (place) { place.classList.toggle("mj-passing", on); }); };
  document.addEventListener("scroll", function () {
    if (resting) clearTimeout(resting); else passing(true);
    resting = setTimeout(function () { resting = null; passing(false); }, 150);
  }, {passive: true});
  new MutationObserver(look).observe(document.documentElement, {childList: true, subtree: true, attributes: true, attributeFilter: ["data-grid"]});
})();
