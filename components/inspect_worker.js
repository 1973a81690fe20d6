// {version}  A change in any of the files below makes the browser fetch them anew.
// Serves 检查登记 without the network: /inspect alone, and its style sheets, icons and script. No figure, no other page, no answer of the server is kept.
const CACHE = "inspect", PAGE = "/inspect-offline", FILES = {files};

self.addEventListener("install", function (event) {
  const fresh = FILES.concat(PAGE).map(function (path) { return new Request(path, {cache: "reload"}); });
  event.waitUntil(caches.open(CACHE).then(function (cache) { return cache.addAll(fresh); }).then(function () { return self.skipWaiting(); }));
});
self.addEventListener("activate", function (event) { event.waitUntil(self.clients.claim()); });
self.addEventListener("fetch", function (event) {
  const path = new URL(event.request.url).pathname;
  const wanted = event.request.mode === "navigate" && path === "/inspect" ? PAGE : FILES.includes(path) ? path : null;
  if (event.request.method !== "GET" || !wanted) return;
  event.respondWith(fetch(event.request).catch(function () {
    return caches.open(CACHE).then(function (cache) { return cache.match(wanted); }).then(function (found) { return found || Response.error(); });
  }));
});
