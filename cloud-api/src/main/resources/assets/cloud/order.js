// The order's page. What it shows is decided by the server; this pays, counts down, and asks whether it is done.
const body = document.body;
const order = body.dataset.order;
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

// The provider's answer is in the address after a return; a page that is done has no use for it.
if (body.dataset.face !== "WAIT" && location.search) history.replaceState(null, "", order);

const faces = { PAY: pay, WAIT: wait };
faces[body.dataset.face]?.();

/** Shows the page anew, as the server knows the order now, without the provider's answer in the address. */
function again() {
  location.replace(order);
}

/** Asks the server to look at the payment now; if it cannot just now, it does so later by itself. */
function settle() {
  return fetch(`${order}/settle`, { method: "POST", signal: AbortSignal.timeout(10_000) }).catch(() => undefined);
}

async function wait() {
  const long = document.getElementById("long");
  const began = performance.now();
  let rest = 700;
  await settle();
  for (;;) {
    const answer = await fetch(`${order}/state`, { headers: { Accept: "application/json" } })
      .then((response) => (response.ok ? response.json() : undefined))
      .catch(() => undefined);
    if (answer && answer.face !== "WAIT") return again();
    const waited = performance.now() - began;
    if (waited > 15_000) long.hidden = false;
    // The bank wants another card: nothing was paid, and the hold still runs.
    if (answer?.state === "pending" && waited > 6_000 && await unpaid()) return again();
    await pause(rest);
    rest = Math.min(rest * 1.3, 5_000);
  }
}

async function unpaid() {
  const page = await fetch(order).then((response) => response.text()).catch(() => "");
  return page.includes('data-face="PAY"') && new URLSearchParams(location.search).get("redirect_status") === "failed";
}

function pay() {
  countDown();
  const form = document.getElementById("pay");
  if (form) take(form);
}

function countDown() {
  const held = document.getElementById("held");
  const shown = document.getElementById("countdown");
  const until = Number(held.dataset.until);
  const tick = () => {
    const left = Math.max(0, Math.ceil((until - Date.now()) / 1000));
    shown.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    held.classList.toggle("held--soon", left <= 60);
    shown.setAttribute("aria-live", left === 60 ? "polite" : "off");
    if (left === 0 && !body.classList.contains("paying")) return again();
    setTimeout(tick, 1000 - (Date.now() % 1000));
  };
  tick();
}

async function take(form) {
  const button = document.getElementById("pay-button");
  const label = button.querySelector(".label");
  const words = label.textContent;
  const mount = document.getElementById("payment-element");
  const overlay = document.getElementById("overlay");
  const toast = document.getElementById("toast");
  const fault = document.getElementById("pay-fault");
  const why = document.getElementById("pay-why");
  let leaving;

  await script(body.dataset.stripeScript);
  const stripe = window.Stripe(body.dataset.stripeKey, { locale: document.documentElement.lang });
  const elements = stripe.elements({ clientSecret: body.dataset.clientSecret, appearance: appearance() });
  const element = elements.create("payment", { layout: "tabs" });
  const ready = () => { mount.setAttribute("aria-busy", "false"); button.disabled = false; };
  mount.replaceChildren();
  element.on?.("ready", ready);
  element.mount("#payment-element");
  if (!element.on) ready();
  setTimeout(ready, 4_000);

  const working = (busy) => {
    body.classList.toggle("paying", busy);
    overlay.hidden = !busy;
    button.style.minInlineSize = `${button.offsetWidth}px`;
    button.disabled = busy;
    button.setAttribute("aria-busy", String(busy));
    label.textContent = busy ? button.dataset.busy : words;
  };

  const failed = (error) => {
    working(false);
    why.textContent = error?.message ?? "";
    fault.hidden = false;
    toast.hidden = false;
    clearTimeout(leaving);
    leaving = setTimeout(() => { toast.hidden = true; }, 5_000);
  };

  const attempt = async () => {
    if (button.disabled) return;
    clearTimeout(leaving);
    toast.hidden = true;
    fault.hidden = true;
    working(true);
    try {
      const { error } = await stripe.confirmPayment({
        elements,
        confirmParams: { return_url: body.dataset.returnUri },
        redirect: "if_required",
      });
      if (error) return failed(error);
      await settle();
      location.replace(`${order}?payment_intent=returned`);
    } catch (trouble) {
      failed(trouble);
    }
  };

  form.addEventListener("submit", (event) => { event.preventDefault(); attempt(); });
  for (const retry of document.querySelectorAll("[data-retry]")) retry.addEventListener("click", attempt);
}

function script(src) {
  return new Promise((resolve, reject) => {
    const tag = document.createElement("script");
    tag.src = src;
    tag.onload = resolve;
    tag.onerror = reject;
    document.head.append(tag);
  });
}

/** The payment form in this page's colours. */
function appearance() {
  const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const dark = getComputedStyle(document.documentElement).colorScheme.startsWith("dark");
  return {
    theme: dark ? "night" : "stripe",
    variables: {
      colorPrimary: token("--accent"), colorBackground: token("--surface"), colorText: token("--text"),
      colorDanger: token("--refuse"), borderRadius: token("--radius"), fontSizeBase: "16px",
    },
  };
}
