import { ed25519, x25519 } from "@noble/curves/ed25519.js";
import { createPrivateKey, createPublicKey, sign, verify } from "node:crypto";
import { describe, expect, it } from "vitest";
import { channels } from "#test/builders/secure-channels.ts";
import { deviceKey, fingerprint, noiseKeyOf, signedBy, signerOf } from "./device-key.ts";

const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, "hex"));
const secret = (fill: number): Uint8Array => new Uint8Array(32).fill(fill);
const MESSAGE = new TextEncoder().encode("a message");

/** Points of order 1, 2, 4 and 8, and what is no point at all. */
const NO_KEYS = [
  ["the neutral point", `01${"00".repeat(31)}`],
  ["a point of order 2", `ec${"ff".repeat(30)}7f`],
  ["a point of order 4", "00".repeat(32)],
  ["a point of order 8", "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"],
  ["another spelling of a point", `ee${"ff".repeat(30)}7f`],
  ["no point", `02${"00".repeat(31)}`],
  ["too short", "02".repeat(31)],
] as const;

describe("a device's key", () => {
  it("is that of RFC 8032, 7.1", () => {
    const { key } = deviceKey(hex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"));
    expect(key).toEqual(hex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"));
  });

  it("gives a pair of X25519, the public half of which anybody can tell from the device's public key", () => {
    for (let fill = 1; fill < 20; fill++) {
      const { key, noise } = deviceKey(secret(fill));
      expect(x25519.getPublicKey(noise.secretKey)).toEqual(noise.publicKey);
      expect(noiseKeyOf(key)).toEqual(noise.publicKey);
    }
  });

  it("proves itself in a handshake", () => {
    const [one, other] = [deviceKey(secret(1)), deviceKey(secret(2))];
    const { sides, time } = channels({ changes: [{ staticKey: one.noise }, { staticKey: other.noise }] });
    time.advance(100);
    expect(sides[0].opened[0]?.key).toEqual(noiseKeyOf(other.key));
    expect(sides[1].opened[0]?.key).toEqual(noiseKeyOf(one.key));
  });

  it("signs as Node does", () => {
    const device = deviceKey(secret(7));
    const pkcs8 = Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), device.secret]);
    const nodeKey = createPrivateKey({ key: pkcs8, format: "der", type: "pkcs8" });
    const signature = signerOf(device).sign(MESSAGE);
    expect(Buffer.from(signature)).toEqual(sign(null, MESSAGE, nodeKey));
    expect(verify(null, MESSAGE, createPublicKey(nodeKey), signature)).toBe(true);
    expect(signedBy(device.key, MESSAGE, signature)).toBe(true);
  });
});

describe("what is none", () => {
  it.each(NO_KEYS)("%s is refused with a typed error", (_, key) => {
    expect(() => noiseKeyOf(hex(key))).toThrow(expect.objectContaining({ code: "authentication" }));
  });

  it("a key with a part of low order, which would be a twin, is refused", () => {
    const order8 = ed25519.Point.fromBytes(hex(NO_KEYS[3][1]));
    const twin = ed25519.Point.fromBytes(deviceKey(secret(1)).key)
      .add(order8)
      .toBytes();
    expect(() => noiseKeyOf(twin)).toThrow("none");
  });

  it.each(NO_KEYS)("%s has signed nothing", (_, key) => {
    // The signature that a key of low order would have for every message: R the neutral point, s zero.
    const signature = hex(`01${"00".repeat(63)}`);
    expect(signedBy(hex(key), MESSAGE, signature)).toBe(false);
  });

  it("a signature of another, of something else, changed or cut is none", () => {
    const device = deviceKey(secret(7));
    const signature = signerOf(device).sign(MESSAGE);
    expect(signedBy(deviceKey(secret(8)).key, MESSAGE, signature)).toBe(false);
    expect(signedBy(device.key, MESSAGE.subarray(1), signature)).toBe(false);
    expect(signedBy(device.key, MESSAGE, signature.subarray(1))).toBe(false);
    for (const at of [0, 40, 63]) {
      const changed = signature.slice();
      changed[at] = (changed[at] as number) ^ 1;
      expect(signedBy(device.key, MESSAGE, changed)).toBe(false);
    }
  });
});

it("a fingerprint is six words, the same everywhere, and another for another device", () => {
  const words = fingerprint(deviceKey(secret(1)).key);
  expect(words).toHaveLength(6);
  expect(words.join(" ")).toMatchInlineSnapshot(`"hidden help slogan dust pole autumn"`);
  expect(fingerprint(deviceKey(secret(2)).key)).not.toEqual(words);
});
