import { ed25519 } from "@noble/curves/ed25519.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { sixWords } from "#shared/lib/six-words.ts";
import { KEY_BYTES, type KeyPair } from "./noise.ts";
import { ProtocolFault } from "./pipe.ts";

/** The one key pair of a device: Ed25519, and the X25519 pair that follows from it. */
export interface DeviceKey {
  /** The public key, 32 bytes: what others know the device by. */
  readonly key: Uint8Array;
  /** 32 bytes that never leave the device. */
  readonly secret: Uint8Array;
  /** The static key pair of its handshakes. */
  readonly noise: KeyPair;
}

/** Signs in a device's name; passed in, because the secret need not be where the rules run. */
export interface Signer {
  /** The device's public key, 32 bytes. */
  readonly key: Uint8Array;
  /** The Ed25519 signature, 64 bytes. */
  sign(message: Uint8Array): Uint8Array;
}

/** Bytes of a signature. */
export const SIGNATURE_BYTES = 64;

const FINGERPRINT = "tatami device 1";

/** The key pair of a secret of 32 random bytes. */
export function deviceKey(secret: Uint8Array): DeviceKey {
  const key = ed25519.getPublicKey(secret);
  const secretKey = ed25519.utils.toMontgomerySecret(secret);
  return { key, secret, noise: { secretKey, publicKey: ed25519.utils.toMontgomery(key) } };
}

/** What signs with a device's own secret. */
export function signerOf({ key, secret }: DeviceKey): Signer {
  return { key, sign: (message) => ed25519.sign(message, secret) };
}

/** Whether a device has signed a message. False, too, for keys and signatures that are none. */
export function signedBy(key: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  try {
    // Strictly after RFC 8032: keys of low order, which "sign" anything, and second spellings of a point are no keys.
    return ed25519.verify(signature, message, key, { zip215: false });
  } catch {
    return false;
  }
}

/**
 * The X25519 key that a device proves in a handshake, 32 bytes, from its public key. Throws ProtocolFault
 * ("authentication") for a key that is no point, of low order, or has a part of low order: such a one has twins.
 */
export function noiseKeyOf(publicKey: Uint8Array): Uint8Array {
  if (isKey(publicKey)) return ed25519.utils.toMontgomery(publicKey);
  throw new ProtocolFault("A device's key is none.", "authentication");
}

function isKey(publicKey: Uint8Array): boolean {
  if (publicKey.length !== KEY_BYTES) return false;
  try {
    const point = ed25519.Point.fromBytes(publicKey);
    return !point.isSmallOrder() && point.isTorsionFree();
  } catch {
    return false;
  }
}

/** Six words for a device's public key, 66 bits of its hash: what two people compare aloud. */
export function fingerprint(publicKey: Uint8Array): readonly string[] {
  const prefix = new TextEncoder().encode(FINGERPRINT);
  return sixWords(sha256(Uint8Array.of(...prefix, ...publicKey)));
}
