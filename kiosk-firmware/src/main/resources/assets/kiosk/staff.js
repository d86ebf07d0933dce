// The staff screen: live parts come drawn from the gate; what is being decided stays as it is while they change.
const body = document.body;
const part = (selector) => document.querySelector(selector);
const find = part("#find");
const card = part("[data-card]");
const saidLook = part(".said--look");
const undoSheet = part("[data-undo-sheet]");
const printSheet = part("[data-print-sheet]");
const helpSheet = part("[data-help-sheet]");
const keys = part("[data-keys]");
const locks = part("[data-locks]");
const lockAfter = Number(body.dataset.lockAfter);
const STAY_EVERY_MS = 15_000;
const ROWS = ["1234567890", "QWERTYUIOP", "ASDFGHJKLÑ", "ZXCVBNM@.-"];

let touchedAt = Date.now();
let stayedAt = Date.now();
let typing = find;

// ---- live parts ------------------------------------------------------------------------------------------------
function draw(name, html) {
  const place = part(`[data-live="${name}"]`);
  const key = place.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  const top = place.scrollTop;
  place.innerHTML = html;
  place.scrollTop = top;
  if (key) place.querySelector(`[data-key="${key}"]`)?.focus();
  mark();
}

function mark() {
  const seq = card.querySelector("form")?.dataset.seq;
  for (const guest of document.querySelectorAll(".guest")) {
    guest.setAttribute("aria-pressed", String(guest.dataset.seq === seq));
  }
}

function listen() {
  const events = new EventSource("/staff/events");
  for (const name of ["bar", "standing", "log"]) {
    events.addEventListener(name, (event) => {
      const before = new Set([...document.querySelectorAll(".guest")].map((guest) => guest.dataset.seq));
      draw(name, JSON.parse(event.data).html);
      if (name !== "standing") return;
      const first = part(".guest");
      // Who comes while nobody is looked at is looked at.
      if (first && !before.has(first.dataset.seq) && !card.querySelector("form")) open(first.dataset.seq, false);
      looking(part("[data-looking]").dataset.looking === "true");
    });
  }
  events.addEventListener("open", () => { body.dataset.link = "up"; });
  events.addEventListener("locked", () => location.reload());
  events.addEventListener("error", () => {
    body.dataset.link = "down";
    if (events.readyState === EventSource.CLOSED) setTimeout(again, 2_000);
  });
}

/** A closed stream is a locked screen or a gate that starts again: the page itself tells which. */
async function again() {
  try {
    const answer = await fetch("/staff/stay", { method: "POST" });
    if (answer.ok) listen();
    else location.reload();
  } catch {
    setTimeout(again, 2_000);
  }
}

// ---- one guest -------------------------------------------------------------------------------------------------
async function open(seq, focus) {
  const answer = await fetch(`/staff/guest/${seq}`);
  if (answer.status === 401) location.reload();
  if (!answer.ok) return;
  card.innerHTML = await answer.text();
  card.scrollTop = 0;
  mark();
  if (focus) card.querySelector("h2").focus();
}

function say(place, text, tone) {
  place.textContent = text;
  place.dataset.tone = tone;
}

async function send(address, fields) {
  try {
    const answer = await fetch(address, { method: "POST", body: new URLSearchParams(fields), headers: { Accept: "application/json" } });
    if (answer.status === 401) { location.reload(); return { said: "", tone: "bad" }; }
    const told = await answer.json();
    return answer.ok ? told : { said: told.detail || body.dataset.failed, tone: "bad" };
  } catch {
    return { said: body.dataset.lost, tone: "bad" };
  }
}

async function decide(form, button) {
  if (form.dataset.busy) return;
  form.dataset.busy = "yes";
  const fields = Object.fromEntries(new FormData(form));
  fields.action = button.value;
  const told = await send("/staff/act", fields);
  delete form.dataset.busy;
  if (told.tone === "bad") {
    say(form.querySelector(".said"), told.said, told.tone);
    if (!fields.reason) form.querySelector("[name=reason]").focus();
    return;
  }
  if (form.closest("dialog")) form.closest("dialog").close();
  else card.innerHTML = "";
  const done = document.createElement("p");
  done.className = "done";
  done.dataset.tone = told.tone;
  done.textContent = told.said;
  if (!card.querySelector("form")) card.replaceChildren(done);
  else say(saidLook, told.said, told.tone);
  keys.hidden = true;
  find.focus();
}

function undo(seq) {
  const form = undoSheet.querySelector("form");
  form.reset();
  form.elements.seq.value = seq;
  say(form.querySelector(".said"), "", "plain");
  undoSheet.showModal();
}

function looking(on) {
  part("[data-look]").setAttribute("aria-pressed", String(on));
}

function print(seq) {
  printSheet.dataset.seq = seq;
  say(printSheet.querySelector(".said"), "", "plain");
  printSheet.showModal();
}

async function slip(kind) {
  const told = await send("/staff/print", { seq: printSheet.dataset.seq, kind });
  if (told.tone === "bad") {
    say(printSheet.querySelector(".said"), told.said, told.tone);
    return;
  }
  printSheet.close();
  say(saidLook, told.said, told.tone);
  if (told.open) window.open(told.open, "_blank");
}

async function lookFirst() {
  const button = part("[data-look]");
  const on = button.getAttribute("aria-pressed") !== "true";
  const told = await send("/staff/look", { first: on ? "on" : "off" });
  if (told.tone !== "bad") looking(on);
  say(saidLook, told.said, told.tone);
}

// ---- hands -----------------------------------------------------------------------------------------------------
addEventListener("submit", async (event) => {
  const form = event.target;
  if (form.matches(".find")) {
    event.preventDefault();
    const text = find.value;
    find.value = "";
    const told = await send("/staff/look", { text });
    say(saidLook, told.said, told.tone);
  } else if (form.matches(".decide")) {
    event.preventDefault();
    decide(form, event.submitter ?? form.querySelector("[name=action]"));
  }
});

addEventListener("click", (event) => {
  const target = event.target.closest("button");
  if (!target) return;
  if (target.matches(".guest")) open(target.dataset.seq, true);
  if ("undo" in target.dataset) undo(target.dataset.undo);
  if ("print" in target.dataset) print(target.dataset.print);
  if ("slip" in target.dataset) slip(target.dataset.slip);
  if ("close" in target.dataset) target.closest("dialog").close();
  if ("help" in target.dataset) helpSheet.showModal();
  if ("look" in target.dataset) lookFirst();
  if ("keyboard" in target.dataset) keyboard(keys.hidden);
  if ("type" in target.dataset) type(target.dataset.type);
});

const KEYS = {
  F1: () => (helpSheet.open ? helpSheet.close() : helpSheet.showModal()),
  F2: () => find.focus(),
  F4: lookFirst,
  F6: () => part(".guest")?.click(),
  F8: () => card.querySelector("[value=let-in]")?.click(),
  F9: () => part("[data-undo]")?.click(),
  F10: () => part("[action='/staff/lock']").submit(),
};

addEventListener("keydown", (event) => {
  touched();
  const act = KEYS[event.key];
  if (act) {
    event.preventDefault();
    act();
    return;
  }
  // A handheld reader types wherever the cursor is not: it means the field.
  const nowhere = !document.activeElement || document.activeElement === body;
  if (nowhere && event.key.length === 1 && !event.ctrlKey && !event.altKey) find.focus();
});

addEventListener("focusin", (event) => { if (event.target.matches("input[name=text], input[name=note]")) typing = event.target; });

// ---- a keyboard for fingers ------------------------------------------------------------------------------------
function keyboard(shown) {
  if (!keys.childElementCount) {
    for (const row of ROWS) {
      const line = document.createElement("div");
      for (const letter of row) line.append(key(letter, letter));
      keys.append(line);
    }
    const last = document.createElement("div");
    last.append(key("␣", " "), key("⌫", "erase"), key("⏎", "enter"));
    keys.append(last);
  }
  keys.hidden = !shown;
  body.classList.toggle("has-keys", shown);
  part("[data-keyboard]").setAttribute("aria-pressed", String(shown));
}

function key(label, value) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "keys__key";
  button.dataset.type = value;
  button.textContent = label;
  button.tabIndex = -1;
  button.addEventListener("pointerdown", (event) => event.preventDefault());
  return button;
}

function type(value) {
  if (!typing.isConnected) typing = find;
  if (value === "enter") typing.form.requestSubmit();
  else typing.value = value === "erase" ? typing.value.slice(0, -1) : typing.value + value;
}

// ---- the lock --------------------------------------------------------------------------------------------------
function touched() {
  touchedAt = Date.now();
  if (touchedAt - stayedAt > STAY_EVERY_MS) {
    stayedAt = touchedAt;
    fetch("/staff/stay", { method: "POST" }).then((answer) => { if (answer.status === 401) location.reload(); }, () => {});
  }
}

function count() {
  const left = lockAfter - Math.floor((Date.now() - touchedAt) / 1_000);
  if (left <= 0) part("[action='/staff/lock']").submit();
  const words = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
  locks.textContent = left <= 60 ? body.dataset.locksIn.replace("{0}", words) : "";
}

addEventListener("pointerdown", touched, true);
setInterval(count, 1_000);
listen();
find.focus();
