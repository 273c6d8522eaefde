import { describe, expect, it } from "vitest";
import { CipherState, Handshake, keyPair } from "./noise.ts";
import { ProtocolFault } from "./pipe.ts";

const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, "hex"));
const hex = (data: Uint8Array): string => Buffer.from(data).toString("hex");

/**
 * The published vector of Noise_XXpsk3_25519_ChaChaPoly_SHA256, from the collection of the Haskell library cacophony,
 * which the Noise project's implementations test against: payload and what must be on the wire, by turns.
 */
const VECTOR = {
  prologue: "4a6f686e2047616c74",
  psk: "54686973206973206d7920417573747269616e20706572737065637469766521",
  initiator: {
    static: "e61ef9919cde45dd5f82166404bd08e38bceb5dfdfded0a34c8df7ed542214d1",
    ephemeral: "893e28b9dc6ca8d611ab664754b8ceb7bac5117349a4439a6b0569da977c464a",
  },
  responder: {
    static: "4a3acbfdb163dec651dfa3194dece676d437029c62a408b4c5ea9114246e4893",
    ephemeral: "bbdb4cdbd309f1a1f2e1456967fe288cadd6f712d65dc7b7793d5e63da6b375b",
  },
  hash: "a477edf6a131bbdb54707f6ea30eab6cd935d9b560f0e5fd1f053a95a99669fb",
  messages: [
    [
      "4c756477696720766f6e204d69736573",
      "ca35def5ae56cec33dc2036731ab14896bc4c75dbb07a61f879f8e3afa4c7944c9f5ff0e8079630cb7e270c20bbf480821b77a384a645c71a2fd9b3db1c16a5f",
    ],
    [
      "4d757272617920526f746862617264",
      "95ebc60d2b1fa672c1f46a8aa265ef51bfe38e7ccb39ec5be34069f144808843b123def17f71e6ae8e57e0e1dec5949c5f7415c6f33517398747d821a06dc23ad430aa1fd7381d46195c378a819fd574425462cbb2d4ca339e738a0b7001dc91423fbf55a99af0c6f1df21012ceb2f",
    ],
    [
      "462e20412e20486179656b",
      "52187316111b118d4c060364f7b975dc0809b2590779aff2d63113c564f11744493384db7bf32d5ae6686df6ab06d508d2e07caaf1d6afc010b978735fc78900e71ae1d314130d042e729a",
    ],
    ["4361726c204d656e676572", "eaedc672d4c21e0e2955758756fb98f194c4e90d5deb5b6cf30b27"],
    [
      "4a65616e2d426170746973746520536179",
      "522d543c5fe799d09a3d9da7ff54d0dc03c8af1dc7751d2ff708339d2290943e98",
    ],
    [
      "457567656e2042f6686d20766f6e2042617765726b",
      "7d4e2c3873eef6a213b04e72f9df60a91666072d3544c5d96c34a09e2329b5030bee796741",
    ],
  ],
} as const;

function side(initiator: boolean, change: { psk?: Uint8Array; prologue?: Uint8Array } = {}): Handshake {
  const keys = initiator ? VECTOR.initiator : VECTOR.responder;
  return new Handshake({
    initiator,
    prologue: change.prologue ?? bytes(VECTOR.prologue),
    psk: change.psk ?? bytes(VECTOR.psk),
    staticKey: keyPair(bytes(keys.static)),
    ephemeralKey: keyPair(bytes(keys.ephemeral)),
  });
}

/** Runs the handshake up to the message that fails; answers how many were read. */
function run(initiator: Handshake, responder: Handshake): number {
  const sides = [initiator, responder];
  for (let turn = 0; turn < 3; turn++) {
    const message = sides[turn % 2]?.write(bytes("00")) as Uint8Array;
    try {
      sides[(turn + 1) % 2]?.read(message);
    } catch (error) {
      expect(error).toBeInstanceOf(ProtocolFault);
      expect((error as ProtocolFault).code).toBe("authentication");
      return turn;
    }
  }
  return 3;
}

describe("the handshake", () => {
  it("S-301 writes and reads the published vector, to the byte", () => {
    const initiator = side(true);
    const responder = side(false);
    const turns = VECTOR.messages.map(([payload, wire]) => [bytes(payload), wire] as const);
    for (const [at, [payload, wire]] of turns.slice(0, 3).entries()) {
      const [writer, reader] = at % 2 === 0 ? [initiator, responder] : [responder, initiator];
      const message = writer.write(payload);
      expect(hex(message)).toBe(wire);
      expect(reader.read(message)).toEqual(payload);
    }
    const [one, other] = [initiator.session(), responder.session()];
    expect(hex(one.hash)).toBe(VECTOR.hash);
    expect(one.hash).toEqual(other.hash);
    expect(one.remoteKey).toEqual(keyPair(bytes(VECTOR.responder.static)).publicKey);
    expect(other.remoteKey).toEqual(keyPair(bytes(VECTOR.initiator.static)).publicKey);
    for (const [at, [payload, wire]] of turns.slice(3).entries()) {
      // The turns go on: the fourth message is the responder's.
      const [sender, receiver] = at % 2 === 1 ? [one, other] : [other, one];
      const sealed = sender.sending.seal(payload);
      expect(hex(sealed)).toBe(wire);
      expect(receiver.receiving.open(sealed)).toEqual(payload);
    }
  });

  it("S-303 ends at its last message with another pre-shared key, at its second with another prologue", () => {
    expect(run(side(true), side(false))).toBe(3);
    expect(run(side(true), side(false, { psk: new Uint8Array(32) }))).toBeLessThan(3);
    expect(run(side(true), side(false, { prologue: bytes("00") }))).toBeLessThan(3);
  });

  it("S-303 takes no key of low order", () => {
    // The points of small order on Curve25519: RFC 7748, section 6, says what they lead to.
    const low = [
      "0000000000000000000000000000000000000000000000000000000000000000",
      "0100000000000000000000000000000000000000000000000000000000000000",
      "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
      "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
      "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    ];
    for (const key of low) {
      const responder = side(false);
      const first = side(true).write(new Uint8Array(0));
      // Written with the hostile key in place of its own: what follows is sealed under what everybody can compute.
      const hostile = Uint8Array.of(...bytes(key), ...first.subarray(32));
      expect(() => {
        responder.read(hostile);
        responder.write(new Uint8Array(0));
      }).toThrow(ProtocolFault);
    }
  });

  it("ends with a typed fault for every message that was changed or cut, and never goes on", () => {
    for (const turn of [0, 1, 2]) {
      for (let place = 0; place < 100; place += 5) {
        const sides = [side(true), side(false)];
        let failed = false;
        for (let at = 0; at < 3 && !failed; at++) {
          const message = sides[at % 2]?.write(bytes("0102")) as Uint8Array;
          if (at === turn) message[place % message.length] = (message[place % message.length] as number) ^ 1;
          try {
            sides[(at + 1) % 2]?.read(message);
          } catch (error) {
            expect(error).toBeInstanceOf(ProtocolFault);
            failed = true;
          }
        }
        expect(failed).toBe(true);
      }
    }
    expect(() => side(false).read(new Uint8Array(10))).toThrow(ProtocolFault);
    expect(() => side(true).read(new Uint8Array(100))).toThrow(ProtocolFault);
  });
});

describe("sealed texts", () => {
  it("S-305 open in their turn only, and a wrong one costs nothing", () => {
    const key = new Uint8Array(32).fill(7);
    const [sealing, opening] = [new CipherState(key), new CipherState(key)];
    const texts = [bytes("01"), bytes("02"), bytes("03")];
    const sealed = texts.map((text) => sealing.seal(text));
    expect(() => opening.open(sealed[1] as Uint8Array)).toThrow(ProtocolFault);
    expect(opening.open(sealed[0] as Uint8Array)).toEqual(texts[0]);
    expect(() => opening.open(sealed[0] as Uint8Array)).toThrow(ProtocolFault);
    expect(opening.open(sealed[1] as Uint8Array)).toEqual(texts[1]);
    expect(() => opening.open(new Uint8Array(3))).toThrow(ProtocolFault);
  });

  it("S-308 go on under a new key, that no longer opens what the old one sealed", () => {
    const key = new Uint8Array(32).fill(7);
    const [sealing, opening, late] = [new CipherState(key), new CipherState(key), new CipherState(key)];
    const before = sealing.seal(bytes("01"));
    opening.open(before);
    for (const one of [sealing, opening]) one.rekey();
    expect(opening.open(sealing.seal(bytes("02")))).toEqual(bytes("02"));
    late.rekey();
    expect(() => late.open(before)).toThrow(ProtocolFault);
  });
});
