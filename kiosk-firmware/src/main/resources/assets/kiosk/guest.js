// The guest's screen: shows what the gate says, and nothing that it did not say.
const body = document.body;
const gate = document.querySelector(".gate");
const answer = document.querySelector(".answer");
const view = document.querySelector(".aim__view");
const live = document.querySelector(".live");
const part = (name) => document.querySelector(`[data-part="${name}"]`);

const LANGUAGE_RETURNS_MS = 45_000;
const HINT_MS = 3_500;
const AWAY_AFTER_MS = 3_000;
// The gate sends a heartbeat every ten seconds: one that hangs keeps its connection and says nothing.
const SILENT_AFTER_MS = 25_000;
const ANSWERS = new Set(["welcome", "elsewhere", "refused", "staff", "emergency", "away"]);

const home = document.documentElement.lang;
let language = home;
let words = {};
let face = null;
let hintUntil = 0;
let hintTimer = 0;
let returnTimer = 0;
let awayTimer = 0;
let silenceTimer = 0;
let events = null;
let sound = true;
let speech = false;

// ---- the face --------------------------------------------------------------------------------------------------
function spoken(texts) {
  return (texts && (texts[language] || texts.en)) || {};
}

function put(element, text, longFrom) {
  element.textContent = text || "";
  if (longFrom) element.classList.toggle("is-long", (text || "").length > longFrom);
}

function draw() {
  if (!face) return;
  const text = spoken(face.texts);
  const isAnswer = ANSWERS.has(face.mood);
  gate.dataset.mood = face.mood;
  if (isAnswer) {
    answer.dataset.mood = face.mood;
    answer.toggleAttribute("data-arrow", Boolean(face.arrow));
    part("shape").setAttribute("href", `#shape-${face.shape}`);
    put(part("title"), text.title, 14);
    put(part("detail"), text.detail, 18);
    put(part("next"), text.next);
    party(face.party);
    put(part("ref"), face.reference ? spoken(words).reference.replace("{0}", face.reference) : "");
  } else {
    put(part("prompt"), text.title);
    if (Date.now() >= hintUntil) put(part("prompt-detail"), text.detail);
  }
  answer.hidden = !isAnswer;
  body.dataset.face = face.key || "";
}

/** One dot for each guest of a party, filled as they walk in. */
function party(guests) {
  const row = part("party");
  row.hidden = !guests || guests.of < 2 || guests.of > 12;
  if (row.hidden) return;
  row.replaceChildren(...Array.from({ length: guests.of }, (_, at) => {
    const dot = document.createElement("i");
    dot.classList.toggle("is-in", at < guests.ordinal);
    return dot;
  }));
}

function show(next) {
  const changed = !face || face.number !== next.number || face.mood !== next.mood;
  face = next;
  if (ANSWERS.has(face.mood)) clearHint();
  draw();
  if (!changed) return;
  const text = spoken(face.texts);
  if (face.mood !== "idle" && face.mood !== "reading") {
    const said = [text.title, text.detail, text.next].filter(Boolean).join(". ");
    live.textContent = said;
    if (speech) say(said);
    play(face.mood);
  }
}

function hint(advice) {
  const text = spoken(advice.texts);
  body.dataset.advice = advice.advice;
  hintUntil = Date.now() + HINT_MS;
  part("prompt-detail").classList.add("is-hint");
  live.textContent = text.title;
  if (speech) say(text.title);
  put(part("prompt-detail"), text.title);
  clearTimeout(hintTimer);
  hintTimer = setTimeout(() => { clearHint(); draw(); }, HINT_MS);
}

function clearHint() {
  hintUntil = 0;
  part("prompt-detail").classList.remove("is-hint");
}

// ---- sound: a few soft notes, made here ------------------------------------------------------------------------
let audio = null;
const NOTES = {
  welcome: [[660, 0, 0.14], [880, 0.12, 0.22]],
  elsewhere: [[587, 0, 0.28]],
  refused: [[440, 0, 0.16], [330, 0.15, 0.28]],
  staff: [[523, 0, 0.32]],
};

function play(mood) {
  const notes = NOTES[mood];
  if (!notes || !sound) return;
  try {
    audio = audio || new AudioContext();
    if (audio.state === "suspended") audio.resume();
    for (const [pitch, at, length] of notes) {
      const start = audio.currentTime + at;
      const tone = audio.createOscillator();
      const volume = audio.createGain();
      tone.type = mood === "staff" ? "sine" : "triangle";
      tone.frequency.value = pitch;
      volume.gain.setValueAtTime(0.0001, start);
      volume.gain.exponentialRampToValueAtTime(mood === "staff" ? 0.12 : 0.28, start + 0.02);
      volume.gain.exponentialRampToValueAtTime(0.0001, start + length);
      tone.connect(volume).connect(audio.destination);
      tone.start(start);
      tone.stop(start + length + 0.05);
    }
  } catch {
    // A kiosk without a loudspeaker still has shape, colour and words.
  }
}

function say(text) {
  if (!("speechSynthesis" in window)) return;
  speechSynthesis.cancel();
  const utterance = new SpeechSynthesisUtterance(text);
  utterance.lang = language === "es" ? "es-MX" : "en-US";
  speechSynthesis.speak(utterance);
}

// ---- what the guest may choose ---------------------------------------------------------------------------------
function speak(chosen) {
  language = chosen;
  document.documentElement.lang = chosen;
  for (const button of document.querySelectorAll("[data-language]")) {
    button.setAttribute("aria-pressed", String(button.dataset.language === chosen));
  }
  const text = spoken(words);
  for (const element of document.querySelectorAll("[data-label]")) {
    element.setAttribute("aria-label", text[element.dataset.label] || "");
  }
  part("gate").textContent = text.gate || part("gate").textContent;
  draw();
}

function stay() {
  clearTimeout(returnTimer);
  returnTimer = setTimeout(() => {
    if (language !== home) speak(home);
    if (speech) toggle("speech");
    if (body.classList.contains("is-contrast")) toggle("contrast");
  }, LANGUAGE_RETURNS_MS);
}

function toggle(what) {
  const button = document.querySelector(`[data-toggle="${what}"]`);
  const on = button.getAttribute("aria-pressed") !== "true";
  button.setAttribute("aria-pressed", String(on));
  if (what === "sound") sound = on;
  if (what === "speech") {
    speech = on;
    if (on) say([part("prompt").textContent, part("prompt-detail").textContent].join(". "));
  }
  if (what === "contrast") body.classList.toggle("is-contrast", on);
}

document.querySelector(".controls").addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.dataset.language) speak(button.dataset.language);
  if (button.dataset.toggle) toggle(button.dataset.toggle);
  stay();
});

// ---- staff: hold the event's name, or F2; what follows asks for a PIN ------------------------------------------------
const STAFF_AFTER_MS = 2_000;
let staffTimer = 0;
document.querySelector(".event").addEventListener("pointerdown", () => {
  staffTimer = setTimeout(() => { location.href = "/staff"; }, STAFF_AFTER_MS);
});
for (const ending of ["pointerup", "pointercancel", "pointermove"]) {
  addEventListener(ending, (event) => { if (ending !== "pointermove" || Math.hypot(event.movementX, event.movementY) > 12) clearTimeout(staffTimer); });
}
addEventListener("keydown", (event) => { if (event.key === "F2") location.href = "/staff"; });

// ---- the gate's word -------------------------------------------------------------------------------------------
function away() {
  show({ number: -1, mood: "away", shape: "person", texts: {
    en: { title: words.en?.awayTitle, detail: words.en?.awayDetail },
    es: { title: words.es?.awayTitle, detail: words.es?.awayDetail },
  } });
}

function heard() {
  clearTimeout(awayTimer);
  clearTimeout(silenceTimer);
  awayTimer = 0;
  body.dataset.link = "up";
  silenceTimer = setTimeout(() => { lost(); events.close(); listen(); }, SILENT_AFTER_MS);
}

function lost() {
  body.dataset.link = "down";
  if (!awayTimer) awayTimer = setTimeout(away, AWAY_AFTER_MS);
}

function listen() {
  events = new EventSource("/screen/events");
  events.addEventListener("open", heard);
  events.addEventListener("heartbeat", heard);
  events.addEventListener("error", () => {
    lost();
    if (events.readyState === EventSource.CLOSED) setTimeout(listen, 1_000);
  });
  events.addEventListener("face", (event) => { heard(); show(JSON.parse(event.data)); });
  events.addEventListener("hint", (event) => hint(JSON.parse(event.data)));
  events.addEventListener("event", (event) => { part("event").textContent = JSON.parse(event.data).name; });
  events.addEventListener("frame", (event) => {
    const frame = JSON.parse(event.data);
    body.classList.toggle("has-picture", frame.number > 0);
    view.hidden = frame.number === 0;
    view.classList.toggle("is-mirrored", frame.mirrored);
    if (frame.number > 0) view.src = `/camera/view/${frame.number}.jpg`;
  });
}

async function begin() {
  try {
    words = await (await fetch("/screen/words")).json();
  } catch {
    setTimeout(begin, 1_000);
    return;
  }
  speak(language);
  listen();
}

begin();
