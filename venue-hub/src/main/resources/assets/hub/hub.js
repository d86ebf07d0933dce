// Keeps the board current: whole tiles arrive drawn, and take the place of those that differ.
const board = document.getElementById('board');
const pulse = document.getElementById('pulse');
const pulseWord = document.getElementById('pulse-word');
const clock = document.getElementById('clock');
const words = document.body.dataset;
const PATIENCE_MS = 4000;

let heardAt = performance.now();
let asOf = clock.textContent;
let live = null;

const say = (pattern) => pattern.replace('{0}', asOf);

function heard(time) {
  heardAt = performance.now();
  asOf = time;
  clock.textContent = time;
  show(true);
  for (const each of board.querySelectorAll('[data-asof]')) each.textContent = say(words.asOf);
}

function show(nowLive) {
  if (nowLive === live) return;
  live = nowLive;
  document.body.classList.toggle('stale', !live);
  pulse.classList.toggle('pulse--live', live);
  pulseWord.textContent = live ? words.live : say(words.lost);
  clock.hidden = !live;
  if (!live) for (const each of board.querySelectorAll('[data-asof]')) each.textContent = say(words.stale);
}

function plain(element) {
  const copy = element.cloneNode(true);
  for (const each of copy.querySelectorAll('[data-asof]')) each.textContent = '';
  for (const each of copy.querySelectorAll('details')) each.open = false;
  return copy.outerHTML;
}

function draw(html) {
  const drawn = document.createElement('template');
  drawn.innerHTML = html;
  const next = drawn.content;
  const names = (root) => [...root.querySelectorAll('[data-tile]')].map((each) => each.dataset.tile).join();
  if (names(next) !== names(board)) {
    keepOpen(board, next);
    board.replaceChildren(next);
    return;
  }
  for (const fresh of next.querySelectorAll('[data-tile]')) {
    const old = board.querySelector(`[data-tile="${fresh.dataset.tile}"]`);
    if (plain(old) === plain(fresh)) continue;
    keepOpen(old, fresh);
    const focused = old.contains(document.activeElement) ? document.activeElement.closest('[data-gate]') : null;
    old.replaceWith(fresh);
    if (focused) fresh.querySelector(`[data-gate="${focused.dataset.gate}"] summary`)?.focus();
  }
}

function keepOpen(old, fresh) {
  for (const each of old.querySelectorAll('details[open]')) {
    const same = fresh.querySelector(`details[data-gate="${each.dataset.gate}"]`);
    if (same) same.open = true;
  }
}

const source = new EventSource('/events');
source.addEventListener('board', (event) => {
  const { html, time } = JSON.parse(event.data);
  draw(html);
  heard(time);
});
// Refused, not lost: the session is over, and the page says where to sign in.
source.addEventListener('error', () => {
  if (source.readyState === EventSource.CLOSED) location.reload();
});
source.addEventListener('tick', (event) => heard(JSON.parse(event.data).time));

setInterval(() => {
  if (performance.now() - heardAt > PATIENCE_MS) show(false);
}, 500);
