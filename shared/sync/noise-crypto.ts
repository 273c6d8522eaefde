import { chacha20poly1305 } from "@noble/ciphers/chacha.js";
import { x25519 } from "@noble/curves/ed25519.js";

/**
 * What Noise needs of cryptography. The portable kind runs wherever JavaScript does; a shell that has the same in native code
 * passes that in. Both give the same bytes.
 */
export interface NoiseCrypto {
  /** The public X25519 key of a secret, 32 bytes each. */
  publicKey(secretKey: Uint8Array): Uint8Array;
  /** What the two keys share, 32 bytes. Throws for a public key of low order, with which that would be the same for everybody. */
  sharedSecret(secretKey: Uint8Array, publicKey: Uint8Array): Uint8Array;
  /** A text sealed by ChaCha20-Poly1305 with its tag behind it; `nonce` has 12 bytes, `ad` is bound to it. */
  seal(key: Uint8Array, nonce: Uint8Array, ad: Uint8Array, text: Uint8Array): Uint8Array;
  /** The text of what was sealed so, which has a tag at least. Throws for anything else. */
  open(key: Uint8Array, nonce: Uint8Array, ad: Uint8Array, sealed: Uint8Array): Uint8Array;
}

/** In JavaScript alone. */
export const portableCrypto: NoiseCrypto = {
  publicKey: (secretKey) => x25519.getPublicKey(secretKey),
  sharedSecret: (secretKey, publicKey) => x25519.getSharedSecret(secretKey, publicKey),
  seal: (key, nonce, ad, text) => chacha20poly1305(key, nonce, ad).encrypt(text),
  open: (key, nonce, ad, sealed) => chacha20poly1305(key, nonce, ad).decrypt(sealed),
};
