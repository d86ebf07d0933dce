// The ticket's page on its holder's phone. It keeps what it needs of the pass here, so that it works without a network
// once opened; it corrects this phone's clock by ours; and it shows a code only in the code's own time.
import { chain, textAt } from "./live-code.js";
import { matrix, MODULES } from "./qr.js";

const QUIET = 4;
const body = document.body;
const ticket = body.dataset.ticket;
const version = Number(body.dataset.version);
const part = (name) => document.querySelector(`[data-part="${name}"]`);
const panels = [...document.querySelectorAll("[data-panel]")];
const panel = (name) => { for (const each of panels) each.hidden = each.dataset.panel !== name; };
const bytes = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));

keepPage();
stayAwake();
offerHomeScreen();
if (body.dataset.live === "yes") liveTicket();

// ── What this phone keeps ──────────────────────────────────────────────────────────────────────────────────────────
function kept() {
  try { return JSON.parse(localStorage.getItem(ticket)); } catch { return null; }
}

function keep(changed) {
  localStorage.setItem(ticket, JSON.stringify({ ...kept(), ...changed }));
}

/** Who we are towards the server: drawn here, so that an answer that was lost may be asked for again. */
function holder() {
  const known = kept()?.holder;
  if (known) return known;
  const drawn = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))));
  keep({ holder: drawn });
  return drawn;
}

// ── A live ticket ──────────────────────────────────────────────────────────────────────────────────────────────────
async function liveTicket() {
  if (!globalThis.crypto?.subtle) return panel("insecure");
  part("take").addEventListener("click", () => busy(part("take"), take));
  part("move").addEventListener("click", () => busy(part("move"), move));
  const mine = kept();
  if (mine?.secret && mine.version >= version) return show(mine);
  if (mine?.holder && body.dataset.handed === "yes" && mine.version === undefined && await take()) return;
  panel(body.dataset.handed === "yes" ? "elsewhere" : "take");
}

async function take() {
  const answer = await post(`${ticket}/live`, { holder: holder() });
  if (answer?.status === 409) { panel("elsewhere"); return false; }
  if (!answer?.ok) { panel("take"); fault(true); return false; }
  const { now, ...given } = await answer.json();
  keep({ ...given, offset: now - Date.now(), told: false });
  navigator.storage?.persist?.();
  await show(kept());
  return true;
}

/** A new pass for this phone; the one on the other phone opens no gate from then on. */
async function move() {
  localStorage.removeItem(ticket);
  const answer = await post(`${ticket}/reissue`, {});
  if (answer?.status === 409) return refused(await answer.json().catch(() => ({})));
  if (!answer?.ok) return fault(true);
  await take();
}

async function show(mine) {
  let links;
  try {
    links = await chain(mine.pass, bytes(mine.secret), mine.steps);
  } catch {
    localStorage.removeItem(ticket);
    return panel("elsewhere");
  }
  tellKept(mine);
  const ring = part("ring");
  const canvas = part("code");
  let offset = mine.offset;
  let drawn = -1;
  const tick = () => {
    const since = Date.now() + offset - mine.epoch;
    const step = Math.floor(since / mine.stepMs);
    // Step 0 is the anchor, which paper carries too: it proves nothing.
    if (step < 1) return panel("soon");
    if (step > mine.steps) return panel("over");
    ring.style.strokeDashoffset = String((since % mine.stepMs) / mine.stepMs);
    if (step === drawn) return undefined;
    drawn = step;
    draw(canvas, textAt(links, step));
    canvas.dataset.step = String(step);
    return panel("live");
  };
  const beat = () => { tick(); setTimeout(beat, 250); };
  beat();
  const correct = async () => {
    const measured = await measure();
    if (measured === undefined) return;
    offset = measured;
    keep({ offset });
    tick();
  };
  correct();
  addEventListener("online", correct);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) correct(); });
}

/** Until the server hears that this phone has the secret, it keeps its own copy: so it is told until it has heard. */
async function tellKept(mine) {
  const answer = mine.told || await post(`${ticket}/live/kept`, { holder: mine.holder });
  if (answer === true || answer?.ok) {
    keep({ told: true });
    body.dataset.told = "yes";
  }
}

/** By how much this phone's clock is wrong, from the quickest of three answers; nothing where none comes. */
async function measure() {
  let best;
  for (let ask = 0; ask < 3; ask++) {
    const left = Date.now();
    const answer = await fetch(`${ticket}/time`, { cache: "no-store", signal: AbortSignal.timeout(4_000) })
      .then((reply) => (reply.ok ? reply.json() : undefined))
      .catch(() => undefined);
    if (!answer) break;
    const took = Date.now() - left;
    if (!best || took < best.took) best = { took, offset: answer.now + took / 2 - Date.now() };
  }
  return best?.offset;
}

/** A whole number of pixels a module, so that none is wider than its neighbour; the page only scales it down. */
function draw(canvas, text) {
  const side = MODULES + 2 * QUIET;
  const scale = Math.max(4, Math.floor((canvas.clientWidth * devicePixelRatio) / side) || 4);
  canvas.width = side * scale;
  canvas.height = side * scale;
  const context = canvas.getContext("2d");
  context.fillStyle = "#fff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = "#000";
  matrix(text).forEach((row, y) => row.forEach((dark, x) => {
    if (dark) context.fillRect((x + QUIET) * scale, (y + QUIET) * scale, scale, scale);
  }));
}

// ── The phone ──────────────────────────────────────────────────────────────────────────────────────────────────────
async function keepPage() {
  if (!("serviceWorker" in navigator) || !("caches" in globalThis)) return;
  const needed = [...document.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src], main img")]
    .map((each) => each.href ?? each.src);
  await navigator.serviceWorker.register("/tickets/worker.js", { scope: "/tickets/" }).catch(() => undefined);
  const shelf = await caches.open("tickets");
  const modules = ["./live-code.js", "./qr.js"].map((each) => new URL(each, import.meta.url).href);
  await shelf.addAll([ticket, ...needed, ...modules]).then(() => { body.dataset.kept = "yes"; }, () => undefined);
}

function stayAwake() {
  const ask = () => { if (!document.hidden) navigator.wakeLock?.request("screen").catch(() => undefined); };
  ask();
  document.addEventListener("visibilitychange", ask);
}

function offerHomeScreen() {
  const button = part("install");
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    button.hidden = false;
    button.addEventListener("click", () => { button.hidden = true; event.prompt(); }, { once: true });
  });
}

// ── Words with the server ──────────────────────────────────────────────────────────────────────────────────────────
function post(uri, content) {
  return fetch(uri, {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(content),
    signal: AbortSignal.timeout(10_000),
  }).catch(() => undefined);
}

function fault(shown) {
  for (const each of document.querySelectorAll('[data-part="fault"]')) each.hidden = !shown;
}

function refused(problem) {
  fault(false);
  part("refused").textContent = problem.detail ?? "";
  part("refused").hidden = false;
}

async function busy(button, work) {
  const label = button.textContent;
  fault(false);
  button.style.minInlineSize = `${button.offsetWidth}px`;
  button.disabled = true;
  button.textContent = button.dataset.busy;
  try {
    await work();
  } finally {
    button.disabled = false;
    button.textContent = label;
  }
}
