// The event's page: steppers and the running total. Without this script the form works all the same.
const form = document.querySelector("form.event-form");

if (form) {
  const money = new Intl.NumberFormat(form.dataset.lang === "es" ? "es-MX" : "en-US", {
    style: "currency", currency: form.dataset.currency, currencyDisplay: "code",
  });
  const digits = money.resolvedOptions().maximumFractionDigits;
  const total = form.querySelector("#total");
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
}
