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

/** What a counter kept goes first. Whether the way out is free: it is not while anything could still be sent. */
async function counterGone() {
  if (!globalThis.indexedDB || !globalThis.crypto?.subtle || !navigator.locks) return true;
  const mine = (await boxOwners()).length && (await lastClerk.get());
  if (!mine) return true;
  const box = counterBox(mine);
  const { state } = (await box.count()) ? await deliver(box) : { state: "here" };
  // A colleague's box, or that of an office that has ended, stays as it is: nobody else can open it.
  if (state === "other" || state === "office") return true;
  if (await box.count()) return false;
  // What could not be done is still there when its clerk comes back.
  if ((await box.refused()).length) return true;
  const kept = await caches.keys();
  await Promise.all(kept.filter((name) => name.startsWith("banyan-station-")).map((name) => caches.delete(name)));
  const registered = await navigator.serviceWorker.getRegistration("/station");
  if (registered && new URL(registered.scope).pathname === "/station") await registered.unregister();
  await gone(`${BOX}-${mine}`);
  await gone(BOX);
  return true;
}

for (const form of document.querySelectorAll("form[action='/sign-out']"))
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!(await counterGone().catch(() => true))) {
      delete form.dataset.sent;
      for (const button of form.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
      const said = form.querySelector("[role=alert]") ?? form.appendChild(document.createElement("span"));
      said.setAttribute("role", "alert");
      said.className = "badge warn wrap-any";
      said.textContent = form.dataset.waitText ?? "";
      return;
    }
    const patience = new Promise((done) => setTimeout(done, 4000));
    // A page that is not secure keeps nothing, and has none of these.
    Promise.race([leave().catch(() => {}), patience]).then(() => form.submit());
  });
