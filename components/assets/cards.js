// What the buttons of a card do: one open popover at a time, kept inside the window; the table behind a picture; its
// picture as PNG with title, measure and source on it; the one card on paper.
(function () {
  const menus = "details.mj-info, details.mj-menu";
  const shut = function (but) {
    document.querySelectorAll(menus).forEach(function (one) { if (one !== but) one.open = false; });
  };
  document.addEventListener("toggle", function (event) {
    const menu = event.target;
    if (!menu.matches || !menu.matches(menus) || !menu.open) return;
    shut(menu);
    const pop = menu.querySelector(".mj-pop");
    pop.style.transform = "";
    const box = pop.getBoundingClientRect(), edge = 8, wide = document.documentElement.clientWidth;
    const move = box.left < edge ? edge - box.left : box.right > wide - edge ? wide - edge - box.right : 0;
    if (move) pop.style.transform = "translateX(" + move + "px)";
  }, true);
  document.addEventListener("keydown", function (event) {
    const open = document.querySelector("details.mj-info[open], details.mj-menu[open]");
    if (event.key === "Escape" && open) { open.open = false; open.querySelector("summary").focus(); }
  });
  const picture = function (card) {
    const plot = card.querySelector(".js-plotly-plot");
    const title = card.querySelector("h2").textContent;
    const lines = [card.querySelector(".mj-measure"), card.querySelector("footer")].map(function (one) { return one ? one.innerText.replace(/\n/g, "  ") : ""; });
    const style = getComputedStyle(card);
    const layout = structuredClone(plot.layout);
    const wide = plot.clientWidth, high = plot.clientHeight + 96;
    const note = function (text, y, size) {
      return {text: text, xref: "container", yref: "container", x: 0.01, y: y, xanchor: "left", yanchor: "top", showarrow: false, font: {size: size, color: style.color}};
    };
    layout.title = Object.assign(note(title, 0.985, 16), {subtitle: {text: lines[0], font: {size: 12}}});
    layout.margin = Object.assign({}, layout.margin, {t: (layout.margin.t || 8) + 60, b: (layout.margin.b || 8) + 30});
    layout.paper_bgcolor = style.backgroundColor;
    layout.annotations = (layout.annotations || []).concat([
      {text: lines[1], xref: "paper", yref: "paper", x: 0, y: 0, xanchor: "left", yanchor: "bottom", yshift: -(layout.margin.b + 20), showarrow: false, font: {size: 11}}]);
    layout.margin.b += 26;
    delete layout.height;
    delete layout.width;
    window.Plotly.downloadImage({data: plot.data, layout: layout}, {format: "png", width: wide, height: high, scale: 2, filename: title});
  };
  document.addEventListener("click", function (event) {
    const button = event.target.closest("[data-card]");
    if (!event.target.closest(menus)) shut(null);
    if (event.target.closest(".mj-list a, .mj-list button")) shut(null);
    if (!button) return;
    const card = button.closest(".mj-card");
    if (button.dataset.card === "table") {
      const table = card.querySelector("details.mj-table");
      table.open = true;
      table.querySelector("summary").focus();
    } else if (button.dataset.card === "picture") {
      picture(card);
    } else {
      document.body.classList.add("mj-one");
      card.classList.add("mj-this");
      window.mingjian_print(function () {
        document.body.classList.remove("mj-one");
        card.classList.remove("mj-this");
      });
    }
  });
})();
