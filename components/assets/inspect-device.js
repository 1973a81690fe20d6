// What 检查登记 keeps on the device: drafts until the server has them, and what the page needs to open without the network.
// The latter (assets/inspect.js, style sheets, the villages of one's scope) goes at sign-out; drafts stay.
(function () {
  const NAME = "mingjian", TABLE = "inspections", PATIENCE = 120000, CACHE = "inspect", GIVEN = "/inspect-given";
  const offline = "serviceWorker" in navigator && "caches" in window;  // browsers offer it on https and on this machine itself

  // drafts: {id, who, state, cells, photos: {near: {file, legible, done}}, recorded, said, warnings}
  const kept = function (mode, work) {
    return new Promise(function (give, fail) {
      const opening = indexedDB.open(NAME, 1);
      opening.onupgradeneeded = function () { opening.result.createObjectStore(TABLE, {keyPath: "id"}); };
      opening.onerror = function () { fail(opening.error); };
      opening.onsuccess = function () {
        const deed = opening.result.transaction(TABLE, mode), asked = work(deed.objectStore(TABLE));
        deed.oncomplete = function () { opening.result.close(); give(asked.result); };
        deed.onerror = deed.onabort = function () { opening.result.close(); fail(deed.error); };
      };
    });
  };
  const save = function (one) { return kept("readwrite", function (table) { return table.put(one); }); };
  const drop = function (one) { return kept("readwrite", function (table) { return table.delete(one.id); }); };
  const drafts = async function (who) {
    const all = await kept("readonly", function (table) { return table.getAll(); });
    return all.filter(function (one) { return one.who === who; });
  };

  // the inspection, then what photos have not arrived; whatever was cut off is asked again
  const post = async function (path, body, type) {
    const answer = await fetch(path, {method: "POST", body: body, headers: {"Content-Type": type}, signal: AbortSignal.timeout(PATIENCE)});
    if (answer.status === 401) throw Object.assign(new Error("signed out"), {out: true});
    const said = await answer.json().catch(function () { return null; });
    if (answer.ok && said) return said;
    if (said && said.said) throw Object.assign(new Error(said.said), {refused: true});
    throw new Error("no answer");
  };
  const sendOne = async function (one, views) {
    if (!one.recorded) {
      await post("/inspection/" + one.id, JSON.stringify(one.cells), "application/json");
      one.recorded = true;
      await save(one);
    }
    for (const view of views) {
      const held = one.photos[view];
      if (!held || held.done) continue;
      const said = await post("/inspection/" + one.id + "/" + view + "?legible=" + (held.legible ? 1 : 0), held.file, "application/octet-stream").catch(function (error) {
        if (error.refused) delete one.photos[view];  // the others go on, this one is taken again
        throw error;
      });
      one.warnings = one.warnings.concat(said.warnings);
      one.photos[view] = {done: true};
      await save(one);
    }
    await drop(one);
  };

  // --- without the network: the worker (components/inspect_worker.js) answers /inspect with a bare page, which starts from what is remembered
  const remember = async function (given) {
    if (!offline || given.offline) return;
    const bare = Object.assign({}, given, {offline: true, village: "", villages: given.villages.map(function (one) { return one.slice(0, 4).concat(0); })});
    await (await caches.open(CACHE)).put(GIVEN, new Response(JSON.stringify(bare)));
    await navigator.serviceWorker.register("/inspect-worker.js", {scope: "/inspect"});
  };
  const forget = async function () {
    if (!offline) return;
    for (const worker of await navigator.serviceWorker.getRegistrations()) await worker.unregister();
    await caches.delete(CACHE);
  };
  document.addEventListener("submit", function (event) {
    const form = event.target;
    if (!offline || form.getAttribute("action") !== "/sign-out") return;
    event.preventDefault();
    forget().finally(function () { HTMLFormElement.prototype.submit.call(form); });
  }, true);
  document.addEventListener("DOMContentLoaded", async function () {
    if (!document.body.hasAttribute("data-offline")) return;
    const given = await (await caches.open(CACHE)).match(GIVEN);
    if (given) window.dash_clientside.inspect.open(Object.assign(await given.json(), {today: new Date().toLocaleDateString("sv")}));
  });

  window.inspectDevice = {save: save, drop: drop, drafts: drafts, sendOne: sendOne, remember: remember};
})();
