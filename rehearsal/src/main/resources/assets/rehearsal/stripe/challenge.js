// The bank's challenge in a frame: answers without leaving it, and tells the page that there is an answer. With the
// window to itself, its forms do the same and lead back to the shop.
if (window.parent !== window) {
  document.body.classList.add('framed');
  const answer = async (form) => {
    document.querySelectorAll('button').forEach((button) => { button.setAttribute('aria-busy', 'true'); });
    try {
      await fetch(form.action, { method: 'POST' });
    } finally {
      window.parent.postMessage({ standin: 'answered' }, '*');
    }
  };
  for (const form of document.querySelectorAll('form')) {
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      answer(form);
    });
  }
  const fail = document.querySelector('[data-answer="fail"]').form;
  window.addEventListener('message', (message) => {
    if (message.source === window.parent && message.data?.standin === 'fail') {
      answer(fail);
    }
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      answer(fail);
    }
  });
  document.querySelector('[data-answer="complete"]').focus();
}
