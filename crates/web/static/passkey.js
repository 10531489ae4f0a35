// A form with data-passkey asks the browser for a passkey, fills in what it says, and is sent.

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const hex = (digits) => Uint8Array.from(digits.match(/../g) ?? [], (pair) => parseInt(pair, 16));

const make = async ({ challenge, account, login, brand }) => {
  const made = await navigator.credentials.create({
    publicKey: {
      challenge: bytes(challenge),
      rp: { name: brand },
      user: { id: hex(account), name: login, displayName: login },
      pubKeyCredParams: [{ type: "public-key", alg: -7 }],
      authenticatorSelection: { userVerification: "required", residentKey: "discouraged" },
      timeout: 240_000,
    },
  });
  const { response } = made;
  return {
    credential: text(made.rawId),
    client: text(response.clientDataJSON),
    data: text(response.getAuthenticatorData()),
    public_key: text(response.getPublicKey()),
  };
};

const show = async ({ challenge, allow }) => {
  const shown = await navigator.credentials.get({
    publicKey: {
      challenge: bytes(challenge),
      allowCredentials: allow.split(" ").map((id) => ({ type: "public-key", id: bytes(id) })),
      userVerification: "required",
      timeout: 240_000,
    },
  });
  const { response } = shown;
  return {
    credential: text(shown.rawId),
    client: text(response.clientDataJSON),
    data: text(response.authenticatorData),
    signature: text(response.signature),
  };
};

for (const form of document.querySelectorAll("form[data-passkey]")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    event.stopPropagation();
    const failed = form.querySelector("[data-passkey-failed]");
    failed.hidden = true;
    try {
      const answer = await (form.dataset.passkey === "create" ? make : show)(form.dataset);
      for (const [name, value] of Object.entries(answer)) form.elements[name].value = value;
      form.submit();
    } catch {
      failed.hidden = false; // cancelled, or none here; the person may press again
    }
  });
}
