import { ed25519 } from "@noble/curves/ed25519.js";
import { describe, expect, it } from "vitest";
import {
  accept,
  secondAdmin,
  admin,
  editor,
  newcomer,
  grown,
  founder,
  observer,
  person,
  ROOM,
  signed,
  type Person,
} from "#test/builders/members.ts";
import { MAX_HELLO } from "#shared/sync/limits.ts";
import { addMember, foundRoom, offerOwnership, removeMember, setRole } from "./membership-changes.ts";
import { Membership } from "./membership.ts";
import { writeRecord, writeRecords } from "./records.ts";

const texts = (took: ReturnType<Membership["take"]>): string[] => took.refused.map(({ text }) => text);

describe("what peers tell", () => {
  it("S-610 garbage of every kind is refused in words and throws nothing", () => {
    const made = grown();
    const before = made.digest;
    const good = made.encode();
    for (const bytes of [
      new Uint8Array(0),
      Uint8Array.of(0),
      Uint8Array.of(1, 0xff, 0xff, 0xff, 0x7f),
      Uint8Array.of(1, 1, 1, 9),
      good.subarray(0, -1),
      Uint8Array.of(...good, 0),
    ]) {
      const took = made.take(bytes);
      expect(took.added).toEqual([]);
      expect(took.refused.length).toBeGreaterThan(0);
    }
    expect(made.digest).toEqual(before);
  });

  it("S-610 one record that cannot be read does not take the others with it", () => {
    const made = grown();
    const good = writeRecord(signed(founder, newcomer, "editor", 1));
    // A number of the same value, written longer than it need be.
    const oddly = writeRecord(signed(founder, person(9), "editor", 1, { at: 1 }));
    const at = oddly.length - 64 - 32 - 1;
    const longer = Uint8Array.of(...oddly.subarray(0, at), 0x81, 0, ...oddly.subarray(at + 1));
    const list = (...parts: Uint8Array[]): Uint8Array =>
      Uint8Array.of(
        1,
        parts.length,
        ...parts.flatMap((part) => [(part.length & 0x7f) | 0x80, part.length >> 7, ...part]),
      );
    const took = made.take(list(Uint8Array.of(7, 7), longer, good));
    expect(texts(took)).toEqual(["A record is of an unknown type.", "A record is written oddly."]);
    expect(took.added).toHaveLength(1);
  });

  it("S-610 of many forged ones few are looked at", () => {
    const made = grown();
    let looks = 0;
    const good = signed(founder, newcomer, "editor", 1);
    const forged = Array.from({ length: 200 }, (_, at) => ({
      ...good,
      epoch: at + 2,
      get signature() {
        looks++;
        return good.signature;
      },
    }));
    expect(made.take(forged).refused).toHaveLength(200);
    // Each is written once to be told apart from what is known; the rest are the looks.
    expect(looks - forged.length).toBeLessThan(20);
  });

  it("S-610 an admin who fills the room with devices shuts nobody out for long", () => {
    const made = new Membership(ROOM, founder.id, { devices: 10, records: 14 });
    made.take(grown().encode());
    const many = Array.from({ length: 20 }, (_, at) =>
      signed(admin, editor, "editor", 1, { device: at.toString(16).padStart(64, "0") }),
    );
    const took = made.take(many);
    expect([took.added.length, took.refused.length]).toEqual([6, 14]);
    expect(() =>
      addMember(made, founder.by, { device: newcomer.id, name: "Newcomer", role: "editor" }),
    ).toThrow("remembers 10 devices");
    removeMember(made, founder.by, admin.id, (device) => device === editor.id);
    addMember(made, founder.by, { device: newcomer.id, name: "Newcomer", role: "editor" });
    expect(made.members().map(({ device }) => device)).toEqual([
      founder.id,
      ...[secondAdmin, editor, newcomer, observer].map(({ id }) => id).sort(),
    ]);
    expect([...made.kept()].length).toBeLessThanOrEqual(14);
  });

  it("S-610 what is replaced is kept only while there is room, and what decides always", () => {
    const made = new Membership(ROOM, founder.id, { devices: 10, records: 6 });
    made.take(grown().encode());
    for (let turn = 0; turn < 6; turn++)
      for (const by of [founder, admin, secondAdmin])
        setRole(made, by.by, observer.id, turn % 2 === 0 ? "editor" : "observer");
    expect([...made.kept()].length).toBe(6);
    expect(made.roleOf(observer.id)).toBe("observer");
    expect(made.resolution.standing.get(observer.id)?.map(({ epoch }) => epoch)).toEqual([19, 18]);
  });

  it("S-611 a device proves how it stands to somebody who knows the founder alone, in less than a hello", () => {
    const made = grown();
    for (const { id } of [founder, admin, editor, observer]) {
      const other = new Membership(ROOM, founder.id);
      expect(other.take(made.proof(id) as Uint8Array).refused).toEqual([]);
      expect(other.roleOf(id)).toBe(made.roleOf(id));
    }
    expect(made.proof(newcomer.id)).toBe(null);
    for (let turn = 0; turn < 10; turn++) {
      const [from, to] = turn % 2 === 0 ? [founder, admin] : [admin, founder];
      accept(made, to.by, offerOwnership(made, from.signer, to.id));
    }
    addMember(made, admin.by, { device: newcomer.id, name: "é".repeat(80), role: "editor" });
    const proof = made.proof(newcomer.id) as Uint8Array;
    expect(proof.length).toBeLessThan(MAX_HELLO);
    const other = new Membership(ROOM, founder.id);
    other.take(proof);
    expect(other.roleOf(newcomer.id)).toBe("editor");
  });
});

describe("devices", () => {
  it("S-612 are known by the key that they prove in a handshake, and may write by their role", () => {
    const made = grown();
    const writes = [founder, admin, editor, observer, newcomer].map(({ device }) =>
      made.mayWrite(device.noise.publicKey),
    );
    expect(writes).toEqual([true, true, true, false, false]);
    expect(made.roleOfNoise(editor.device.noise.publicKey)).toBe("editor");
    removeMember(made, admin.by, editor.id);
    expect(made.roleOfNoise(editor.device.noise.publicKey)).toBe("removed");
    expect(made.mayWrite(editor.device.noise.publicKey)).toBe(false);
    expect(made.mayWrite(new Uint8Array(3))).toBe(false);
  });

  it("S-612 with one handshake key are one: a removed one does not come back as its twin, and an admin has none", () => {
    // The point with the other sign: another Ed25519 key, the same X25519 key.
    const twin = (of: Person): Person => ({
      ...of,
      id: Buffer.from(ed25519.Point.fromBytes(of.device.key).negate().toBytes()).toString("hex"),
    });
    const made = grown();
    removeMember(made, founder.by, editor.id);
    for (const of of [editor, admin, founder])
      expect(() =>
        addMember(made, founder.by, { device: twin(of).id, name: "Twin", role: "editor" }),
      ).toThrow("cannot be told from another");
    made.take([signed(admin, twin(editor), "editor", 1)]);
    made.take([signed(admin, twin(secondAdmin), "removed", 1)]);
    made.take([signed(admin, twin(founder), "removed", 1)]);
    made.take([signed(admin, twin(observer), "editor", 1)]);
    const roles = [editor, secondAdmin, founder, observer].map(({ device }) =>
      made.roleOfNoise(device.noise.publicKey),
    );
    expect(roles).toEqual(["removed", "admin", "owner", "observer"]);
  });

  it("S-612 whose key is none are no members that anybody could be", () => {
    const made = grown();
    for (const device of ["00".repeat(32), "zz".repeat(32), editor.id.slice(1)])
      expect(() => addMember(made, founder.by, { device, name: "Nobody", role: "editor" })).toThrow(
        "no device's key",
      );
    made.take([signed(admin, editor, "editor", 1, { device: "00".repeat(32) })]);
    expect(made.roleOfNoise(new Uint8Array(32))).toBe(null);
  });
});

it.each([
  ["", false],
  [" ", false],
  [" Newcomer", false],
  ["Newcomer\nBlock", false],
  ["Newcomer\u2028", false],
  ["Name\u202Eeman", false],
  ["\u2067Name", false],
  ["Newcomer\u200B", false],
  ["Na\u0000me", false],
  ["\u200D", false],
  ["x".repeat(81), false],
  ["x".repeat(80), true],
  ["😀".repeat(80), true],
  ["Um nome 👩‍💻 (laptop)", true],
  ["نام", true],
])("S-613 %j is a name: %s", (name, is) => {
  if (is) expect(foundRoom(ROOM, name, founder.signer).members()[0]?.name).toBe(name);
  else expect(() => foundRoom(ROOM, name, founder.signer)).toThrow("1 to 80 characters");
  const made = grown();
  const took = made.take(writeRecords([signed(founder, newcomer, "editor", 1, { name })]));
  expect(took.added).toHaveLength(is ? 1 : 0);
});

it("S-613 half a character is no name", () => {
  // It cannot even be written down: what is written in its place would not be what was signed.
  expect(() => foundRoom(ROOM, "Newcomer \uD83D", founder.signer)).toThrow("1 to 80 characters");
});

describe("changes", () => {
  it("that are not allowed, or of nobody, say so and change nothing", () => {
    const made = grown();
    const before = made.digest;
    const item = { device: newcomer.id, name: "Newcomer", role: "editor" } as const;
    const allowed = "does not allow";
    expect(() => addMember(made, editor.by, item)).toThrow(allowed);
    expect(() => addMember(made, newcomer.by, item)).toThrow(allowed);
    expect(() => addMember(made, admin.by, { ...item, role: "admin" })).toThrow(allowed);
    expect(() => addMember(made, founder.by, { ...item, device: editor.id })).toThrow("already");
    expect(() => setRole(made, admin.by, secondAdmin.id, "editor")).toThrow(allowed);
    expect(() => setRole(made, editor.by, observer.id, "editor")).toThrow(allowed);
    expect(() => setRole(made, founder.by, newcomer.id, "editor")).toThrow("not in the workspace");
    expect(() => removeMember(made, founder.by, founder.id)).toThrow("transfer the workspace first");
    expect(() => offerOwnership(made, admin.signer, secondAdmin.id)).toThrow(allowed);
    expect(() => offerOwnership(made, founder.signer, newcomer.id)).toThrow("not in the workspace");
    expect(made.digest).toEqual(before);
  });

  it("let a removed device in again only by adding it", () => {
    const made = grown();
    removeMember(made, admin.by, editor.id);
    expect(() => setRole(made, founder.by, editor.id, "editor")).toThrow("not in the workspace");
    addMember(made, secondAdmin.by, { device: editor.id, name: "Editor again", role: "observer" });
    expect(made.members().find(({ device }) => device === editor.id)).toMatchObject({
      name: "Editor again",
      role: "observer",
    });
  });
});
