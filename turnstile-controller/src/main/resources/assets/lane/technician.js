// Shows what the lane's lines do, as they do it; and sends what the technician presses without leaving the page.
const REACH_MS = 30000;
const PATIENCE_MS = 15000;
const SHOWN_CHANGES = 8;
const words = document.body.dataset;
const pulse = document.getElementById('pulse');
const pulseWord = document.getElementById('pulse-word');
const standing = document.getElementById('standing');
const list = document.getElementById('changes');
const toast = document.getElementById('toast');

// Each line: its name as it is read, whether it is on, and when it changed, on this page's clock.
const lines = new Map();
for (const each of document.querySelectorAll('[data-line]')) {
  const name = each.dataset.line;
  const known = lines.get(name) ?? { on: false, changes: [], shown: [], word: '', path: null };
  known.shown.push(each);
  known.path ??= each.querySelector('.strip__plot path');
  known.word ||= each.querySelector('.strip__name, .output__name').firstChild.textContent.trim();
  lines.set(name, known);
}
let recent = [];
let heardAt = performance.now();

function heard() {
  heardAt = performance.now();
  live(true);
}

function live(now) {
  document.body.classList.toggle('stale', !now);
  pulse.classList.toggle('pulse--live', now);
  pulseWord.textContent = now ? words.live : words.lost;
}

function show(line, on) {
  line.on = on;
  for (const each of line.shown) {
    each.classList.toggle('is-on', on);
    each.querySelector('[data-word]').textContent = on ? words.on : words.off;
  }
}

const source = new EventSource('/technician/events');
source.addEventListener('hello', () => {
  // A new stream tells the whole half minute again.
  recent = [];
  for (const line of lines.values()) line.changes = [];
  heard();
});
source.addEventListener('heartbeat', heard);
source.addEventListener('standing', (event) => {
  const { html, underTest } = JSON.parse(event.data);
  standing.innerHTML = html;
  for (const each of document.querySelectorAll('[data-try]')) each.disabled = !underTest;
  for (const each of document.querySelectorAll('[data-testing]')) each.hidden = !underTest;
  for (const each of document.querySelectorAll('[data-idle]')) each.hidden = underTest;
  heard();
});
source.addEventListener('lines', (event) => {
  const { active, beating } = JSON.parse(event.data);
  for (const [name, line] of lines) show(line, name === 'keep-alive' ? beating : active.includes(name));
  heard();
});
source.addEventListener('changes', (event) => {
  const now = performance.now();
  for (const change of JSON.parse(event.data).changes) {
    const line = lines.get(change.line);
    if (!line) continue;
    const at = now - change.agoMs;
    line.changes.push({ at, on: change.active });
    if (line.path) recent.unshift({ at, text: `${line.word}: ${change.active ? words.on : words.off}` });
  }
  recent.length = Math.min(recent.length, SHOWN_CHANGES);
  heard();
});
source.onerror = () => {
  live(false);
  // A session that is over is answered with a refusal, after which a browser does not try again: the page asks for the PIN.
  if (source.readyState === EventSource.CLOSED) location.reload();
};

function plot(line, now) {
  if (!line.path) return;
  line.changes = line.changes.filter((change, i, all) => now - change.at < REACH_MS || i === all.length - 1);
  const x = (at) => Math.max(0, 300 - ((now - at) / REACH_MS) * 300).toFixed(1);
  const y = (on) => (on ? 2 : 14);
  const first = line.changes[0];
  let path = `M0 ${y(first ? !first.on : line.on)}`;
  for (const change of line.changes) path += `H${x(change.at)}V${y(change.on)}`;
  line.path.setAttribute('d', `${path}H300`);
}

function draw() {
  const now = performance.now();
  if (now - heardAt > PATIENCE_MS) live(false);
  for (const line of lines.values()) plot(line, now);
  recent = recent.filter((change) => now - change.at < REACH_MS);
  const items = recent.map((change) => {
    const item = document.createElement('li');
    const time = document.createElement('time');
    time.textContent = words.ago.replace('{0}', ((now - change.at) / 1000).toFixed(1));
    item.append(time, change.text);
    return item;
  });
  if (!items.length) {
    const none = document.createElement('li');
    none.className = 'muted';
    none.textContent = list.dataset.none;
    items.push(none);
  }
  list.replaceChildren(...items);
}
draw();
setInterval(() => { if (!document.hidden) draw(); }, 200);

let toastTimer = 0;
function say(text) {
  toast.firstElementChild.textContent = text;
  toast.hidden = false;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => { toast.hidden = true; }, 6000);
}

// What cannot be undone by the next press is asked for twice.
let armed = null;
function confirmed(button) {
  if (!button.dataset.twice || armed === button) {
    armed = null;
    return true;
  }
  armed = button;
  const before = button.textContent;
  button.textContent = button.dataset.twice;
  setTimeout(() => {
    button.textContent = before;
    if (armed === button) armed = null;
  }, 4000);
  return false;
}

for (const form of document.querySelectorAll('form[data-act]')) {
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const button = event.submitter;
    if (!confirmed(button)) return;
    const body = new URLSearchParams(new FormData(form, button));
    button.setAttribute('aria-busy', 'true');
    try {
      const answer = await fetch(form.getAttribute('action'), { method: 'POST', body, redirect: 'manual', headers: { Accept: 'application/json' } });
      if (answer.status === 401) location.reload();
      else if (answer.status >= 400) say((await answer.json()).detail);
      else toast.hidden = true;
    } catch {
      say(words.failed);
    } finally {
      button.removeAttribute('aria-busy');
    }
  });
}
