// What makes the pages pleasant. Every page works without it.

const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];

// What was just done is said once: the address forgets it.
const here = new URL(location.href);
if (here.searchParams.has("done")) {
  here.searchParams.delete("done");
  history.replaceState(history.state, "", here);
}

// A form is sent once, and says that it is on its way.
document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (event.target.dataset.sent) return event.preventDefault();
  if (event.target.method !== "post") return;
  event.target.dataset.sent = "1";
  button?.setAttribute("aria-busy", "true");
});
addEventListener("pageshow", () => {
  for (const form of $$("form[data-sent]")) delete form.dataset.sent;
  for (const button of $$("[aria-busy]")) button.removeAttribute("aria-busy");
});

// Enter in a field that finds presses the button beside it.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.target.matches?.("[data-find]")) return;
  event.preventDefault();
  event.target.closest(".find")?.querySelector("button")?.click();
});

// On a narrow screen a row of a list is a card, and each cell says its own heading.
const label = (within) => {
  for (const table of $$("main.desk .table-wrap > .table", within)) {
    const heads = $$("thead > tr > *", table).map((head) => head.textContent.trim());
    for (const row of $$("tbody > tr, tfoot > tr", table))
      [...row.children].forEach((cell, at) => heads[at] && (cell.dataset.label = heads[at]));
    table.classList.add("cards");
  }
};
label(document);

// Live: the server says that something changed; the page asks for itself and takes over the marked parts.
const live = {
  source: null,
  wait: 1000,
  due: 0,
  async refresh() {
    if (document.querySelector("[popover]:popover-open")) return void (live.due = setTimeout(live.refresh, 2000));
    try {
      const answer = await fetch(location.href, { headers: { "X-Live": "1" }, cache: "no-store" });
      if (!answer.ok || answer.redirected) return;
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      label(fresh);
      for (const old of $$("[data-live][id]")) {
        const now = fresh.getElementById(old.id);
        if (!now || now.outerHTML === old.outerHTML || old.contains(document.activeElement)) continue;
        old.replaceWith(now);
      }
    } catch {} // the next message tries again
  },
  start() {
    if (live.source || document.hidden || !document.querySelector("[data-live]")) return;
    const source = (live.source = new EventSource("/events"));
    source.onopen = () => (live.wait = 1000);
    source.onmessage = () => {
      clearTimeout(live.due);
      live.due = setTimeout(live.refresh, 150);
    };
    source.onerror = () => {
      live.stop();
      setTimeout(live.start, live.wait);
      live.wait = Math.min(live.wait * 2, 60000);
    };
  },
  stop() {
    live.source?.close();
    live.source = null;
  },
};
document.addEventListener("visibilitychange", () => {
  if (document.hidden) return live.stop();
  if (!live.source) live.refresh();
  live.start();
});
live.start();

// Where am I: only when asked, sent with the form, rounded to about ten metres. A form of its own is sent at once; in
// a longer one it is a choice among others.
for (const part of $$("[data-locate]")) {
  if (!navigator.geolocation) continue;
  part.hidden = false;
  const asked = part.querySelector("button, input[type=radio]");
  asked.addEventListener("click", () => {
    asked.setAttribute("aria-busy", "true");
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        asked.removeAttribute("aria-busy");
        part.querySelector("[name=lon]").value = coords.longitude.toFixed(4);
        part.querySelector("[name=lat]").value = coords.latitude.toFixed(4);
        if (part.matches("form")) part.submit();
      },
      () => {
        asked.removeAttribute("aria-busy");
        asked.checked = false;
        part.querySelector("[data-refused]").hidden = false;
      },
      { timeout: 15000, maximumAge: 300000 },
    );
  });
}

// The pay against what others pay nearby, while typing.
for (const pay of $$("[data-pay][data-low]")) {
  const form = pay.form;
  const check = () => {
    const unit = form.elements.pay_unit.value;
    const hourly = Math.round(parseFloat(pay.value) * 100) / ({ hour: 1, day: 8, month: 174 }[unit] ?? NaN);
    const low = hourly < Number(pay.dataset.low);
    const standing = Number.isNaN(hourly) ? "" : low ? "low" : hourly > Number(pay.dataset.high) ? "high" : "fair";
    for (const line of $$("[data-wage]", form)) line.hidden = line.dataset.wage !== standing;
  };
  form.addEventListener("input", check);
}

// What is being typed may go on so: asked for once the fingers rest.
for (const field of $$("input[data-complete]")) {
  const list = document.createElement("datalist");
  list.id = "completions";
  field.after(list);
  field.setAttribute("list", list.id);
  let due = 0;
  let asked = "";
  field.addEventListener("input", () => {
    clearTimeout(due);
    due = setTimeout(async () => {
      const text = field.value.trim();
      if (!text || text === asked) return;
      asked = text;
      try {
        const answer = await fetch(`/api/v1/search/complete?q=${encodeURIComponent(text.slice(0, 60))}`);
        if (!answer.ok) return;
        const { items } = await answer.json();
        list.replaceChildren(...items.map(({ whole }) => new Option(whole, whole)));
      } catch {} // the search works without
    }, 150);
  });
}

// Another text message, once the time has passed.
for (const button of $$("[data-wait]")) {
  button.disabled = true;
  setTimeout(() => {
    button.disabled = false;
    button.form.querySelector("p")?.remove();
  }, Number(button.dataset.wait) * 1000);
}

for (const button of $$("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
