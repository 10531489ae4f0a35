// The form of my code, as docs/codes.md lays it out: letters, bytes, keys and the one spelling of a signature.
// It is put before what makes codes and what reads them.

export const STEP = 30_000;
export const WINDOW = 90_000_000;
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const PRIME = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn;
const CURVE_B = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn;
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const ECDSA = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };

const words = (text) => new TextEncoder().encode(text);
export const CERTIFICATE_WORDS = words("banyan certificate 1\n");
export const CODE_WORDS = words("banyan code 1\n");
export const PROOF_WORDS = words("banyan proof of possession 1\n");

export const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
export const unhex = (text) => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));

export function concat(...parts) {
  const out = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** Letters of whole groups of five bytes. */
export function base32(bytes) {
  let text = "";
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xfff;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += LETTERS[(held >> bits) & 31];
    }
  }
  return text;
}

/** The bytes of letters, or null if one of them is none. */
export function unbase32(text) {
  const out = new Uint8Array(Math.floor((text.length * 5) / 8));
  let bits = 0;
  let held = 0;
  let at = 0;
  for (const letter of text) {
    const digit = LETTERS.indexOf(letter);
    if (digit < 0) return null;
    held = ((held << 5) | digit) & 0xfff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    out[at++] = (held >> bits) & 255;
  }
  return out;
}

const number = (bytes) => BigInt(`0x${hex(bytes) || "0"}`);
const bytesOf = (value) => unhex(value.toString(16).padStart(64, "0"));

/** Of the two signatures that there are of the same words, the one with the smaller s. */
export function lower(signature) {
  const s = number(signature.slice(32));
  return s > ORDER >> 1n ? concat(signature.slice(0, 32), bytesOf(ORDER - s)) : signature;
}

/** Whether a signature is in range and in its one spelling. */
export function spelled(signature) {
  const [r, s] = [number(signature.slice(0, 32)), number(signature.slice(32))];
  return r > 0n && r < ORDER && s > 0n && s <= ORDER >> 1n;
}

/** The short form of a public key of 65 bytes. */
export const short = (key) => concat([2 + (key[64] & 1)], key.slice(1, 33));

/** The long form of a public key of 33 bytes, or null if it is no point of the curve. */
export function long(key) {
  const x = number(key.slice(1));
  if ((key[0] !== 2 && key[0] !== 3) || x >= PRIME) return null;
  const square = (((x * x - 3n) * x + CURVE_B) % PRIME + PRIME) % PRIME;
  // The prime is 3 modulo 4, so that this power is a root if there is one.
  let [y, base, power] = [1n, square, (PRIME + 1n) >> 2n];
  for (; power; power >>= 1n) {
    if (power & 1n) y = (y * base) % PRIME;
    base = (base * base) % PRIME;
  }
  if ((y * y) % PRIME !== square) return null;
  if (Number(y & 1n) !== (key[0] & 1)) y = PRIME - y;
  return concat([4], key.slice(1), bytesOf(y));
}

/** Whether words were signed by the key of a short form. */
export async function signed(key, text, signature) {
  const whole = long(key);
  if (!whole) return false;
  const usable = await crypto.subtle.importKey("raw", whole, ECDSA, false, ["verify"]);
  return crypto.subtle.verify(ECDSA, usable, signature, text);
}

/** Signs, in the one spelling. */
export async function sign(key, text) {
  return lower(new Uint8Array(await crypto.subtle.sign(ECDSA, key, text)));
}

/** A drawer of the browser's: one value under each name. */
export function drawer(name) {
  const open = new Promise((done, failed) => {
    const asked = indexedDB.open(name, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("kept");
    asked.onsuccess = () => {
      // Who wants the whole drawer gone need not wait for this page.
      asked.result.onversionchange = () => asked.result.close();
      done(asked.result);
    };
    asked.onerror = () => failed(asked.error);
  });
  const act = async (mode, work) => {
    const kept = (await open).transaction("kept", mode).objectStore("kept");
    return new Promise((done, failed) => {
      const asked = work(kept);
      asked.onsuccess = () => done(asked.result);
      asked.onerror = () => failed(asked.error);
    });
  };
  return {
    get: (key) => act("readonly", (kept) => kept.get(key)),
    put: (key, value) => act("readwrite", (kept) => kept.put(value, key)),
    clear: () => act("readwrite", (kept) => kept.clear()),
  };
}
