// The lock of the staff screen: a pad for fingers, digits for keyboards, and a reader that types a badge.
const form = document.querySelector(".lock__form");
const badge = document.querySelector(".badge");
const pin = document.querySelector("#pin");
// A reader types far faster than any hand, and ends with Enter.
const READER_MS = 40;
const SHORTEST_BADGE = 16;
const BACK_AFTER_MS = 60_000;

let typed = "";
let typedAt = 0;
let back = 0;

function stay() {
  clearTimeout(back);
  back = setTimeout(() => { location.href = "/"; }, BACK_AFTER_MS);
}

function chooseOnly() {
  if (!form.querySelector("[name=staff]:checked")) form.querySelector("[name=staff]").focus();
  else pin.focus();
}

if (form) {
  form.addEventListener("click", (event) => {
    const key = event.target.closest("[data-digit], [data-erase]");
    if (!key) return;
    pin.value = "digit" in key.dataset ? pin.value + key.dataset.digit : pin.value.slice(0, -1);
  });
  form.addEventListener("change", (event) => { if (event.target.name === "staff") pin.focus(); });
  form.addEventListener("submit", (event) => { if (form.dataset.sent) event.preventDefault(); form.dataset.sent = "yes"; });
  chooseOnly();
}

addEventListener("keydown", (event) => {
  stay();
  if (!badge) return;
  const now = performance.now();
  if (now - typedAt > READER_MS) typed = "";
  typedAt = now;
  if (event.key === "Enter" && typed.length >= SHORTEST_BADGE) {
    event.preventDefault();
    badge.elements.badge.value = typed;
    badge.submit();
  } else if (event.key.length === 1) {
    typed += event.key;
  }
}, true);
addEventListener("pointerdown", stay, true);
stay();
