import { fc } from "#test/builders/properties.ts";
import { describe, expect, it } from "vitest";
import { Handshake, keyPair, TAG_BYTES } from "#shared/sync/noise.ts";
import { portableCrypto } from "#shared/sync/noise-crypto.ts";
import { nodeCrypto } from "./node-crypto.ts";

const key = fc.uint8Array({ minLength: 32, maxLength: 32 });
const nonce = fc.uint8Array({ minLength: 12, maxLength: 12 });
const text = fc.uint8Array({ maxLength: 300 });
const RUNS = { numRuns: 60 };

/** u-coordinates of low order, after RFC 7748 and "May the Fourth Be With You" (Cremers, Jackson 2019), little endian. */
const LOW_ORDER = [
  "0000000000000000000000000000000000000000000000000000000000000000",
  "0100000000000000000000000000000000000000000000000000000000000000",
  "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
  "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
  "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
].map((hex) => Uint8Array.from(Buffer.from(hex, "hex")));

describe("the cryptography of Node", () => {
  it("agrees on the same keys as the portable one", () => {
    fc.assert(
      fc.property(key, key, (mine, theirs) => {
        const other = portableCrypto.publicKey(theirs);
        expect(nodeCrypto.publicKey(theirs)).toEqual(other);
        expect(nodeCrypto.sharedSecret(mine, other)).toEqual(portableCrypto.sharedSecret(mine, other));
      }),
      RUNS,
    );
  });

  it("refuses keys of low order, as the portable one does", () => {
    for (const crypto of [nodeCrypto, portableCrypto])
      for (const low of LOW_ORDER)
        expect(() => crypto.sharedSecret(new Uint8Array(32).fill(9), low)).toThrow();
  });

  it("seals the same bytes, opens what the other sealed, and nothing that was changed", () => {
    fc.assert(
      fc.property(key, nonce, text, text, fc.nat(), (secret, once, ad, plain, at) => {
        const sealed = nodeCrypto.seal(secret, once, ad, plain);
        expect(sealed).toEqual(portableCrypto.seal(secret, once, ad, plain));
        expect(sealed.length).toBe(plain.length + TAG_BYTES);
        expect(nodeCrypto.open(secret, once, ad, sealed)).toEqual(plain);
        const changed = sealed.slice();
        changed[at % changed.length] = (changed[at % changed.length] as number) ^ 1;
        expect(() => nodeCrypto.open(secret, once, ad, changed)).toThrow();
        expect(() => nodeCrypto.open(secret, once, Uint8Array.of(...ad, 0), sealed)).toThrow();
      }),
      RUNS,
    );
  });

  it("shakes hands with the portable one, whoever begins", () => {
    const psk = new Uint8Array(32).fill(5);
    for (const node of [0, 1]) {
      const [one, other] = [0, 1].map((at) => {
        const crypto = at === node ? nodeCrypto : portableCrypto;
        const pair = (fill: number) => keyPair(new Uint8Array(32).fill(fill + at), crypto);
        const keys = { staticKey: pair(10), ephemeralKey: pair(20) };
        return new Handshake({ initiator: at === 0, prologue: psk, psk, ...keys, crypto });
      }) as [Handshake, Handshake];
      const said = Uint8Array.of(1, 2, 3);
      expect(other.read(one.write(said))).toEqual(said);
      expect(one.read(other.write(said))).toEqual(said);
      expect(other.read(one.write(said))).toEqual(said);
      const [sends, hears] = [one.session(), other.session()];
      for (let turn = 0; turn < 3; turn++) {
        expect(hears.receiving.open(sends.sending.seal(said))).toEqual(said);
        expect(sends.receiving.open(hears.sending.seal(said))).toEqual(said);
        sends.sending.rekey();
        hears.receiving.rekey();
      }
    }
  });
});
