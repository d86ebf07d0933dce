// Keeps what changes on a page that gives commands: the lane's state, and what became of each order.
const now = document.getElementById('now');
const { now: address, lost } = document.body.dataset;
let asking = false;
let again = false;

async function look() {
  if (asking) {
    again = true;
    return;
  }
  asking = true;
  again = false;
  try {
    const answer = await fetch(address);
    if (answer.status === 401) return location.reload();
    if (!answer.ok) throw new Error(String(answer.status));
    const html = await answer.text();
    if (html !== now.innerHTML) now.innerHTML = html;
    now.classList.remove('lost');
    const usable = now.querySelector('[data-usable]')?.dataset.usable;
    const typing = document.activeElement?.matches('input:not([type=hidden])') && document.activeElement.value;
    // Other controls work by now: the page is drawn anew, unless somebody is writing on it.
    if (usable && usable !== now.dataset.usable && !typing) location.reload();
  } catch {
    now.classList.add('lost');
    now.dataset.lost = lost;
  } finally {
    asking = false;
    if (again) setTimeout(look, 200);
  }
}

const source = new EventSource('/orders/events');
source.addEventListener('hello', look);
source.addEventListener('changed', look);
source.addEventListener('error', () => {
  now.classList.add('lost');
  now.dataset.lost = lost;
  if (source.readyState === EventSource.CLOSED) location.reload();
});
