// Follows the venue's state and sends what is pressed or dropped. No state of its own survives a reload.
const toast = document.querySelector('.toast');
let toastTimer;

function say(words, tone) {
  toast.textContent = words;
  toast.dataset.tone = tone;
  toast.hidden = false;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => { toast.hidden = true; }, 5000);
}

async function send(address, body) {
  try {
    const answer = await fetch(address, { method: 'POST', body, headers: { Accept: 'application/json' } });
    const said = await answer.json();
    if (answer.ok) say(said.said, 'staff');
    else say(said.detail || said.title, 'refuse');
  } catch {
    say('The rehearsal does not answer. Is it still running?', 'refuse');
  }
}

document.addEventListener('click', async (event) => {
  const button = event.target.closest('[data-post]');
  if (!button) return;
  button.disabled = true;
  button.setAttribute('aria-busy', 'true');
  await send(button.dataset.post);
  button.removeAttribute('aria-busy');
  button.disabled = false;
});

for (const gate of document.querySelectorAll('[data-gate]')) {
  const show = (file) => send(`/gates/${gate.dataset.gate}/frames`, file);
  gate.addEventListener('dragover', (event) => { event.preventDefault(); gate.dataset.over = 'true'; });
  gate.addEventListener('dragleave', () => { gate.dataset.over = 'false'; });
  gate.addEventListener('drop', (event) => {
    event.preventDefault();
    gate.dataset.over = 'false';
    const file = event.dataTransfer.files[0];
    if (file) show(file);
    else say('Drag a picture: a PNG or a JPEG.', 'refuse');
  });
  const pick = gate.querySelector('input[type=file]');
  pick.addEventListener('change', () => { if (pick.files[0]) show(pick.files[0]); pick.value = ''; });
}

// A frame is loaded once its part is ready, and again after the part was away.
const loaded = new Map();
function frame(part, ready) {
  const home = part.home;
  for (const view of document.querySelectorAll('iframe[data-src]')) {
    if (view.dataset.src !== home) continue;
    if (ready && !loaded.get(home)) view.src = home;
  }
  loaded.set(home, ready);
}

function switches(selector, on, offWords, onWords, offPath, onPath) {
  for (const button of document.querySelectorAll(selector)) {
    button.textContent = on ? offWords : onWords;
    button.dataset.post = on ? offPath : onPath;
  }
}

function show(venue) {
  for (const part of venue.parts) {
    for (const state of document.querySelectorAll(`.state[data-part="${part.name}"]`)) {
      state.textContent = part.words;
      state.dataset.tone = part.tone;
    }
    frame(part, part.ready);
    const its = part.name === 'hub' ? "the hub's" : 'its';
    switches(`[data-power="${part.name}"]`, part.powered, `Cut ${its} power`, `Give ${its} power back`,
      `/parts/${part.name}/cut`, `/parts/${part.name}/power`);
  }
  switches('[data-cable="hub"]', venue.hubPlugged, "Pull the hub's cable", "Plug the hub's cable in",
    '/cables/hub/pull', '/cables/hub/plug');
  switches('[data-cable="cloud"]', venue.cloudPlugged, 'Pull the cable to the cloud', 'Plug the cable to the cloud in',
    '/cables/cloud/pull', '/cables/cloud/plug');
}

new EventSource('/events').addEventListener('venue', (event) => show(JSON.parse(event.data)));
