// Whoever signs out leaves nothing of their code in this browser: the key, the kept page and who keeps it go first.

const gone = (name) =>
  new Promise((done) => {
    const asked = indexedDB.deleteDatabase(name);
    asked.onsuccess = asked.onerror = asked.onblocked = done;
  });

async function leave() {
  const kept = await caches.keys();
  await Promise.all(kept.filter((name) => name.startsWith("banyan-code-")).map((name) => caches.delete(name)));
  const registered = await navigator.serviceWorker.getRegistration("/me/code");
  if (registered && new URL(registered.scope).pathname === "/me/code") await registered.unregister();
  await gone("banyan-code");
}

for (const form of document.querySelectorAll("form[action='/sign-out']"))
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const patience = new Promise((done) => setTimeout(done, 4000));
    // A page that is not secure keeps nothing, and has none of these.
    Promise.race([leave().catch(() => {}), patience]).then(() => form.submit());
  });
