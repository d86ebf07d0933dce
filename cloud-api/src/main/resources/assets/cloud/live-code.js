// What the holder's page needs of a live pass: Base45 and the hash chain, as docs/protocol.md draws them. The gate checks
// with the same rules in Java; a test holds both against each other.
const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
const DOMAIN = new TextEncoder().encode("turnstone live v1\0");
const LINK = 16;
const BARE = 95;

export function base45(bytes) {
  let text = "";
  for (let at = 0; at + 1 < bytes.length; at += 2) {
    const pair = bytes[at] * 256 + bytes[at + 1];
    text += ALPHABET[pair % 45] + ALPHABET[Math.floor(pair / 45) % 45] + ALPHABET[Math.floor(pair / 2025)];
  }
  if (bytes.length % 2) {
    const last = bytes[bytes.length - 1];
    text += ALPHABET[last % 45] + ALPHABET[Math.floor(last / 45)];
  }
  return text;
}

export function fromBase45(text) {
  const bytes = [];
  for (let at = 0; at < text.length; at += 3) {
    const digits = [...text.slice(at, at + 3)].map((digit) => ALPHABET.indexOf(digit));
    const value = digits.reduce((sum, digit, place) => sum + digit * 45 ** place, 0);
    if (digits.includes(-1) || digits.length === 1 || value > (digits.length === 3 ? 0xffff : 0xff)) {
      throw new Error("not Base45");
    }
    if (digits.length === 3) bytes.push(value >> 8);
    bytes.push(value & 0xff);
  }
  return Uint8Array.from(bytes);
}

/**
 * The chain of a bare live pass: c_0 to c_n, one after the other. Step i shows c_(n-i).
 * The anchor in the pass says whether the secret is the pass's own.
 */
export async function chain(bareText, secret, steps) {
  const bare = fromBase45(bareText);
  if (bare.length !== BARE || bare[0] !== 2 || secret.length !== LINK) throw new Error("not a bare live pass");
  const message = new Uint8Array(DOMAIN.length + 8 + 1 + LINK);
  message.set(DOMAIN);
  message.set(bare.subarray(4, 12), DOMAIN.length);
  message[DOMAIN.length + 8] = bare[13];
  const links = new Uint8Array((steps + 1) * LINK);
  links.set(secret);
  for (let at = 1; at <= steps; at++) {
    message.set(links.subarray((at - 1) * LINK, at * LINK), DOMAIN.length + 9);
    const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", message));
    links.set(hash.subarray(0, LINK), at * LINK);
  }
  const anchor = links.subarray(steps * LINK);
  if (!anchor.every((byte, at) => byte === bare[15 + at])) throw new Error("this secret is another pass's");
  return { bare, links, steps };
}

/** What is shown in step i: the bare pass, the step, and c_(n-i). */
export function textAt({ bare, links, steps }, step) {
  const bytes = new Uint8Array(BARE + 2 + LINK);
  bytes.set(bare);
  bytes[BARE] = step >> 8;
  bytes[BARE + 1] = step & 0xff;
  bytes.set(links.subarray((steps - step) * LINK, (steps - step + 1) * LINK), BARE + 2);
  return base45(bytes);
}
