// The open page among the ways to the pages (components/navigation.py), and what waits on each.
window.dash_clientside = Object.assign({}, window.dash_clientside, {navigation: {
  show: function (path, badges) {
    document.querySelectorAll("a.nav-link").forEach(function (link) {
      const here = link.pathname === path;
      link.classList.toggle("active", here);
      if (here) link.setAttribute("aria-current", "page"); else link.removeAttribute("aria-current");
    });
    document.querySelectorAll("[data-badge]").forEach(function (place) {
      const said = (badges || {})[place.dataset.badge];
      place.replaceChildren();
      if (!said) return;
      const shown = place.appendChild(document.createElement("span")), [number, words] = said;
      shown.title = words;
      shown.innerHTML = '<span aria-hidden="true"></span><span class="mj-unseen"></span>';
      shown.firstChild.textContent = number;
      shown.lastChild.textContent = " " + words;
    });
    return window.dash_clientside.no_update;
  }
}});
