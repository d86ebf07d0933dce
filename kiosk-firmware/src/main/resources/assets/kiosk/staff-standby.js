// A gate that waits for its card: this page changes when the trouble does, and makes room when the gate is at work.
const shown = document.querySelector("[data-standby]").dataset.standby;
const ASK_EVERY_MS = 2_000;

setInterval(async () => {
  try {
    const answer = await fetch("/staff/standby");
    if (!answer.ok || (await answer.json()).ailment !== shown) location.reload();
  } catch {
    // Between standing by and work nobody answers for a moment.
  }
}, ASK_EVERY_MS);
