// The event's page: steppers, the running total, and a button that says what it is doing. Without this script the form
// works all the same.
const form = document.querySelector("form.event-form");

if (form) {
  const money = new Intl.NumberFormat(form.dataset.lang === "es" ? "es-MX" : "en-US", {
    style: "currency", currency: form.dataset.currency, currencyDisplay: "code",
  });
  const digits = money.resolvedOptions().maximumFractionDigits;
  const total = form.querySelector("#total");
  const button = form.querySelector(".foot-button");
  const steppers = [...form.querySelectorAll(".stepper")];

  const value = (input) => Math.min(Math.max(Math.trunc(Number(input.value)) || 0, 0), Number(input.max));

  const show = () => {
    let minor = 0;
    for (const stepper of steppers) {
      const input = stepper.querySelector("input");
      const count = value(input);
      minor += count * Number(stepper.dataset.price);
      for (const step of stepper.querySelectorAll(".step")) {
        const next = count + Number(step.dataset.step);
        step.disabled = next < 0 || next > Number(input.max);
      }
    }
    if (total) total.textContent = money.format(minor / 10 ** digits);
  };

  for (const stepper of steppers) {
    const input = stepper.querySelector("input");
    input.addEventListener("input", show);
    input.addEventListener("change", () => { input.value = value(input); show(); });
    for (const step of stepper.querySelectorAll(".step")) {
      step.hidden = false;
      step.addEventListener("click", () => {
        input.value = value(input) + Number(step.dataset.step);
        show();
      });
    }
  }
  if (steppers.length === 1 && value(steppers[0].querySelector("input")) === 0) {
    steppers[0].querySelector("input").value = 1;
  }
  show();
  form.querySelector("#faults")?.focus();

  form.addEventListener("submit", () => {
    if (!button) return;
    button.style.minInlineSize = `${button.offsetWidth}px`;
    button.setAttribute("aria-busy", "true");
    button.querySelector(".label").textContent = button.dataset.busy;
    const spinner = document.createElement("span");
    spinner.className = "spinner";
    spinner.setAttribute("aria-hidden", "true");
    button.prepend(spinner);
    // Only after the form has been read: a disabled button would not be sent.
    setTimeout(() => { button.disabled = true; });
  });
  // Back from the next page, a browser may show this one as it was left.
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
}
