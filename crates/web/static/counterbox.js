// What a counter keeps for the time without a network: deeds in their order, the day's list, what could not be done. Each
// clerk has a box of their own, named by the number of their account; what is in it is sealed with a key that
// this browser does not hand out. What that protects and what it does not stands in docs/counter.md.

const BOX = "banyan-counter";

const settled = (request) =>
  new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
/** Resolves once a transaction is on the disk: it was begun as a strict one. */
const written = (transaction) =>
  new Promise((done, failed) => {
    transaction.oncomplete = done;
    transaction.onerror = transaction.onabort = () => failed(transaction.error);
  });

function database(name, stores) {
  return new Promise((done, failed) => {
    const asked = indexedDB.open(name, 1);
    asked.onupgradeneeded = () => stores.forEach(([store, how]) => asked.result.createObjectStore(store, how));
    asked.onsuccess = () => {
      // Who wants it gone need not wait for this page.
      asked.result.onversionchange = () => asked.result.close();
      done(asked.result);
    };
    asked.onerror = () => failed(asked.error);
  });
}

/** Who sat here last: the only thing that is not sealed, and it is a word that names nobody. */
const lastClerk = {
  base: () => database(BOX, [["kept"]]),
  async get() {
    return settled((await this.base()).transaction("kept").objectStore("kept").get("who"));
  },
  async put(owner) {
    const transaction = (await this.base()).transaction("kept", "readwrite", { durability: "strict" });
    transaction.objectStore("kept").put(owner, "who");
    await written(transaction);
  },
};

/** The box of a clerk. */
function counterBox(owner) {
  const stores = [["key"], ["deeds", { autoIncrement: true }], ["refused", { autoIncrement: true }], ["kept"]];
  const base = database(`${BOX}-${owner}`, stores);
  let made;
  const key = () => (made ??= (async () => {
    const db = await base;
    const known = await settled(db.transaction("key").objectStore("key").get("key"));
    if (known) return known;
    const fresh = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
    const transaction = db.transaction("key", "readwrite", { durability: "strict" });
    const drawer = transaction.objectStore("key");
    // Two pages of one clerk at once: the first key is the key.
    const first = await settled(drawer.get("key"));
    if (!first) drawer.put(fresh, "key");
    await written(transaction);
    return first ?? fresh;
  })());
  const bound = (store) => new TextEncoder().encode(`${owner} ${store}`);
  const seal = async (store, value) => {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const plain = new TextEncoder().encode(JSON.stringify(value));
    const how = { name: "AES-GCM", iv, additionalData: bound(store) };
    return { iv, data: await crypto.subtle.encrypt(how, await key(), plain) };
  };
  const open = async (store, { iv, data }) => {
    const how = { name: "AES-GCM", iv, additionalData: bound(store) };
    return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt(how, await key(), data)));
  };
  const change = async (names, work) => {
    const transaction = (await base).transaction(names, "readwrite", { durability: "strict" });
    const done = written(transaction);
    const value = work((name) => transaction.objectStore(name));
    await done;
    return value?.result;
  };
  const list = async (store, most) => {
    const drawer = (await base).transaction(store).objectStore(store);
    const [numbers, rows] = await Promise.all([settled(drawer.getAllKeys(null, most)), settled(drawer.getAll(null, most))]);
    return Promise.all(rows.map(async (row, at) => ({ ...(await open(store, row)), n: numbers[at] })));
  };
  return {
    owner,
    /** Keeps a deed after those that are kept already; its number, once it is on the disk. */
    async keep(deed) {
      const sealed = await seal("deeds", deed);
      return change(["deeds"], (of) => of("deeds").add(sealed));
    },
    deeds: (most) => list("deeds", most),
    count: async () => settled((await base).transaction("deeds").objectStore("deeds").count()),
    /** A deed was answered: it goes, and if it was refused, what to do stays. In one transaction. */
    async answered(n, refusal) {
      const sealed = refusal && (await seal("refused", refusal));
      return change(["deeds", "refused"], (of) => {
        of("deeds").delete(n);
        if (sealed) of("refused").add(sealed);
      });
    },
    refused: () => list("refused"),
    seen: (n) => change(["refused"], (of) => of("refused").delete(n)),
    async put(name, value) {
      const sealed = await seal("kept", value);
      return change(["kept"], (of) => of("kept").put(sealed, name));
    },
    async get(name) {
      const sealed = await settled((await base).transaction("kept").objectStore("kept").get(name));
      return sealed && open("kept", sealed);
    },
  };
}

/** What the node says of today; else why it says nothing: `offline`, `signed-out`, `office`. */
async function askToday() {
  try {
    const how = { cache: "no-store", redirect: "manual", signal: AbortSignal.timeout(15000) };
    const answer = await fetch("/station/today.json", how);
    if (answer.type === "opaqueredirect") return { state: "signed-out" };
    if (answer.status === 403) return { state: "office" };
    if (!answer.ok) return { state: "offline" };
    return { state: "here", today: await answer.json() };
  } catch {
    return { state: "offline" };
  }
}

/** Sends what is kept, in its order, a few at a time; how it ended, with what the node says of today. */
function deliver(box, told = () => {}) {
  const work = async () => {
    const asked = await askToday();
    if (asked.state !== "here") return asked;
    // What one clerk kept is not sent in the name of another.
    if (asked.today.owner !== box.owner) return { state: "other" };
    for (;;) {
      const deeds = await box.deeds(25);
      if (!deeds.length) return asked;
      const batch = deeds.map(({ key, at, kind, fields }) => ({ key, at, kind, fields }));
      const body = new URLSearchParams({ csrf: asked.today.csrf, owner: box.owner, batch: JSON.stringify(batch) });
      let answer;
      try {
        const how = { method: "POST", body, redirect: "manual", signal: AbortSignal.timeout(60000) };
        answer = await fetch("/station/outbox", how);
      } catch {
        return { state: "offline" };
      }
      if (answer.type === "opaqueredirect") return { state: "signed-out" };
      if (answer.status === 403) return { state: "office" };
      if (answer.status === 409) return { state: "other" };
      if (!answer.ok) return { state: "offline" };
      const { answers, later } = await answer.json();
      for (const [at, one] of answers.entries()) {
        const deed = deeds[at];
        if (deed?.key !== one.key) return { state: "offline" };
        const refusal = one.outcome === "refused" && { kind: deed.kind, about: deed.about, at: deed.at, worker: deed.fields.find(([name]) => name === "worker")?.[1], text: one.text, next: one.next, code: one.code };
        await box.answered(deed.n, refusal || null);
      }
      await Promise.resolve(told()).catch(() => {});
      if (later === "counter.office_ended") return { state: "office" };
      if (later || !answers.length) return { state: "offline" };
    }
  };
  // One page at a time, or two would send the same.
  return navigator.locks.request(`${BOX}-send-${box.owner}`, work);
}

/** The boxes of this browser, by their owners. */
async function boxOwners() {
  const all = (await indexedDB.databases?.()) ?? [];
  return all.map(({ name }) => name).filter((name) => name.startsWith(`${BOX}-`)).map((name) => name.slice(BOX.length + 1));
}

/** Whether a colleague's box on this machine holds deeds; it is counted, not opened. */
async function othersKept(owner) {
  for (const other of await boxOwners()) {
    if (other !== owner && (await counterBox(other).count())) return true;
  }
  return false;
}
