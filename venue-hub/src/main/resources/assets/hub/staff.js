// Forms are sent once; a button that works keeps its width and says what it is doing.
document.addEventListener('submit', (event) => {
  const form = event.target;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = 'yes';
  const button = event.submitter ?? form.querySelector('button');
  if (!button) return;
  button.style.minInlineSize = `${button.offsetWidth}px`;
  button.setAttribute('aria-busy', 'true');
  if (button.dataset.busy) button.textContent = button.dataset.busy;
});
// Back from the next page, the same form may be sent again.
addEventListener('pageshow', (event) => { if (event.persisted) location.reload(); });
