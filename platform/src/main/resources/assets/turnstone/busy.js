// A form that was sent says so on its button (data-busy: in other words), and is sent once, however often it is pressed.
addEventListener("submit", (event) => {
  const form = event.target;
  const button = event.submitter ?? form.querySelector("button:not([type=button])");
  if (event.defaultPrevented || !button) return;
  if (button.getAttribute("aria-busy") === "true") {
    event.preventDefault();
    return;
  }
  button.style.minInlineSize = `${button.offsetWidth}px`;
  button.setAttribute("aria-busy", "true");
  if (button.dataset.busy) (button.querySelector(".label") ?? button).textContent = button.dataset.busy;
  const spinner = document.createElement("span");
  spinner.className = "spinner";
  spinner.setAttribute("aria-hidden", "true");
  button.prepend(spinner);
  // Only after the form has been read: a disabled button would not be sent.
  setTimeout(() => { button.disabled = true; });
});

// Back from the next page, a browser may show this one as it was left.
addEventListener("pageshow", (event) => {
  if (event.persisted && document.querySelector("button[aria-busy=true]")) location.reload();
});
