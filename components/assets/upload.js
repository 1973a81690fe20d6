// Files dropped or chosen on 数据导入 are sent one after the other, each as one stream, with its progress.
// The words stand on the drop zone; what has arrived is listed by the server.
(function () {
  const files = [];  // {file, sent, said, failed, request, begun}
  const zone = function () { return document.getElementById("intake-drop"); };
  const word = function (name) { const place = zone(); return place ? place.dataset[name] || "" : ""; };
  const megas = function (bytes) { return bytes < 1024 ? bytes + " B" : bytes >= 104858 ? (bytes / 1048576).toFixed(1) + " MB" : (bytes / 1024).toFixed(1) + " KB"; };

  function make(tag, look, said) {
    const found = document.createElement(tag);
    if (look) found.className = look;
    if (said) found.textContent = said;
    return found;
  }

  function line(one) {
    const row = make("li");
    row.append(make("i", "bi bi-file-earmark-arrow-up"));
    const name = make("div");
    name.append(make("b", "", one.file.name), make("span", "", megas(one.file.size)));
    const middle = make("div", "mj-said", one.failed ? one.said : "");
    if (one.request) {
      const bar = make("span", "mj-running"), part = make("i");
      part.style.width = Math.round(100 * one.sent / Math.max(one.file.size, 1)) + "%";
      bar.setAttribute("role", "progressbar");
      bar.setAttribute("aria-valuenow", Math.round(100 * one.sent / Math.max(one.file.size, 1)));
      bar.setAttribute("aria-label", one.file.name);
      bar.append(part);
      middle.append(bar);
    }
    const state = make("span", one.failed ? "mj-bad-text" : "", one.failed ? "" : said(one));
    const tools = make("div", "mj-deeds");
    if (one.failed) {
      const close = make("button", "mj-square");
      close.type = "button";
      close.title = word("close");
      close.setAttribute("aria-label", word("close"));
      close.append(make("i", "bi bi-x"));
      close.onclick = function () { files.splice(files.indexOf(one), 1); show(); };
      tools.append(close);
    }
    row.append(name, middle, state, tools);
    return row;
  }

  function said(one) {
    if (!one.request) return word("waiting");
    const part = one.sent / Math.max(one.file.size, 1), gone = (Date.now() - one.begun) / 1000;
    if (part >= 1) return word("kept");
    const left = gone > 2 && part > 0 ? Math.ceil(gone / part - gone) : 0;
    return word("sending") + " " + Math.floor(100 * part) + "%" + (left ? ", " + word("left").replace("#", left) : "");
  }

  function show() {
    const place = document.getElementById("intake-sending");
    if (place) place.replaceChildren.apply(place, files.map(line));
    const steps = document.getElementById("intake-steps");
    if (steps) steps.toggleAttribute("data-sending", files.some(function (one) { return !one.failed; }));
  }

  function fail(one, why) {
    one.failed = true;
    one.said = why;
    one.request = null;
    show();
    next();
  }

  function next() {
    if (files.some(function (one) { return one.request; })) return;
    const one = files.find(function (found) { return !found.failed; });
    if (!one) return;
    const request = new XMLHttpRequest();
    Object.assign(one, {request: request, sent: 0, begun: Date.now()});
    request.open("POST", "/upload?name=" + encodeURIComponent(one.file.name));
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.onprogress = function (event) { one.sent = event.loaded; show(); };
    request.onerror = function () { fail(one, word("failed")); };
    request.onload = function () {
      let answer = {};
      try { answer = JSON.parse(request.responseText); } catch (error) { answer = {}; }
      if (request.status === 401) location.assign("/sign-in?ended=1&next=" + encodeURIComponent(location.pathname + location.search));
      if (request.status !== 200) return fail(one, answer.said || (request.status === 413 ? word("large") : word("failed")));
      files.splice(files.indexOf(one), 1);
      show();
      if (zone()) window.dash_clientside.set_props("intake-sent", {data: answer.job});
      next();
    };
    show();
    request.send(one.file);
  }

  function take(found) {
    const limit = Number(zone().dataset.limit);
    Array.from(found).forEach(function (file) {
      files.push(file.size > limit ? {file: file, sent: 0, failed: true, said: word("large")} : {file: file, sent: 0});
    });
    show();
    next();
  }

  document.addEventListener("click", function (event) {
    if (!event.target.closest("#intake-drop")) return;
    const chooser = document.createElement("input");
    chooser.type = "file";
    chooser.multiple = true;
    chooser.onchange = function () { if (zone()) take(chooser.files); };
    chooser.click();
  });
  ["dragover", "dragleave", "drop"].forEach(function (kind) {
    document.addEventListener(kind, function (event) {
      if (!zone() || !event.dataTransfer || !Array.from(event.dataTransfer.types).includes("Files")) return;
      event.preventDefault();  // a file that misses the zone does not replace the page
      const inside = event.target.closest && event.target.closest("#intake-drop");
      zone().classList.toggle("mj-over", Boolean(inside) && kind === "dragover");
      if (kind === "drop" && inside) take(event.dataTransfer.files);
    });
  });
  window.addEventListener("beforeunload", function (event) {
    if (files.some(function (one) { return one.request; })) event.preventDefault();  // what is half sent would be lost
  });
  // back on the page after another one: what is under way is shown again
  new MutationObserver(function () {
    const place = document.getElementById("intake-sending");
    if (place && place.childElementCount !== files.length) show();
  }).observe(document.documentElement, {childList: true, subtree: true});
})();

// A cell that holds links: [{text, href}] or, changing the address only, [{text, set}].
(window.dashAgGridComponentFunctions = window.dashAgGridComponentFunctions || {}).Links = function (props) {
  return React.createElement("span", {className: "mj-cell-links"}, (props.value || []).map(function (one, place) {
    const to = one.set ? {href: "?" + one.set, "data-set": one.set, "data-goto": "intake-result"} : {href: one.href, download: ""};
    return React.createElement("a", Object.assign({key: place, className: "mj-link"}, to), one.text);
  }));
};
