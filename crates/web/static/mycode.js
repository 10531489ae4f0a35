// The page of my code: a key that never leaves this browser, the certificate of the node, and every half minute a code,
// with a network or without.

const kept = drawer("banyan-code");
const page = document.querySelector("[data-code]");
const RENEW = 20 * 86_400_000;
const DRIFT = 60_000;

/** Shows the one message that holds, and the code if there is one. */
function say(state) {
  page.dataset.code = state;
  if (state !== "shown") drawn = null;
  for (const part of page.querySelectorAll("[data-say]")) part.hidden = part.dataset.say !== state;
  page.querySelector("[data-shown]").hidden = state !== "shown";
}
const note = (name, on) => (page.querySelector(`[data-note="${name}"]`).hidden = !on);

let mine = null; // { owner, keys, certificate, codeId, until, offset, seen }
let drawn = null;

const time = () => Date.now() + (mine?.offset ?? 0);

async function draw() {
  if (!mine?.certificate) return;
  const now = time();
  if (now < mine.seen - DRIFT) return say("clock");
  if (now >= mine.until) return say("expired");
  const step = Math.floor(now / STEP);
  const left = Math.ceil(((step + 1) * STEP - now) / 1000);
  page.querySelector("progress").value = left;
  page.querySelector("[data-left]").textContent = left;
  if (drawn === step) return;
  drawn = step;
  const when = new Uint8Array(4);
  new DataView(when.buffer).setUint32(0, step);
  const words = concat(mine.certificate, when);
  const signature = await sign(mine.keys.privateKey, concat(CODE_WORDS, words));
  const text = `BY1${base32(concat(words, signature))}`;
  const { side, path } = picture(text);
  const svg = page.querySelector("svg[data-qr]");
  svg.setAttribute("viewBox", `0 0 ${side} ${side}`);
  svg.querySelector("path").setAttribute("d", path);
  page.dataset.text = text;
  page.dataset.step = step;
  say("shown");
}

async function forget() {
  mine = drawn = null;
  delete page.dataset.text;
  await kept.clear();
}

async function certify(state) {
  mine ??= { owner: state.owner, keys: await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, ["sign", "verify"]) };
  const key = short(new Uint8Array(await crypto.subtle.exportKey("raw", mine.keys.publicKey)));
  const proof = await sign(mine.keys.privateKey, concat(PROOF_WORDS, new TextEncoder().encode(state.challenge)));
  const answer = await fetch("/me/code/certify", {
    method: "POST",
    body: new URLSearchParams({ csrf: state.csrf, challenge: state.challenge, key: hex(key), proof: hex(proof) }),
  });
  if (!answer.ok) throw new Error("certify");
  const { certificate, code_id, until } = await answer.json();
  Object.assign(mine, { certificate: unhex(certificate), codeId: code_id, until });
}

/** Asks the server how things stand; without a network, what is kept holds. */
async function catchUp() {
  let state;
  const sent = Date.now();
  try {
    const answer = await fetch("/me/code/state", { cache: "no-store" });
    if (!answer.ok) throw new Error("state");
    state = await answer.json();
  } catch {
    note("offline", true);
    if (!mine) say("none");
    return;
  }
  note("offline", false);
  if (state.state !== "worker") {
    await forget();
    return say(state.state);
  }
  if (mine && mine.owner !== state.owner) await forget();
  if (mine && !state.live.includes(mine.codeId)) {
    await forget();
    return say("revoked");
  }
  const offset = state.now - Math.round((sent + Date.now()) / 2);
  note("drift", Math.abs(offset) > DRIFT);
  try {
    if (!mine || mine.until - state.now < RENEW) await certify(state);
  } catch {
    // A certificate that still holds is as good as a new one.
    if (!mine?.certificate) {
      mine = null;
      return say("failed");
    }
  }
  Object.assign(mine, { offset, seen: state.now });
  await kept.put("mine", mine);
  await navigator.serviceWorker?.register("/code-sw.js", { scope: "/me/code" }).catch(() => {});
}

async function begin() {
  if (!globalThis.crypto?.subtle || !globalThis.indexedDB) return say("old");
  mine = (await kept.get("mine")) ?? null;
  await draw();
  await catchUp();
  await draw();
  setInterval(draw, 250);
  addEventListener("online", catchUp);
  document.addEventListener("visibilitychange", () => document.hidden || catchUp());
}

page.querySelector("[data-again]")?.addEventListener("click", () => location.reload());
begin().catch(() => say("failed"));
