// 检查登记: inspections are written down on the device and sent when the server can be reached. Each has a number of its own
// from the start, so that what is sent twice is stored once; a draft leaves the device only when all of it has arrived.
(function () {
  const TRY_AGAIN = 20000, {save, drop, drafts, remember, sendOne} = window.inspectDevice;  // assets/inspect-device.js
  const ITEMS = ["has_notice", "has_roster", "has_policy", "has_hotline"], YES_NO = ["content_accurate", "privacy_ok"], VIEWS = ["near", "far"];
  let data = null, form = null, waiting = [], busy = false, timer = 0;
  const w = function (key) { return data.words[key] || ""; };
  const place = function () { return document.getElementById("inspect-app"); };

  const fresh = function () {
    const id = Array.from(crypto.getRandomValues(new Uint8Array(12)), function (byte) { return byte.toString(16).padStart(2, "0"); }).join("");
    return {id: id, who: data.who, state: "draft", recorded: false, said: "", warnings: [], cells: {insp_date: data.today}, photos: {}};
  };

  // --- elements
  const make = function (tag, look, inside, more) {
    const found = Object.assign(document.createElement(tag), more || {});
    if (look) found.className = look;
    [].concat(inside === undefined ? [] : inside).forEach(function (one) { if (one !== null) found.append(one); });
    return found;
  };
  const icon = function (name) { const i = make("i", "bi " + name); i.setAttribute("aria-hidden", "true"); return i; };
  const button = function (words, look, deed) { return make("button", look, words, {type: "button", onclick: deed}); };
  const group = function (label, inside) { return make("fieldset", "mj-insp-query", [make("legend", "", label)].concat(inside)); };
  const field = function (label, control) { return make("label", "mj-insp-query", [make("span", "", label), control]); };

  const changed = function (name, value) {
    form.cells[name] = value;
    save(form).catch(function () { complain(w("no_room")); });
  };
  const complain = function (said) {
    const where = document.getElementById("inspect-said");
    if (where) { where.textContent = said; where.hidden = !said; if (said) where.scrollIntoView({block: "center"}); }
  };

  const choice = function (name, options) {
    const row = make("div", "mj-insp-choices");
    options.forEach(function (option) {
      const value = option[0], input = make("input", "", [], {type: "radio", name: name, value: String(value), checked: form.cells[name] === value});
      input.disabled = form.recorded;
      input.onchange = function () { changed(name, value); };
      row.append(make("label", "", [input, make("span", "", option[1])]));
    });
    return row;
  };

  const villages = function () {
    const town = make("select", "form-select"), village = make("select", "form-select");
    const towns = Array.from(new Set(data.villages.map(function (one) { return one[2]; })));
    const chosen = data.villages.find(function (one) { return one[0] === form.cells.village_code; });
    const fill = function (code) {
      const own = data.villages.filter(function (one) { return one[2] === code; });
      own.sort(function (a, b) { return a[4] - b[4] || (a[0] < b[0] ? -1 : 1); });  // those still to do first
      village.replaceChildren(make("option", "", w("choose"), {value: ""}));
      own.forEach(function (one) {
        village.append(make("option", "", one[1] + (one[4] ? w("done_already") : ""), {value: one[0], selected: one[0] === form.cells.village_code}));
      });
    };
    towns.forEach(function (code) {
      const own = data.villages.filter(function (one) { return one[2] === code; });
      const todo = own.filter(function (one) { return !one[4]; }).length;
      // how many are still to do is not known without the server
      town.append(make("option", "", data.offline ? own[0][3] || code : w("town_todo").replace("{town}", own[0][3] || code).replace("{n}", todo), {value: code, selected: Boolean(chosen) && chosen[2] === code}));
    });
    town.onchange = function () { fill(town.value); changed("village_code", ""); };
    village.onchange = function () { changed("village_code", village.value); };
    village.id = "inspect-village";
    town.disabled = village.disabled = form.recorded;
    fill(chosen ? chosen[2] : towns[0]);
    return (towns.length > 1 ? [field(w("town"), town)] : []).concat(field(w("village"), village));
  };

  // what it is, by its first bytes: the server decides, this only saves a way
  const looksRight = async function (file) {
    const head = new Uint8Array(await file.slice(0, 8).arrayBuffer());
    return head[0] === 0xff && head[1] === 0xd8 || head[0] === 0x89 && head[1] === 0x50;
  };
  const photo = function (view) {
    const held = form.photos[view], box = make("div", "mj-insp-shot"), said = make("p", "mj-bad-text");
    const input = make("input", "mj-unseen", [], {type: "file", accept: "image/jpeg,image/png"});
    input.setAttribute("aria-label", w(view));
    input.onchange = async function () {
      const file = input.files[0];
      if (!file) return;
      said.textContent = file.size > data.limit ? w("large").replace("{limit}", Math.floor(data.limit / 1048576)) : await looksRight(file) ? "" : w("no_picture");
      if (said.textContent) { input.value = ""; return; }
      form.photos[view] = {file: file, legible: true, done: false};
      save(form).then(function () { box.replaceWith(photo(view)); }, function () { complain(w("no_room")); });
    };
    if (held && held.file) {
      const picture = make("img", "", [], {src: URL.createObjectURL(held.file), alt: w(view)});
      picture.onload = function () { URL.revokeObjectURL(picture.src); };
      const clear = make("input", "", [], {type: "checkbox", checked: held.legible});
      clear.onchange = function () { held.legible = clear.checked; save(form); };
      box.append(picture, make("label", "mj-insp-clear", [clear, make("span", "", w("clear"))]));
    }
    box.prepend(make("label", "mj-button mj-insp-take", [icon("bi-camera"), make("span", "", held ? w("again_" + view) : w("take_" + view)), input]));
    box.append(said);
    return box;
  };

  const problem = function () {
    const missing = ["village_code"].concat(ITEMS, YES_NO).filter(function (name) { return form.cells[name] === undefined || form.cells[name] === ""; });
    return missing.length ? w("incomplete").replace("{names}", missing.map(function (name) { return w(name === "village_code" ? "village" : name); }).join(w("list"))) : "";
  };

  const draw = function () {
    const app = place();
    if (!app || !data) return;
    const day = make("input", "form-control", [], {type: "date", value: form.cells.insp_date || "", max: data.today, disabled: form.recorded});
    day.onchange = function () { changed("insp_date", day.value); };
    const month = make("input", "form-control", [], {type: "month", value: form.cells.roster_month_seen || "", disabled: form.recorded});
    month.onchange = function () { changed("roster_month_seen", month.value); };
    const issues = make("textarea", "form-control", form.cells.issues || "", {rows: 2, maxLength: 300, disabled: form.recorded, placeholder: w("issues_hint")});
    issues.oninput = function () { changed("issues", issues.value); };
    const all = button(w("all_there"), "mj-button", function () { ITEMS.forEach(function (name) { changed(name, "有"); }); draw(); });
    all.disabled = form.recorded;
    const said = make("p", "mj-said mj-bad-text", form.said, {id: "inspect-said", hidden: !form.said});
    said.setAttribute("role", "alert");
    const main = make("section", "mj-card mj-inspect", [
      make("header", "", make("div", "", [make("h2", "", w("title")), make("p", "mj-measure", w("note"))])),
      make("div", "mj-insp-asks", villages().concat(field(w("insp_date"), day))),
      make("div", "mj-insp-items", [make("div", "mj-insp-items-head", [make("span", "", w("items")), all])].concat(ITEMS.map(function (name) {
        return group(w(name), choice(name, data.items[name].map(function (one) { return [one, data.values[one] || one]; })));
      }))),
      make("div", "mj-insp-items", YES_NO.map(function (name) { return group(w(name), choice(name, [[true, w("yes")], [false, w("no")]])); })),
      make("div", "mj-insp-asks", [field(w("roster_month_seen"), month), field(w("issues"), issues)]),
      make("div", "mj-insp-shots", VIEWS.map(photo)),
      said,
      make("div", "mj-deeds", [button([icon("bi-send"), w("send")], "mj-button mj-insp-main", submit), button(w("clear_form"), "mj-button", clear)]),
      make("footer", "", [make("span", "", w("on_device")), make("span", "", w("basis"))])
    ]);
    app.replaceChildren(outbox(), main);
  };

  const outbox = function () {
    const lines = waiting.map(function (one) {
      const village = data.villages.find(function (found) { return found[0] === one.cells.village_code; });
      const tools = make("div", "mj-deeds");
      if (one.state === "refused") tools.append(button(w("edit"), "mj-button", function () { take(one); }));
      if (one.state === "done") tools.append(button(w("close"), "mj-button", function () { waiting.splice(waiting.indexOf(one), 1); draw(); }));
      const warned = (one.warnings || []).map(function (name) { return make("span", "", w("warn_" + name)); });
      const line = make("li", "mj-sent-" + one.state, [make("b", "", village ? village[1] : one.cells.village_code), make("span", "", w("state_" + one.state)),
        one.said ? make("span", "mj-bad-text", one.said) : null].concat(warned, tools));
      line.dataset.state = one.state;
      return line;
    });
    const again = waiting.some(function (one) { return one.state === "waiting"; }) ? button([icon("bi-arrow-repeat"), w("send_again")], "mj-button", send) : null;
    const box = make("section", "mj-card mj-insp-outbox", [make("header", "", [make("h2", "", w("outbox")), again]), make("ul", "", lines)], {hidden: !lines.length});
    box.setAttribute("aria-live", "polite");
    return box;
  };

  const clear = function () { drop(form).then(function () { form = fresh(); draw(); }); };
  const take = function (one) {  // refused by the server: back into the form
    waiting.splice(waiting.indexOf(one), 1);
    form = Object.assign(one, {state: "draft"});
    draw();
  };
  const submit = function () {
    const wrong = problem();
    if (wrong) return complain(wrong);
    const one = Object.assign(form, {state: "waiting", said: "", warnings: []});  // from here on it is not changed any more
    save(one).then(function () {
      waiting.unshift(one);
      form = fresh();
      draw();
      window.scrollTo(0, 0);
      send();
    }, function () { form.state = "draft"; complain(w("no_room")); });
  };

  // --- sending
  const send = async function () {
    clearTimeout(timer);
    if (busy) return;
    busy = true;
    let out = false;
    for (const one of waiting.filter(function (found) { return found.state === "waiting"; })) {
      one.state = "sending";
      show();
      try {
        await sendOne(one, VIEWS);
        const village = data.villages.find(function (found) { return found[0] === one.cells.village_code; });
        if (village) village[4] += 1;
        one.state = "done";
      } catch (error) {
        one.state = error.refused ? "refused" : "waiting";
        one.said = error.refused ? error.message : "";
        out = out || Boolean(error.out);
        await save(Object.assign({}, one, {state: one.state})).catch(function () {});
        if (!error.refused) { show(); break; }  // the rest would meet the same
      }
      show();
    }
    busy = false;
    if (out) location.assign("/sign-in?ended=1&next=" + encodeURIComponent("/inspect"));
    else if (waiting.some(function (one) { return one.state === "waiting"; })) timer = setTimeout(send, TRY_AGAIN);
  };
  const show = function () {  // the form keeps what is being typed
    const box = document.querySelector("#inspect-app .mj-insp-outbox");
    if (box) box.replaceWith(outbox());
  };
  window.addEventListener("online", function () { if (data && place()) send(); });

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    inspect: {
      open: async function (given) {
        if (!given || !given.words) return window.dash_clientside.no_update;
        data = given;
        remember(given);
        waiting = waiting.filter(function (one) { return one.state === "done" && one.who === data.who; });
        const held = await drafts(data.who).catch(function () { return []; });
        // one that was being sent when the page went away is waiting again
        held.filter(function (one) { return one.state !== "draft"; }).forEach(function (one) {
          waiting.push(Object.assign(one, {state: one.state === "refused" ? "refused" : "waiting"}));
        });
        form = held.find(function (one) { return one.state === "draft"; }) || fresh();
        if (given.village && form.cells.village_code !== given.village && !form.recorded) form.cells.village_code = given.village;
        draw();
        send();
        return "1";
      }
    }
  });
})();
