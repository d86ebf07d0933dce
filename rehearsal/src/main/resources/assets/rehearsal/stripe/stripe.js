// The part of Stripe.js that Turnstone's purchase page uses, answered by the stand-in. The card is typed into a frame
// that the stand-in serves, so that it never touches the page; the two talk by messages, each checking who speaks.
(() => {
  'use strict';

  const base = new URL(document.currentScript.src).origin;
  const NETWORK = { type: 'api_connection_error', message: 'The payment service cannot be reached. Check the connection and try again.' };

  let counter = 0;

  class PaymentElement {
    constructor(elements) {
      this.elements = elements;
      this.listeners = new Map();
      this.waiting = new Map();
      this.ready = new Promise((resolve) => { this.becomeReady = resolve; });
      this.frame = null;
      this.onMessage = (message) => this.receive(message);
    }

    mount(target) {
      const place = typeof target === 'string' ? document.querySelector(target) : target;
      if (!place) {
        throw new Error('The payment element has no place to mount: ' + target);
      }
      this.frame = document.createElement('iframe');
      this.frame.src = base + '/elements/payment';
      this.frame.title = this.elements.options.locale === 'es' ? 'Formulario de pago seguro' : 'Secure payment input frame';
      this.frame.allow = 'payment *';
      Object.assign(this.frame.style, { border: '0', width: '100%', height: '260px', display: 'block', colorScheme: 'normal' });
      window.addEventListener('message', this.onMessage);
      place.replaceChildren(this.frame);
      return this;
    }

    unmount() {
      window.removeEventListener('message', this.onMessage);
      this.frame?.remove();
      this.frame = null;
    }

    destroy() { this.unmount(); }

    on(event, listener) {
      this.listeners.set(event, [...(this.listeners.get(event) ?? []), listener]);
      return this;
    }

    off(event, listener) {
      this.listeners.set(event, (this.listeners.get(event) ?? []).filter((each) => listener && each !== listener));
      return this;
    }

    once(event, listener) {
      const only = (value) => { this.off(event, only); listener(value); };
      return this.on(event, only);
    }

    update() { return this; }
    focus() { this.post({ standin: 'focus' }); }
    blur() { this.frame?.blur(); }
    clear() { this.post({ standin: 'clear' }); }

    emit(event, value) {
      for (const listener of this.listeners.get(event) ?? []) {
        listener({ elementType: 'payment', ...value });
      }
    }

    post(message) {
      this.frame?.contentWindow?.postMessage(message, base);
    }

    receive(message) {
      if (message.origin !== base || message.source !== this.frame?.contentWindow) {
        return;
      }
      const said = message.data ?? {};
      switch (said.standin) {
        case 'loaded': {
          const { appearance, locale } = this.elements.options;
          this.post({ standin: 'begin', appearance: plain(appearance), locale, publishableKey: this.elements.publishableKey });
          break;
        }
        case 'ready':
          this.becomeReady();
          this.emit('ready', {});
          break;
        case 'height':
          this.frame.style.height = Math.ceil(said.height) + 'px';
          break;
        case 'event':
          this.emit(said.event, said.value ?? {});
          break;
        case 'answer':
          this.waiting.get(said.call)?.(said.answer);
          this.waiting.delete(said.call);
          break;
        default:
      }
    }

    /** Asks the frame to do something and waits for what came of it. */
    async ask(what, more) {
      await this.ready;
      const call = ++counter;
      return new Promise((resolve) => {
        this.waiting.set(call, resolve);
        this.post({ standin: what, call, ...more });
      });
    }
  }

  class Elements {
    constructor(publishableKey, options) {
      this.publishableKey = publishableKey;
      this.options = { ...options };
      this.payment = null;
    }

    create(type) {
      if (type !== 'payment') {
        throw new Error('This stand-in has the payment element only, and not ' + type + '.');
      }
      if (this.payment) {
        throw new Error('Can only create one Element of type payment.');
      }
      this.payment = new PaymentElement(this);
      return this.payment;
    }

    getElement(type) {
      return type === 'payment' ? this.payment : null;
    }

    update(options) {
      Object.assign(this.options, options);
      this.payment?.post({ standin: 'appearance', appearance: plain(this.options.appearance), locale: this.options.locale });
    }

    async fetchUpdates() { return {}; }

    /** Whether the card is complete; what is missing is said beside its field. */
    async submit() {
      if (!this.payment?.frame) {
        return { error: { type: 'validation_error', message: 'The payment element is not mounted.' } };
      }
      return this.payment.ask('submit');
    }
  }

  class Stripe {
    constructor(publishableKey, options = {}) {
      if (!publishableKey) {
        throw new Error('Please call Stripe() with your publishable key. You used an empty string.');
      }
      if (publishableKey.startsWith('sk_')) {
        throw new Error('You should not use your secret key with Stripe.js. Please pass a publishable key instead.');
      }
      this.publishableKey = publishableKey;
      this.options = options;
    }

    elements(options = {}) {
      return new Elements(this.publishableKey, { locale: this.options.locale ?? 'auto', ...options });
    }

    async confirmPayment({ elements, clientSecret, confirmParams = {}, redirect = 'always' }) {
      const secret = clientSecret ?? elements?.options.clientSecret;
      if (!secret || !elements?.payment?.frame) {
        return { error: { type: 'validation_error', message: 'confirmPayment needs mounted elements and a client secret.' } };
      }
      if (redirect === 'always' && !confirmParams.return_url) {
        return { error: { type: 'validation_error', param: 'return_url', message: 'confirmPayment needs confirmParams.return_url.' } };
      }
      const confirmed = await elements.payment.ask('confirm', {
        clientSecret: secret,
        billing: plain(confirmParams.payment_method_data?.billing_details),
        receiptEmail: confirmParams.receipt_email,
      });
      const outcome = await this.settled(confirmed, secret, elements.options.locale);
      if (outcome.error || redirect === 'if_required') {
        return outcome;
      }
      const back = new URL(confirmParams.return_url, location.href);
      back.searchParams.set('payment_intent', outcome.paymentIntent.id);
      back.searchParams.set('payment_intent_client_secret', secret);
      back.searchParams.set('redirect_status', outcome.paymentIntent.status);
      location.assign(back);
      return new Promise(() => {});
    }

    /** Shows the bank's challenge where one waits, and tells what came of it. */
    async handleNextAction({ clientSecret }) {
      return this.settled(await this.retrievePaymentIntent(clientSecret), clientSecret, this.options.locale);
    }

    async retrievePaymentIntent(clientSecret) {
      const id = String(clientSecret).split('_secret_')[0];
      const address = new URL('/v1/payment_intents/' + encodeURIComponent(id), base);
      address.searchParams.set('key', this.publishableKey);
      address.searchParams.set('client_secret', clientSecret);
      try {
        const answer = await (await fetch(address)).json();
        return answer.error ? { error: answer.error } : { paymentIntent: answer };
      } catch {
        return { error: NETWORK };
      }
    }

    async settled(outcome, clientSecret, locale) {
      const next = outcome.paymentIntent?.next_action;
      if (outcome.error || next?.type !== 'use_stripe_sdk') {
        return outcome;
      }
      await challenge(next.use_stripe_sdk.stripe_js, locale);
      const after = await this.retrievePaymentIntent(clientSecret);
      const failure = after.paymentIntent?.last_payment_error;
      if (after.paymentIntent?.status === 'requires_payment_method' && failure) {
        return { error: { ...failure, payment_intent: after.paymentIntent } };
      }
      return after;
    }
  }

  /** The bank's own page in a dialog over everything, until its customer has answered. */
  function challenge(address, locale) {
    return new Promise((resolve) => {
      const dialog = document.createElement('dialog');
      const frame = document.createElement('iframe');
      // Where this script came from, under whatever name the page knows that place.
      const page = new URL(new URL(address).pathname, base);
      if (locale && locale !== 'auto') {
        page.searchParams.set('locale', locale);
      }
      frame.src = page;
      frame.title = locale === 'es' ? 'Verificación de tu banco' : 'Your bank’s verification';
      dialog.setAttribute('aria-label', frame.title);
      Object.assign(dialog.style, {
        position: 'fixed', inset: '0', width: '100vw', height: '100dvh', maxWidth: 'none', maxHeight: 'none', margin: '0', padding: '16px',
        border: '0', background: 'rgb(0 0 0 / 60%)', placeItems: 'center', boxSizing: 'border-box',
      });
      Object.assign(frame.style, { border: '0', width: '100%', maxWidth: '440px', height: '340px', borderRadius: '12px', colorScheme: 'normal' });
      const answered = (message) => {
        if (message.origin === base && message.source === frame.contentWindow && message.data?.standin === 'answered') {
          window.removeEventListener('message', answered);
          dialog.close();
          dialog.remove();
          resolve();
        }
      };
      // Escape is an answer too: the customer does not want to prove anything.
      dialog.addEventListener('cancel', (event) => {
        event.preventDefault();
        frame.contentWindow?.postMessage({ standin: 'fail' }, base);
      });
      window.addEventListener('message', answered);
      dialog.append(frame);
      document.body.append(dialog);
      dialog.showModal();
      dialog.style.display = 'grid';
      frame.addEventListener('load', () => frame.focus());
    });
  }

  /** What can cross to the frame: data, and nothing else. */
  function plain(value) {
    return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
  }

  window.Stripe = (publishableKey, options) => new Stripe(publishableKey, options);
  window.Stripe.version = 'stand-in';
})();
