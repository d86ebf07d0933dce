// Inside the payment element's frame: takes the card, checks it as it is typed, and pays with it. The page around it
// learns whether the card is complete, and never the card.
const TEXTS = {
  en: {
    number: 'Card number', expiry: 'Expiry', cvc: 'Security code', hints: 'Test cards, no money moves:',
    pays: 'pays', declined: 'is declined', secure: '3-D Secure',
    numberMissing: 'Enter the card number.', numberShort: 'The card number is too short.', numberWrong: 'Check the card number: a digit is wrong.',
    expiryMissing: 'Enter when the card expires.', expiryWrong: 'Write the month and the year, like 04 / 29.', expiryPast: 'This card has expired.',
    cvcMissing: 'Enter the code on the card.', cvcShort: 'The code has three digits, or four.',
    incomplete: 'Some card details are missing.', network: 'The payment service cannot be reached. Check the connection and try again.',
  },
  es: {
    number: 'Número de tarjeta', expiry: 'Vencimiento', cvc: 'Código de seguridad', hints: 'Tarjetas de prueba, no se mueve dinero:',
    pays: 'paga', declined: 'se rechaza', secure: '3-D Secure',
    numberMissing: 'Escribe el número de la tarjeta.', numberShort: 'Al número de la tarjeta le faltan dígitos.', numberWrong: 'Revisa el número: un dígito no es correcto.',
    expiryMissing: 'Escribe cuándo vence la tarjeta.', expiryWrong: 'Escribe el mes y el año, como 04 / 29.', expiryPast: 'Esta tarjeta ya venció.',
    cvcMissing: 'Escribe el código de la tarjeta.', cvcShort: 'El código tiene tres o cuatro dígitos.',
    incomplete: 'Faltan datos de la tarjeta.', network: 'No se puede llegar al servicio de pago. Revisa la conexión e inténtalo de nuevo.',
  },
};

const number = document.getElementById('number');
const expiry = document.getElementById('expiry');
const cvc = document.getElementById('cvc');
const fields = { number, expiry, cvc };

let page = null;
let publishableKey = '';
let texts = TEXTS.en;
let lastChange = '';

const digits = (field) => field.value.replace(/\D/g, '');

const checks = {
  number() {
    const typed = digits(number);
    if (!typed) return 'numberMissing';
    if (typed.length < (/^3[47]/.test(typed) ? 15 : 16)) return 'numberShort';
    return luhn(typed) ? '' : 'numberWrong';
  },
  expiry() {
    const typed = digits(expiry);
    if (!typed) return 'expiryMissing';
    const month = Number(typed.slice(0, 2));
    if (typed.length !== 4 || month < 1 || month > 12) return 'expiryWrong';
    const now = new Date();
    const until = new Date(2000 + Number(typed.slice(2)), month, 1);
    return until > now ? '' : 'expiryPast';
  },
  cvc() {
    const typed = digits(cvc);
    if (!typed) return 'cvcMissing';
    return typed.length < 3 ? 'cvcShort' : '';
  },
};

function luhn(text) {
  let sum = 0;
  [...text].reverse().forEach((each, index) => {
    const digit = Number(each) * (index % 2 ? 2 : 1);
    sum += digit > 9 ? digit - 9 : digit;
  });
  return sum % 10 === 0;
}

function format(field) {
  const typed = digits(field);
  if (field === number) {
    const groups = /^3[47]/.test(typed)
      ? [typed.slice(0, 4), typed.slice(4, 10), typed.slice(10, 15)]
      : (typed.slice(0, 16).match(/.{1,4}/g) ?? []);
    return groups.filter(Boolean).join(' ');
  }
  if (field === expiry) {
    const whole = /^[2-9]/.test(typed) ? '0' + typed : typed;
    // A four-digit year, as browsers fill it in, is shortened to its last two.
    const year = whole.length > 4 ? whole.slice(4, 6) : whole.slice(2);
    return whole.length < 2 ? whole : whole.slice(0, 2) + (year ? ' / ' + year : '');
  }
  return typed.slice(0, 4);
}

function write(field) {
  const before = digits({ value: field.value.slice(0, field.selectionStart ?? field.value.length) }).length;
  const formatted = format(field);
  if (formatted === field.value) {
    return;
  }
  const atEnd = field.selectionStart === field.value.length;
  field.value = formatted;
  if (!atEnd && document.activeElement === field) {
    let place = 0;
    for (let seen = 0; place < formatted.length && seen < before; place++) {
      if (/\d/.test(formatted[place])) seen++;
    }
    field.setSelectionRange(place, place);
  }
}

function show(name, problem) {
  const fault = document.getElementById(name + '-fault');
  fault.textContent = problem ? texts[problem] : '';
  fault.hidden = !problem;
  fault.dataset.problem = problem;
  fields[name].toggleAttribute('aria-invalid', false);
  if (problem) {
    fields[name].setAttribute('aria-invalid', 'true');
  }
}

function complete() {
  return Object.values(checks).every((check) => !check());
}

function tell(message) {
  if (page) {
    window.parent.postMessage(message, page);
  }
}

function changed() {
  const value = { complete: complete(), empty: Object.values(fields).every((field) => !field.value), collapsed: false, value: { type: 'card' } };
  const text = JSON.stringify(value);
  if (text !== lastChange) {
    lastChange = text;
    tell({ standin: 'event', event: 'change', value });
  }
}

for (const [name, field] of Object.entries(fields)) {
  field.addEventListener('input', () => {
    write(field);
    // What was wrong is said at once to be right again; what is not finished is not called wrong while it is typed.
    if (!checks[name]() || (name === 'number' && digits(number).length >= 16)) {
      show(name, checks[name]());
    }
    changed();
  });
  field.addEventListener('blur', () => {
    if (field.value) {
      show(name, checks[name]());
    }
    tell({ standin: 'event', event: 'blur' });
  });
  field.addEventListener('focus', () => tell({ standin: 'event', event: 'focus' }));
  field.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') tell({ standin: 'event', event: 'escape' });
  });
}

for (const hint of document.querySelectorAll('[data-card]')) {
  hint.addEventListener('click', () => {
    number.value = hint.dataset.card;
    expiry.value = '12' + String((new Date().getFullYear() + 3) % 100).padStart(2, '0');
    cvc.value = '123';
    Object.values(fields).forEach(write);
    Object.keys(fields).forEach((name) => show(name, ''));
    changed();
  });
}

function submit() {
  let first = null;
  for (const name of Object.keys(fields)) {
    const problem = checks[name]();
    show(name, problem);
    first ??= problem ? fields[name] : null;
  }
  if (!first) {
    return {};
  }
  first.focus();
  return { error: { type: 'validation_error', code: 'incomplete_payment_details', message: texts.incomplete } };
}

async function confirm({ clientSecret, billing, receiptEmail }) {
  const missing = submit();
  if (missing.error) {
    return missing;
  }
  const form = new URLSearchParams({
    key: publishableKey,
    client_secret: clientSecret,
    use_stripe_sdk: 'true',
    'payment_method_data[type]': 'card',
    'payment_method_data[card][number]': digits(number),
    'payment_method_data[card][exp_month]': digits(expiry).slice(0, 2),
    'payment_method_data[card][exp_year]': digits(expiry).slice(2),
    'payment_method_data[card][cvc]': digits(cvc),
  });
  put(form, 'payment_method_data[billing_details]', billing);
  if (receiptEmail) {
    form.set('receipt_email', receiptEmail);
  }
  const id = String(clientSecret).split('_secret_')[0];
  try {
    const response = await fetch('/v1/payment_intents/' + encodeURIComponent(id) + '/confirm', { method: 'POST', body: form });
    const answer = await response.json();
    return answer.error ? { error: answer.error } : { paymentIntent: answer };
  } catch {
    return { error: { type: 'api_connection_error', message: texts.network } };
  }
}

function put(form, name, value) {
  if (value === null || value === undefined || value === '') {
    return;
  }
  if (typeof value === 'object') {
    Object.entries(value).forEach(([key, inner]) => put(form, `${name}[${key}]`, inner));
  } else {
    form.set(name, String(value));
  }
}

function speak(locale) {
  const wanted = (locale && locale !== 'auto' ? locale : navigator.language).slice(0, 2);
  const language = wanted in TEXTS ? wanted : 'en';
  texts = TEXTS[language];
  document.documentElement.lang = language;
  for (const element of document.querySelectorAll('[data-text]')) {
    element.textContent = texts[element.dataset.text];
  }
  for (const name of Object.keys(fields)) {
    show(name, document.getElementById(name + '-fault').dataset.problem ?? '');
  }
}

const VARIABLES = {
  colorPrimary: ['--accent', '--focus'], colorBackground: ['--surface', '--raised'], colorText: ['--text'],
  colorTextSecondary: ['--muted'], colorDanger: ['--refuse'], fontFamily: ['--font'], borderRadius: ['--radius'],
};

function dress(appearance) {
  const root = document.documentElement;
  root.dataset.theme = { night: 'dark', stripe: 'light', flat: 'light' }[appearance?.theme] ?? 'auto';
  for (const [variable, properties] of Object.entries(VARIABLES)) {
    const value = appearance?.variables?.[variable];
    properties.forEach((property) => (value ? root.style.setProperty(property, String(value)) : root.style.removeProperty(property)));
  }
}

window.addEventListener('message', async (message) => {
  if (message.source !== window.parent || (page && message.origin !== page)) {
    return;
  }
  const said = message.data ?? {};
  switch (said.standin) {
    case 'begin':
      page = message.origin;
      publishableKey = String(said.publishableKey);
      dress(said.appearance);
      speak(said.locale);
      tell({ standin: 'ready' });
      measure();
      break;
    case 'appearance':
      dress(said.appearance);
      speak(said.locale);
      break;
    case 'focus':
      number.focus();
      break;
    case 'clear':
      Object.values(fields).forEach((field) => { field.value = ''; });
      Object.keys(fields).forEach((name) => show(name, ''));
      changed();
      break;
    case 'submit':
      tell({ standin: 'answer', call: said.call, answer: submit() });
      break;
    case 'confirm':
      tell({ standin: 'answer', call: said.call, answer: await confirm(said) });
      break;
    default:
  }
});

function measure() {
  tell({ standin: 'height', height: document.querySelector('main').getBoundingClientRect().height + 8 });
}

new ResizeObserver(measure).observe(document.querySelector('main'));
// The page does not have to hear this from anybody in particular: it says nothing.
window.parent.postMessage({ standin: 'loaded' }, '*');
