import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  getCiphers,
} from "node:crypto";
import { TAG_BYTES } from "#shared/sync/noise.ts";
import { portableCrypto, type NoiseCrypto } from "#shared/sync/noise-crypto.ts";

/** What stands before the 32 bytes of an X25519 key in DER: RFC 8410, sections 4 and 7. */
const PUBLIC = Buffer.from("302a300506032b656e032100", "hex");
const SECRET = Buffer.from("302e020100300506032b656e04220420", "hex");

const CIPHER = "chacha20-poly1305";

const secretObject = (key: Uint8Array) =>
  createPrivateKey({ key: Buffer.concat([SECRET, key]), format: "der", type: "pkcs8" });

const agreement: Pick<NoiseCrypto, "publicKey" | "sharedSecret"> = {
  publicKey(secretKey) {
    const bytes = createPublicKey(secretObject(secretKey)).export({ format: "der", type: "spki" });
    return Uint8Array.from(bytes.subarray(PUBLIC.length));
  },
  sharedSecret(secretKey, publicKey) {
    const shared = diffieHellman({
      privateKey: secretObject(secretKey),
      publicKey: createPublicKey({ key: Buffer.concat([PUBLIC, publicKey]), format: "der", type: "spki" }),
    });
    // OpenSSL refuses it by itself; of BoringSSL nothing is taken on trust.
    if (shared.every((byte) => byte === 0)) throw new Error("The other side's key is of low order.");
    return Uint8Array.from(shared);
  },
};

const sealing: Pick<NoiseCrypto, "seal" | "open"> = {
  seal(key, nonce, ad, text) {
    const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
    cipher.setAAD(ad, { plaintextLength: text.length });
    const sealed = new Uint8Array(text.length + TAG_BYTES);
    sealed.set(cipher.update(text));
    cipher.final();
    sealed.set(cipher.getAuthTag(), text.length);
    return sealed;
  },
  open(key, nonce, ad, sealed) {
    const length = sealed.length - TAG_BYTES;
    const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(ad, { plaintextLength: length });
    decipher.setAuthTag(sealed.subarray(length));
    const text = Uint8Array.from(decipher.update(sealed.subarray(0, length)));
    decipher.final();
    return text;
  },
};

/**
 * OpenSSL's, where this Node has it: a session takes a sixth of the time, a packet a quarter (docs/benchmarks.md). Electron's
 * BoringSSL has X25519 and not the cipher.
 */
export const nodeCrypto: NoiseCrypto = {
  ...agreement,
  ...(getCiphers().includes(CIPHER) ? sealing : { seal: portableCrypto.seal, open: portableCrypto.open }),
};
