import { hkdf } from "@noble/hashes/hkdf.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { portableCrypto, type NoiseCrypto } from "./noise-crypto.ts";
import { ProtocolFault } from "./pipe.ts";

/**
 * Noise_XXpsk3_25519_ChaChaPoly_SHA256, after "The Noise Protocol Framework", revision 34 (Perrin 2018): both sides prove
 * their static keys to each other under a key that both had before, and a listener learns neither.
 *
 *     -> e
 *     <- e, ee, s, es
 *     -> s, se, psk
 */

const PROTOCOL = "Noise_XXpsk3_25519_ChaChaPoly_SHA256";

/** Bytes of a key, public or secret, and of a hash. */
export const KEY_BYTES = 32;
/** Bytes by which a sealed text is longer. */
export const TAG_BYTES = 16;

const NONE = new Uint8Array(0);

/** A key pair of X25519, 32 bytes each. */
export interface KeyPair {
  readonly secretKey: Uint8Array;
  readonly publicKey: Uint8Array;
}

/** The key pair of a secret of 32 random bytes. */
export function keyPair(secretKey: Uint8Array, crypto: NoiseCrypto = portableCrypto): KeyPair {
  return { secretKey, publicKey: crypto.publicKey(secretKey) };
}

/** Seals and opens texts one after another under one key; a text opens only in its turn. */
export class CipherState {
  readonly #crypto: NoiseCrypto;
  #key: Uint8Array;
  #count = 0;

  constructor(key: Uint8Array, crypto: NoiseCrypto = portableCrypto) {
    this.#key = key;
    this.#crypto = crypto;
  }

  /** Texts sealed or opened so far under this key. */
  get count(): number {
    return this.#count;
  }

  /** The text sealed, with its tag; `ad` is bound to it. */
  seal(text: Uint8Array, ad: Uint8Array = NONE): Uint8Array {
    return this.#crypto.seal(this.#key, nonce(this.#count++), ad, text);
  }

  /** The text of what was sealed. Throws ProtocolFault for anything else, and then does not move on. */
  open(sealed: Uint8Array, ad: Uint8Array = NONE): Uint8Array {
    if (sealed.length < TAG_BYTES) throw new ProtocolFault("A sealed packet is too short.");
    try {
      const text = this.#crypto.open(this.#key, nonce(this.#count), ad, sealed);
      this.#count++;
      return text;
    } catch {
      throw new ProtocolFault("A sealed packet is not the next one of the other side.");
    }
  }

  /** Replaces the key by one that does not lead back to it (section 4.2), and counts anew. */
  rekey(): void {
    const last = new Uint8Array(12);
    last.fill(0xff, 4);
    this.#key = this.#crypto.seal(this.#key, last, NONE, new Uint8Array(KEY_BYTES)).slice(0, KEY_BYTES);
    this.#count = 0;
  }
}

/** 96 bits: 32 of zeros and the count, little endian. */
function nonce(count: number): Uint8Array {
  const bytes = new Uint8Array(12);
  new DataView(bytes.buffer).setBigUint64(4, BigInt(count), true);
  return bytes;
}

/** What both sides have agreed on so far: section 5.2. */
class SymmetricState {
  readonly #crypto: NoiseCrypto;
  #chain: Uint8Array;
  #hash: Uint8Array;
  #cipher: CipherState | null = null;

  constructor(prologue: Uint8Array, crypto: NoiseCrypto) {
    this.#crypto = crypto;
    // The name is longer than a hash, and is hashed itself.
    this.#hash = sha256(new TextEncoder().encode(PROTOCOL));
    this.#chain = this.#hash;
    this.mixHash(prologue);
  }

  get hash(): Uint8Array {
    return this.#hash;
  }

  mixHash(data: Uint8Array): void {
    this.#hash = sha256(concat(this.#hash, data));
  }

  mixKey(input: Uint8Array): void {
    const [chain, key] = derive(this.#chain, input, 2);
    this.#chain = chain as Uint8Array;
    this.#cipher = new CipherState(key as Uint8Array, this.#crypto);
  }

  mixKeyAndHash(input: Uint8Array): void {
    const [chain, hash, key] = derive(this.#chain, input, 3);
    this.#chain = chain as Uint8Array;
    this.mixHash(hash as Uint8Array);
    this.#cipher = new CipherState(key as Uint8Array, this.#crypto);
  }

  seal(text: Uint8Array): Uint8Array {
    const sealed = this.#cipher === null ? text : this.#cipher.seal(text, this.#hash);
    this.mixHash(sealed);
    return sealed;
  }

  open(sealed: Uint8Array): Uint8Array {
    const text = this.#cipher === null ? sealed : this.#cipher.open(sealed, this.#hash);
    this.mixHash(sealed);
    return text;
  }

  split(): [CipherState, CipherState] {
    const [first, second] = derive(this.#chain, NONE, 2);
    return [
      new CipherState(first as Uint8Array, this.#crypto),
      new CipherState(second as Uint8Array, this.#crypto),
    ];
  }
}

function derive(chain: Uint8Array, input: Uint8Array, outputs: 2 | 3): Uint8Array[] {
  const all = hkdf(sha256, input, chain, NONE, outputs * KEY_BYTES);
  return Array.from({ length: outputs }, (_, at) => all.slice(at * KEY_BYTES, (at + 1) * KEY_BYTES));
}

/** What a finished handshake gives. */
export interface NoiseSession {
  readonly remoteKey: Uint8Array;
  /** The same on both sides and on no others: names this session. */
  readonly hash: Uint8Array;
  readonly sending: CipherState;
  readonly receiving: CipherState;
}

export interface HandshakeOptions {
  readonly initiator: boolean;
  /** What both must agree on without sending it: another prologue, and the handshake fails. */
  readonly prologue: Uint8Array;
  /** 32 bytes that both had before. */
  readonly psk: Uint8Array;
  readonly staticKey: KeyPair;
  /** Fresh for each handshake. */
  readonly ephemeralKey: KeyPair;
  /** The portable one where nothing is said. */
  readonly crypto?: NoiseCrypto | undefined;
}

type Token = "e" | "s" | "ee" | "es" | "se" | "psk";
const PATTERN: readonly (readonly Token[])[] = [["e"], ["e", "ee", "s", "es"], ["s", "se", "psk"]];

/** One side of a handshake: `write` and `read` in turn, beginning with the initiator's write; three messages in all. */
export class Handshake {
  readonly #options: HandshakeOptions;
  readonly #crypto: NoiseCrypto;
  readonly #symmetric: SymmetricState;
  #remoteEphemeral: Uint8Array = NONE;
  #remoteStatic: Uint8Array = NONE;
  #step = 0;

  constructor(options: HandshakeOptions) {
    if (options.psk.length !== KEY_BYTES) throw new RangeError(`A pre-shared key has ${KEY_BYTES} bytes.`);
    this.#options = options;
    this.#crypto = options.crypto ?? portableCrypto;
    this.#symmetric = new SymmetricState(options.prologue, this.#crypto);
  }

  /** True when it is this side's turn to write. */
  get writes(): boolean {
    return this.#step < PATTERN.length && (this.#step % 2 === 0) === this.#options.initiator;
  }

  get finished(): boolean {
    return this.#step === PATTERN.length;
  }

  /** The next message with a payload; that of the first message is open to everybody. */
  write(payload: Uint8Array): Uint8Array {
    if (!this.writes) throw new Error("It is the other side's turn.");
    const { staticKey, ephemeralKey } = this.#options;
    const parts: Uint8Array[] = [];
    for (const token of PATTERN[this.#step] as readonly Token[]) {
      if (token === "e") {
        parts.push(ephemeralKey.publicKey);
        this.#mixEphemeral(ephemeralKey.publicKey);
      } else if (token === "s") parts.push(this.#symmetric.seal(staticKey.publicKey));
      else this.#mix(token);
    }
    parts.push(this.#symmetric.seal(payload));
    this.#step++;
    return concat(...parts);
  }

  /** The payload of the other side's message. Throws ProtocolFault ("authentication") for one that does not fit. */
  read(message: Uint8Array): Uint8Array {
    if (this.writes || this.finished) throw new ProtocolFault("A handshake message came out of turn.");
    let at = 0;
    const take = (length: number): Uint8Array => {
      if (at + length > message.length)
        throw new ProtocolFault("A handshake message is too short.", "authentication");
      return message.slice(at, (at += length));
    };
    try {
      for (const token of PATTERN[this.#step] as readonly Token[]) {
        if (token === "e") {
          this.#remoteEphemeral = take(KEY_BYTES);
          this.#mixEphemeral(this.#remoteEphemeral);
        } else if (token === "s") this.#remoteStatic = this.#symmetric.open(take(KEY_BYTES + TAG_BYTES));
        else this.#mix(token);
      }
      const payload = this.#symmetric.open(message.slice(at));
      this.#step++;
      return payload;
    } catch (error) {
      if (error instanceof ProtocolFault && error.code === "authentication") throw error;
      // Another pre-shared key, another prologue: they look alike, and are told alike.
      throw new ProtocolFault("The handshake does not fit this side's keys.", "authentication");
    }
  }

  /** The session of a finished handshake. */
  session(): NoiseSession {
    if (!this.finished) throw new Error("The handshake is not finished.");
    const [first, second] = this.#symmetric.split();
    const [sending, receiving] = this.#options.initiator ? [first, second] : [second, first];
    return { remoteKey: this.#remoteStatic, hash: this.#symmetric.hash, sending, receiving };
  }

  /** With a pre-shared key an ephemeral key is mixed into the key as well (section 9.2). */
  #mixEphemeral(key: Uint8Array): void {
    this.#symmetric.mixHash(key);
    this.#symmetric.mixKey(key);
  }

  #mix(token: Exclude<Token, "e" | "s">): void {
    if (token === "psk") {
      this.#symmetric.mixKeyAndHash(this.#options.psk);
      return;
    }
    const { initiator, staticKey, ephemeralKey } = this.#options;
    // The first letter is the initiator's key, the second the responder's.
    const mine = token[initiator ? 0 : 1] === "s" ? staticKey : ephemeralKey;
    const theirs = token[initiator ? 1 : 0] === "s" ? this.#remoteStatic : this.#remoteEphemeral;
    let shared: Uint8Array;
    try {
      shared = this.#crypto.sharedSecret(mine.secretKey, theirs);
    } catch {
      // Of low order: the secret would be the same for everybody.
      throw new ProtocolFault("A key of the other side is none.", "authentication");
    }
    this.#symmetric.mixKey(shared);
  }
}

function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
