// The counter: the field is always ready, every act has its key, and what the day needs is kept for the time without a
// network. Every form works without this.

const $ = (selector, within = document) => within.querySelector(selector);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const scanField = $("[data-scan]");

// A key presses what it is written on.
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && scanField) {
    scanField.value = "";
    scanField.focus();
    return;
  }
  if (event.key === "Enter" && event.ctrlKey) {
    const form = document.activeElement?.form ?? $("form[data-deed='register']:not([hidden])");
    if (form?.dataset.deed) (event.preventDefault(), form.requestSubmit(form.querySelector(".btn.main") ?? undefined));
    return;
  }
  const name = (event.altKey ? "Alt+" : "") + (event.altKey ? event.code.replace("Digit", "") : event.key);
  const pressed = all(`[data-key="${CSS.escape(name)}"]`).find((one) => one.offsetParent && !one.disabled);
  if (pressed) {
    event.preventDefault();
    pressed.click();
    if (pressed.tagName === "SUMMARY") setTimeout(() => $("select, input:not([type=hidden])", pressed.parentElement)?.focus());
    return;
  }
  // A scanner types wherever it stands; what nobody else is waiting for is for the field.
  const letter = event.key.length === 1 && !event.ctrlKey && !event.altKey && !event.metaKey;
  const free = !document.activeElement || document.activeElement === document.body;
  if (letter && free) scanField?.focus();
});
if (!$("[data-bad]") && !$("[data-shell]")) $("form[data-deed='register'] [name=name]")?.focus();

/** An id of our form, made here. */
function freshId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  let time = Date.now();
  for (let at = 5; at >= 0; at--, time = Math.floor(time / 256)) bytes[at] = time % 256;
  bytes[6] = (bytes[6] & 15) | 0x70;
  bytes[8] = (bytes[8] & 63) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/** The midnight that began the day here. */
const dayOf = (at) => new Date(at).toDateString();

/** Shows what is kept, and what could not be done with what to do. */
async function showKept(box) {
  const part = $("[data-kept]");
  if (!part) return;
  const [count, refused] = [await box.count(), await box.refused()];
  part.hidden = !count && !refused.length;
  part.dataset.kept = count;
  $("[data-kept-count]", part).textContent = count ? `${count} ${$("[data-counter]").dataset.one}` : "";
  $("[data-kept-send]", part).hidden = !count;
  $("[data-refused-title]", part).hidden = !refused.length;
  const rows = refused.map((one) => {
    const row = document.createElement("li");
    row.className = "pick-row";
    row.dataset.code = one.code;
    const said = document.createElement("span");
    said.className = "grow";
    const line = (text, how) => {
      const span = document.createElement("span");
      span.className = how;
      span.textContent = text;
      said.append(span);
    };
    line(`${new Date(one.at).toTimeString().slice(0, 5)} ${one.about ?? ""} ${$(`[data-word="${one.kind}"]`)?.textContent ?? ""}`, "line strong");
    line(one.text, "line");
    line(one.next, "line mute");
    const button = document.createElement("button");
    button.className = "btn";
    button.type = "button";
    button.textContent = $("[data-counter]").dataset.seen;
    button.addEventListener("click", () => box.seen(one.n).then(() => showKept(box)));
    row.append(said, button);
    return row;
  });
  $("[data-refused]", part).replaceChildren(...rows);
}

/** Says how the sending stands. */
function showState(state) {
  const words = $("[data-counter]").dataset;
  const text = { offline: words.offline, office: words.office, other: words.other, "signed-out": words.again }[state];
  const line = $("[data-state]");
  if (!line) return;
  line.hidden = !text;
  line.dataset.state = state;
  line.textContent = text ?? "";
}

/** The page of a counter with a network: it keeps what the day needs, and sends what was kept. */
async function online(counter) {
  const box = counterBox(counter.dataset.owner);
  await lastClerk.put(box.owner);
  const person = $("[data-person]")?.dataset;
  if (person) {
    const kept = await box.get("people");
    const people = kept?.day === dayOf(Date.now()) ? kept.people : {};
    people[person.person] = {
      id: person.person,
      name: person.name,
      phone: person.phone,
      region: person.home,
      acts: person.acts ? person.acts.split(" ") : [],
      until: Number(person.until ?? 0) / 1000,
    };
    await box.put("people", { day: dayOf(Date.now()), people });
  }
  const send = async () => {
    const { state, today } = await deliver(box, () => showKept(box));
    if (today) await box.put("today", { ...today, kept: Date.now() });
    showState(state === "here" && (await othersKept(box.owner)) ? "other" : state);
    await showKept(box);
  };
  $("[data-kept-send]")?.addEventListener("click", send);
  // A form is sent where the node answers; else it is kept, and the kept page goes on.
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.dataset.deed || form.dataset.there) return;
    event.preventDefault();
    const button = event.submitter;
    try {
      if (!(await fetch("/healthz", { cache: "no-store", signal: AbortSignal.timeout(4000) })).ok) throw new Error("away");
      form.dataset.there = "1";
      delete form.dataset.sent;
      form.requestSubmit(button ?? undefined);
    } catch {
      const fields = [...new FormData(form, button ?? undefined)].filter(([name]) => !["csrf", "key", "kind", "person"].includes(name));
      const about = person?.name ?? form.elements.name?.value;
      await box.keep({ key: form.elements.key.value, at: Date.now(), kind: form.dataset.deed, fields, about });
      if (form.elements.agreed?.checked) await box.keep({ key: freshId(), at: Date.now(), kind: "consent", fields, about });
      location.assign("/station");
    }
  }, true);
  await navigator.serviceWorker?.register("/station-sw.js", { scope: "/station" }).catch(() => {});
  await send();
  addEventListener("online", send);
  setInterval(() => document.hidden || send(), 20000);
}
