// Keeps every [data-live] region up to date: asks every second and swaps only what changed, without taking away the
// reader's focus, open details or place.
const EVERY_MS = 1000;

for (const region of document.querySelectorAll('[data-live]')) {
  follow(region);
}

function follow(region) {
  const ask = async () => {
    if (!document.hidden) {
      try {
        await refresh(region);
        region.removeAttribute('data-stale');
      } catch {
        region.setAttribute('data-stale', 'true');
      }
    }
    setTimeout(ask, EVERY_MS);
  };
  setTimeout(ask, EVERY_MS);
}

async function refresh(region) {
  const seen = region.querySelector('[data-version]')?.dataset.version ?? '';
  const address = new URL(region.dataset.live, location.href);
  address.searchParams.set('seen', seen);
  const answer = await fetch(address, { headers: { Accept: 'text/html' } });
  if (answer.status === 204) {
    return;
  }
  if (!answer.ok) {
    throw new Error('HTTP ' + answer.status);
  }
  const focused = region.contains(document.activeElement) ? document.activeElement.id : '';
  region.innerHTML = await answer.text();
  if (focused) {
    document.getElementById(focused)?.focus({ preventScroll: true });
  }
}
