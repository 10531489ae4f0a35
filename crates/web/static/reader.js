// Reads a code with no network: whether it is authentic and fresh, by the node keys that are kept here. What it cannot
// know is whether the code was used elsewhere; that is decided where it arrives.

const keysDrawer = drawer("banyan-keys");

/** Why a code is refused; the same words as the server's. */
export class Refused extends Error {
  constructor(code) {
    super(code);
    this.code = code;
  }
}

/** What a scanner typed, as it was meant. */
export const tidy = (typed) => typed.replace(/[\s\u0000-\u001f\u007f-\u009f]/g, "").toUpperCase();

/** The node keys and the revoked pseudonyms: fresh ones if there is a network, else those kept. */
export async function keys() {
  try {
    const ask = async (path) => {
      const answer = await fetch(path);
      if (!answer.ok) throw new Error(path);
      return answer.json();
    };
    const [{ keys }, { revoked }] = await Promise.all([ask("/codes/keys.json"), ask("/codes/revoked.json")]);
    await keysDrawer.put("keys", { keys, revoked });
  } catch {} // what is kept is used
  return (await keysDrawer.get("keys")) ?? { keys: [], revoked: [] };
}

/** Takes a code apart, or refuses what is not letter for letter a code. */
function apart(text) {
  const bytes = /^BY1[A-Z2-7]{304}$/.test(text) && unbase32(text.slice(3));
  const good =
    bytes && bytes[0] === 1 && long(bytes.slice(17, 50)) && spelled(bytes.slice(58, 122)) && spelled(bytes.slice(126));
  if (!good) throw new Refused("code.malformed");
  const view = new DataView(bytes.buffer);
  return {
    bytes,
    id: hex(bytes.slice(1, 17)),
    phone: bytes.slice(17, 50),
    until: view.getUint32(50) * 1e6,
    node: hex(bytes.slice(54, 58)),
    step: view.getUint32(122),
  };
}

/** Verifies at a moment in microseconds: the pseudonym and the half minute, or `Refused`. */
export async function verify(text, { keys, revoked = [] }, now) {
  const code = apart(text);
  const { bytes } = code;
  const node = keys.find((key) => key.id === code.node && key.from - WINDOW <= now && now < key.until);
  if (!node) throw new Refused("code.unknown_key");
  const certificate = concat(CERTIFICATE_WORDS, bytes.slice(0, 58));
  if (!(await signed(unhex(node.public), certificate, bytes.slice(58, 122)))) throw new Refused("code.forged_certificate");
  if (!(await signed(code.phone, concat(CODE_WORDS, bytes.slice(0, 126)), bytes.slice(126)))) throw new Refused("code.forged");
  if (now >= code.until) throw new Refused("code.expired");
  const late = now - code.step * STEP * 1000;
  if (late > WINDOW) throw new Refused("code.too_old");
  if (late < -WINDOW) throw new Refused("code.future");
  if (revoked.includes(code.id)) throw new Refused("code.revoked");
  return { code_id: code.id, step: code.step };
}
