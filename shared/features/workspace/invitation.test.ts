import { hkdfSync } from "node:crypto";
import { fc } from "#test/builders/properties.ts";
import { describe, expect, it } from "vitest";
import { ROOM } from "#test/builders/members.ts";
import { seededBytes } from "#test/builders/secure-channels.ts";
import {
  INVITATION_PROLOGUE,
  invitationKeys,
  isReason,
  newLinkSecret,
  newWordSecret,
  readInvitation,
  roomKeys,
  roomPrologue,
  writeLink,
  type ReadInvitation,
} from "./invitation.ts";

const SECRET = new Uint8Array(16).fill(7);
const HOME = "ws://192.168.0.7:4444";
const LINK = writeLink(SECRET, [HOME, "wss://signal.example.org/tatami"]);
const WORDS = ["abandon", "ability", "zoo", "zebra", "army", "arrow"];

function read(text: string): ReadInvitation {
  const found = readInvitation(text);
  if (isReason(found)) throw new Error(found.id);
  return found;
}

const why = (text: string): unknown => {
  const found = readInvitation(text);
  return isReason(found) ? found : null;
};

describe("a link", () => {
  it("S-702 is read as it was written, with whatever stands around it", () => {
    for (const text of [LINK, ` ${LINK}\n`, `Come in: <${LINK}>!`, `"${LINK}", it says. More.`, `(${LINK}).`])
      expect(read(text)).toEqual({
        secret: { kind: "link", bytes: SECRET },
        addresses: [HOME, "wss://signal.example.org/tatami"],
      });
    expect(read(LINK.replace("tatami://join#", "TATAMI://join/#")).addresses).toHaveLength(2);
    expect(read(writeLink(SECRET, [])).addresses).toEqual([]);
  });

  it("S-702 that was cut anywhere, or changed in its parts, is not whole", () => {
    const end = LINK.indexOf("#");
    for (let length = end + 1; length < LINK.length; length++)
      expect(why(LINK.slice(0, length))).toMatchObject({ id: "invitation.cut-link" });
    expect(why(LINK.replace(".", ".A"))).toMatchObject({ id: "invitation.cut-link" });
    expect(why(`${LINK}A`)).toMatchObject({ id: "invitation.cut-link" });
  });

  it("S-702 of a newer Tatami says so", () => {
    expect(why(LINK.replace("v1", "v2"))).toMatchObject({ id: "invitation.newer-link" });
  });

  it.each([
    "http://a.example",
    "javascript:alert(1)",
    "ws://",
    "ws://user:secret@a.example",
    "ws://a.example/#x",
    "ws://a b",
    "ws://[",
    `ws://${"a".repeat(200)}`,
    "ws://ã.example",
  ])("S-703 does not send anybody to %s", (address) => {
    expect(() => writeLink(SECRET, [address])).toThrow(RangeError);
    // Written by a hand that does not ask.
    const bytes = new TextEncoder().encode(address);
    const length = bytes.length < 128 ? [bytes.length] : [(bytes.length & 127) | 128, bytes.length >> 7];
    const where = Buffer.from([1, ...length, ...bytes]).toString("base64url");
    const forged = `${LINK.slice(0, LINK.lastIndexOf("."))}.${where}`;
    expect(why(forged)).toMatchObject({
      id: bytes.length > 200 ? "invitation.cut-link" : "invitation.bad-address",
    });
  });

  it("S-703 has at most four addresses", () => {
    expect(read(writeLink(SECRET, [HOME, HOME, HOME, HOME])).addresses).toHaveLength(4);
    expect(() => writeLink(SECRET, [HOME, HOME, HOME, HOME, HOME])).toThrow(RangeError);
  });
});

describe("words", () => {
  it("S-704 are read as people write them", () => {
    for (const text of [
      WORDS.join(" "),
      WORDS.join("-").toUpperCase(),
      " aban abil zoo  zebr\narmy, arro ",
      "1. abandon 2. ability 3. zoo 4. zebra 5. army 6. arrow",
    ])
      expect(read(text)).toEqual({ secret: { kind: "words", words: WORDS }, addresses: [] });
  });

  it("S-704 that cannot be read are named, with near ones", () => {
    expect(why("abandon abilty zoo zebra army arrow")).toMatchObject({
      id: "invitation.unknown-word",
      params: { word: "abilty", near: expect.stringContaining("ability") },
    });
    expect(why("abandon xxxxxxxxxx zoo zebra army arrow")).toMatchObject({
      id: "invitation.strange-word",
      params: { word: "xxxxxxxxxx" },
    });
    expect(why("abandon ability zoo zebra army")).toMatchObject({
      id: "invitation.word-count",
      params: { expected: 6, count: 5 },
    });
    for (const text of ["", "  ", "123"]) expect(why(text)).toMatchObject({ id: "invitation.none" });
  });

  it("S-704 S-702 whatever is pasted is answered, never thrown at", () => {
    fc.assert(
      fc.property(fc.string(), fc.nat({ max: LINK.length }), (text, at) => {
        readInvitation(text);
        readInvitation(LINK.slice(0, at) + text + LINK.slice(at));
      }),
    );
  });
});

describe("what follows from a secret", () => {
  it("S-701 a server learns a meeting and nothing of the key", async () => {
    const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
    const link = await invitationKeys({ kind: "link", bytes: SECRET });
    expect([link.meeting.length, link.psk.length]).toEqual([16, 32]);
    // HKDF-SHA256, as another implementation has it.
    const node = (from: Uint8Array, info: string, length: number): Uint8Array =>
      new Uint8Array(hkdfSync("sha256", from, "tatami 1", info, length));
    const base = node(SECRET, "invitation link", 32);
    expect(link.meeting).toEqual(node(base, "invitation meeting", 16));
    expect(link.psk).toEqual(node(base, "invitation psk", 32));
    const room = roomKeys(new Uint8Array(32).fill(7));
    const other = await invitationKeys({ kind: "link", bytes: SECRET.with(0, 8) });
    const all = [link, room, other].flatMap(({ meeting, psk }) => [hex(meeting), hex(psk)]);
    for (const [at, one] of all.entries())
      for (const [place, two] of all.entries()) if (at !== place) expect(one.startsWith(two)).toBe(false);
  });

  it("S-701 words are stretched, and one word more or less makes another meeting", async () => {
    const keys = await invitationKeys({ kind: "words", words: WORDS });
    // Argon2id version 19, m=19456, t=2, p=1, then HKDF: what the same words give everywhere, for good.
    expect(Buffer.from(keys.meeting).toString("hex")).toMatchInlineSnapshot(
      `"ee7f5d14a38b6e4e0943b3a74933a1de"`,
    );
    const other = await invitationKeys({ kind: "words", words: WORDS.toReversed() });
    expect(other.meeting).not.toEqual(keys.meeting);
    expect(other.psk).not.toEqual(keys.psk);
  });

  it("S-701 secrets are of the random bytes that are passed in, and each is another", () => {
    const random = seededBytes("invitations");
    const [one, other] = [newWordSecret(random), newWordSecret(random)];
    expect(one).not.toEqual(other);
    expect(one.kind === "words" && read(one.words.join(" ")).secret).toEqual(one);
    const link = newLinkSecret(random);
    expect(link.kind === "link" && read(writeLink(link.bytes, [])).secret).toEqual(link);
  });

  it("S-701 a handshake of an invitation is none of a room, and each room has its own", () => {
    const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString("latin1");
    expect(text(INVITATION_PROLOGUE)).toBe("tatami invitation 1");
    expect(text(roomPrologue(ROOM)).startsWith("tatami room 1")).toBe(true);
    expect(roomPrologue(ROOM)).toHaveLength("tatami room 1".length + 16);
  });
});
