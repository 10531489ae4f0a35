// Opens the counter with no network: the empty page and its files, nothing of anybody. It answers for the counter's own
// addresses and for nothing else below its scope.

const NAME = "banyan-station-VERSION";
const SHELL = "/station/shell";
const FILES = ["FILES"];

const shell = async () => {
  const answer = await fetch(SHELL, { cache: "no-store" });
  if (answer.ok && !answer.redirected) await (await caches.open(NAME)).put(SHELL, answer);
};

self.addEventListener("install", (event) => {
  const files = caches.open(NAME).then((cache) => cache.addAll(FILES));
  event.waitUntil(Promise.all([files, shell()]).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const old = async () => {
    for (const name of await caches.keys()) if (name.startsWith("banyan-station-") && name !== NAME) await caches.delete(name);
  };
  event.waitUntil(old().then(() => self.clients.claim()));
});

/** The page from the network, or the kept one if that takes longer than somebody at a counter waits. */
async function page(event) {
  const keptPage = async () => (await caches.match(SHELL, { cacheName: NAME, ignoreVary: true })) ?? Response.error();
  const fresh = fetch(event.request);
  const slow = new Promise((done) => setTimeout(done, 6000));
  try {
    const answer = await Promise.race([fresh, slow]);
    if (!answer || answer.status >= 502) return await keptPage();
    event.waitUntil(shell().catch(() => {}));
    return answer;
  } catch {
    return keptPage();
  }
}

self.addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (event.request.method !== "GET" || origin !== location.origin) return;
  const counter = pathname === "/station" || pathname === "/station/new" || pathname.startsWith("/station/people/");
  if (counter && event.request.mode === "navigate") event.respondWith(page(event));
  else if (FILES.includes(pathname)) {
    const file = caches.match(event.request, { cacheName: NAME, ignoreVary: true });
    event.respondWith(file.then((found) => found ?? fetch(event.request)));
  }
});
