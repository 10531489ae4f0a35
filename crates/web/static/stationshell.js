
// The counter with no network: everything that is entered is kept first, and said to be kept only when it is on the disk.
// What is shown is the day's list as it was kept, with what was done since laid over it.

const shellPage = $("[data-shell]");
const state = { people: new Map(), waiting: [], serving: null, done: 0, jobs: [], person: null, series: null };
const value = (deed, name) => deed.fields.find(([of]) => of === name)?.[1] ?? "";

/** Lays one deed over the list. */
function lay(deed) {
  const person = state.people.get(value(deed, "worker"));
  switch (deed.kind) {
    case "register":
      state.people.set(value(deed, "worker"), { id: value(deed, "worker"), name: value(deed, "name"), phone: value(deed, "phone"), region: "", acts: [], until: 0 });
      break;
    case "consent":
      if (person) {
        const days = { today: 1, week: 7, quarter: 90 }[value(deed, "until")];
        person.acts = deed.fields.filter(([name]) => name === "act").map(([, act]) => act);
        person.until = new Date(deed.at).setHours(0, 0, 0, 0) + days * 86_400_000;
      }
      break;
    case "take":
      state.waiting.push({ id: value(deed, "ticket"), label: `${value(deed, "series")}-${value(deed, "number").padStart(3, "0")}`, purpose: value(deed, "purpose"), first: value(deed, "first") === "yes" });
      state.waiting.sort((a, b) => Number(b.first) - Number(a.first));
      break;
    case "call": {
      const at = state.waiting.findIndex(({ id }) => id === value(deed, "ticket"));
      if (state.serving) state.done++;
      if (at >= 0) [state.serving] = state.waiting.splice(at, 1);
      break;
    }
    case "done":
    case "no_show":
      if (deed.kind === "done") state.done++;
      state.serving = null;
      break;
  }
}

const may = (person, act) => person.acts.includes(act) && person.until > Date.now();
const copy = (name) => $(`template[data-of="${name}"]`).content.firstElementChild.cloneNode(true);
const fill = (row, words) => {
  for (const [name, text] of Object.entries(words)) for (const part of all(`[data-put="${name}"]`, row)) part.textContent = text;
  return row;
};

function drawQueue() {
  $("[data-called]").textContent = state.serving?.label ?? "—";
  for (const button of all("[data-ends]")) button.disabled = !state.serving;
  $("[data-next]").disabled = !state.waiting.length;
  $("[data-waiting-count]").textContent = state.waiting.length;
  $("[data-done-count]").textContent = state.done;
  const purpose = (code) => $(`#purpose option[value="${code}"]`)?.textContent ?? "";
  $("[data-line-up]").replaceChildren(...state.waiting.slice(0, 50).map((one) => fill(copy("ticket"), { label: one.label, purpose: purpose(one.purpose) })));
}

function drawPeople(found) {
  const shown = found ?? [...state.people.values()].reverse().slice(0, 12);
  $("[data-people-title]").textContent = $("[data-people-title]").dataset[found ? "found" : "today"];
  $("[data-people-none]").hidden = shown.length > 0;
  $("[data-people]").replaceChildren(
    ...shown.map((person) => {
      const row = fill(copy("person"), { name: person.name, about: [person.phone, person.region].filter(Boolean).join(" · ") });
      $("button", row).addEventListener("click", () => openPerson(person.id));
      return row;
    }),
  );
}

function drawPerson() {
  const person = state.people.get(state.person);
  $("[data-panel='person']").hidden = !person;
  if (!person) return;
  fill($("[data-panel='person']"), { name: person.name, about: [person.phone, person.region].filter(Boolean).join(" · ") });
  const holds = person.until > Date.now() && person.acts.length > 0;
  $("[data-agreed]").hidden = !holds;
  $("form[data-deed='consent']").hidden = holds;
  $("[data-details]").hidden = !may(person, "details");
  for (const button of all("[data-jobs] button")) button.disabled = !may(person, "apply");
}

function openPerson(id) {
  state.person = id;
  panel("person");
  drawPerson();
}

function panel(name) {
  for (const one of all("[data-panel]")) one.hidden = one.dataset.panel !== name && !(one.dataset.panel === "home" && name !== "new");
  if (name !== "person") state.person = null;
  if (name === "new") $("form[data-deed='register'] [name=name]").focus();
  else if (name === "home") scanField.focus();
}

/** Whom typed words may mean: a whole name, or one that was kept masked; the same of phones. */
function look(text) {
  const digits = text.replace(/\D/g, "");
  const masked = (shown, typed) => shown.length === typed.length && [...shown].every((sign, at) => sign === "*" || sign === typed[at]);
  return [...state.people.values()].filter(({ name, phone }) => {
    const bare = (phone ?? "").replace(/[^\d*]/g, "");
    return masked(name, text) || (digits.length === 11 && masked(bare, digits));
  });
}

async function shell() {
  const owner = await lastClerk.get();
  const box = owner && counterBox(owner);
  const today = await box?.get("today");
  $("[data-empty]").hidden = Boolean(today);
  $("[data-counter-page]").hidden = !today;
  if (!today) return;
  const fresh = dayOf(today.now) === dayOf(Date.now());
  const begin = async () => {
    const kept = await box.get("people");
    state.people = new Map(Object.entries(kept?.day === dayOf(Date.now()) ? kept.people : {}));
    const now = (await box.get("today")) ?? today;
    state.waiting = fresh ? [...now.waiting] : [];
    state.serving = fresh ? now.serving : null;
    state.done = fresh ? now.done : 0;
    for (const deed of await box.deeds()) lay(deed);
  };
  await begin();
  fill(document, { region: today.region_name, clerk: today.clerk ?? "" });
  for (const select of all("[data-homes]")) for (const [code, name] of today.homes) select.append(new Option(name, code));
  $("[data-jobs]").replaceChildren(
    ...today.jobs.map((job, at) => {
      const row = fill(copy("job"), { title: job.title, about: `${job.when} · ${job.employer}`, pay: job.pay });
      Object.assign($("button", row), { name: "job", value: job.id });
      if (at < 3) $("button", row).dataset.key = `Alt+${at + 1}`;
      return row;
    }),
  );

  const kinds = (kind) => $(`[data-word="${kind}"]`)?.textContent ?? kind;
  let chain = Promise.resolve();
  /** Keeps a deed; those of one page one after the other, so that they stand in the order in which they were entered. */
  const keep = (kind, fields, about) => {
    const deed = { key: freshId(), at: Date.now(), kind, fields, about };
    return (chain = chain.then(async () => {
      const said = $("[data-saved]");
      try {
        const n = await box.keep(deed);
        lay(deed);
        said.hidden = false;
        said.dataset.saved = n;
        said.textContent = said.dataset.text.replace("0", n);
        const row = document.createElement("li");
        row.textContent = `${new Date(deed.at).toTimeString().slice(0, 5)} ${about ?? ""} ${kinds(kind)}`;
        $("[data-log]").prepend(row);
        while ($("[data-log]").children.length > 8) $("[data-log]").lastChild.remove();
        return true;
      } catch {
        // Nothing is said to be kept that is not.
        said.hidden = false;
        delete said.dataset.saved;
        said.textContent = said.dataset.failed;
        return false;
      }
    }));
  };
  const draw = async () => {
    drawQueue();
    drawPeople();
    drawPerson();
    await showKept(box);
  };
  const formFields = (form, button) => [...new FormData(form, button ?? undefined)].filter(([, text]) => text !== "");

  document.addEventListener("submit", async (event) => {
    event.preventDefault();
    const [form, button] = [event.target, event.submitter];
    if (form.dataset.deed === undefined) {
      const text = scanField.value.trim();
      const said = $("[data-code]");
      said.hidden = !/^(BY1|BC1)/i.test(text);
      const found = text ? look(text) : null;
      scanField.select();
      if (found?.length === 1) return openPerson(found[0].id);
      panel("home");
      return drawPeople(found);
    }
    const fields = formFields(form, button);
    const person = state.people.get(state.person);
    let done = false;
    if (form.dataset.deed === "register") {
      const worker = freshId();
      const name = value({ fields }, "name");
      done = await keep("register", [["worker", worker], ...fields], name);
      if (done && form.elements.agreed.checked) done = await keep("consent", [["worker", worker], ["consent", freshId()], ...fields], name);
      if (done) {
        form.reset();
        await draw();
        return openPerson(worker);
      }
    } else if (form.dataset.deed === "take") {
      const day = dayOf(Date.now());
      let mine = await box.get("series");
      // A series of this machine's own, so that no number is given twice.
      if (mine?.day !== day) mine = { day, last: 0, series: "BCDEFGHJKLMNPQRSTUVWXYZ"[crypto.getRandomValues(new Uint8Array(1))[0] % 23] + (crypto.getRandomValues(new Uint8Array(1))[0] % 10) };
      mine.last++;
      await box.put("series", mine);
      const number = [["ticket", freshId()], ["series", mine.series], ["number", String(mine.last)]];
      done = await keep("take", [...number, ...fields], `${mine.series}-${String(mine.last).padStart(3, "0")}`);
      if (done) form.reset();
    } else if (form.dataset.deed === "call") {
      const next = state.waiting[0];
      if (next) done = await keep("call", [["ticket", next.id]], next.label);
    } else if (["done", "no_show"].includes(form.dataset.deed)) {
      if (state.serving) done = await keep(form.dataset.deed, [["ticket", state.serving.id]], state.serving.label);
    } else if (person) {
      const more = form.dataset.deed === "consent" ? [["consent", freshId()]] : [];
      done = await keep(form.dataset.deed, [["worker", person.id], ...more, ...fields], person.name);
      if (done && form.dataset.deed === "details") form.reset();
    }
    await draw();
  });
  for (const button of all("[data-open]")) button.addEventListener("click", () => panel(button.dataset.open));

  let busy = false;
  const send = async () => {
    if (busy) return;
    busy = true;
    try {
      const before = await box.count();
      const { state: how, today: now } = await deliver(box, () => showKept(box));
      showState(how);
      if (now) {
        await box.put("today", { ...now, kept: Date.now() });
        if (before) {
          // Whoever was registered here stays on the day's list; whose registration was refused is not there.
          for (const { kind, worker } of await box.refused()) if (kind === "register") state.people.delete(worker);
          await box.put("people", { day: dayOf(Date.now()), people: Object.fromEntries(state.people) });
          await begin();
          await draw();
        }
      }
      $("[data-online]").hidden = how !== "here" || (await box.count()) > 0;
    } finally {
      busy = false;
    }
  };
  $("[data-kept-send]").addEventListener("click", send);
  panel("home");
  await draw();
  shellPage.dataset.shell = "ready";
  addEventListener("online", send);
  setInterval(send, 4000);
  await send();
}

if (shellPage) shell().catch(() => ($("[data-empty]").hidden = false));
else if ($("[data-counter]")?.dataset.owner && globalThis.crypto?.subtle) online($("[data-counter]"));
