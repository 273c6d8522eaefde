import { describe, expect, it } from "vitest";
import { fromHex, toHex } from "#shared/lib/hex.ts";
import {
  admin,
  editor,
  founder,
  grown,
  newcomer,
  observer,
  OTHER_ROOM,
  person,
  ROOM,
  signed,
  told,
  type Person,
} from "#test/builders/members.ts";
import {
  addMember,
  addOwnDevice,
  depart,
  mayAddDevice,
  mayRemove,
  removeMember,
  setRole,
  settleDepartures,
} from "./membership-changes.ts";
import { Membership } from "./membership.ts";
import { readRecords, signConsent, signDeparture, type Member } from "./records.ts";
import { MAX_OWN_DEVICES } from "./resolve.ts";

const laptop = person(20);
const own = (membership: Membership, of: Person, device: Person = laptop): Uint8Array =>
  addOwnDevice(membership, of.by, {
    device: device.id,
    name: `Other of ${of.name}`,
    consent: signConsent(ROOM, of.id, device.signer),
  });
/** What somebody says of a device as its own, allowed or not; the device has agreed to it. */
const word = (
  of: Person,
  device: Person,
  role: Member["role"],
  epoch: number,
  change: Partial<Member> = {},
) =>
  signed(of, device, role, epoch, { of: of.id, consent: signConsent(ROOM, of.id, device.signer), ...change });
const named = (error: string) =>
  expect.objectContaining({ message: expect.stringContaining(error) as string });
const NOT_ALLOWED = named("Your role in this workspace does not allow this.");

describe("another device of a member", () => {
  it.each([
    ["owner", founder, "admin"],
    ["admin", admin, "editor"],
    ["editor", editor, "editor"],
    ["observer", observer, "observer"],
  ] as const)("S-617 comes in by the %s's own word, in no higher role", (_role, of, role) => {
    const made = grown();
    const other = told(made);
    expect(mayAddDevice(made, of.id)).toBe(true);
    expect(other.take(own(made, of)).added).toHaveLength(1);
    for (const device of [made, other, told(made)]) {
      expect(device.members().find(({ device: key }) => key === laptop.id)).toEqual({
        device: laptop.id,
        name: `Other of ${of.name}`,
        role,
        of: of.id,
      });
      expect(device.digest).toEqual(made.digest);
    }
    const stranger = new Membership(ROOM, founder.id);
    stranger.take(made.proof(laptop.id) as Uint8Array);
    expect(stranger.roleOf(laptop.id)).toBe(role);
    // It is no door for a third.
    expect(mayAddDevice(made, laptop.id)).toBe(false);
    expect(() => own(made, laptop, person(21))).toThrow(named("bring in more on the device"));
  });

  it("S-617 may what its member may, as that changes, and is out when that one is", () => {
    const made = grown();
    own(made, editor);
    setRole(made, admin.by, editor.id, "observer");
    expect(made.roleOf(laptop.id)).toBe("observer");
    setRole(made, admin.by, editor.id, "editor");
    expect(made.roleOf(laptop.id)).toBe("editor");
    const left = told(made);
    depart(left, editor.by);
    expect([left.roleOf(laptop.id), told(left).roleOf(laptop.id)]).toEqual(["left", "left"]);
    // It hears that, too, from whoever it meets.
    const away = told(made);
    away.take(left.proof(laptop.id) as Uint8Array);
    expect(away.roleOf(laptop.id)).toBe("left");
    // Of an admin's, and then of a former admin's, it is the owner's word that it stays.
    setRole(made, founder.by, editor.id, "admin");
    expect(made.roleOf(laptop.id)).toBe("editor");
    setRole(made, founder.by, editor.id, "editor");
    expect(made.roleOf(laptop.id)).toBe("editor");
    // Owner and admins may say something else of it, and that counts from then on.
    setRole(made, founder.by, laptop.id, "admin");
    depart(made, editor.by);
    expect(made.roleOf(laptop.id)).toBe("admin");
  });

  it("S-617 gives nobody a way in whom owner or admins have removed, nor a higher role, nor another's device", () => {
    const made = grown();
    addMember(made, founder.by, { device: newcomer.id, name: "Newcomer", role: "editor" });
    removeMember(made, founder.by, newcomer.id);
    expect(() => own(made, editor, newcomer)).toThrow(NOT_ALLOWED);
    const lies = [
      // Somebody who was removed, one who is there by another word, the owner, an admin's epochs and more.
      word(editor, newcomer, "editor", 9),
      word(editor, observer, "editor", 9),
      word(editor, founder, "removed", 9),
      word(editor, laptop, "editor", 1_000_001),
      // As the device of somebody else, or of nobody; one that has not agreed, or to something else.
      word(editor, laptop, "editor", 1, { of: observer.id }),
      signed(editor, laptop, "editor", 1),
      signed(editor, laptop, "editor", 1, { of: editor.id }),
      word(editor, laptop, "editor", 1, { consent: signConsent(ROOM, observer.id, laptop.signer) }),
      word(editor, laptop, "editor", 1, { consent: signConsent(OTHER_ROOM, editor.id, laptop.signer) }),
      word(editor, laptop, "removed", 1, { consent: signConsent(ROOM, editor.id, editor.signer) }),
      // Of another room, forged, by one who was removed, by one whom nobody knows.
      word(editor, laptop, "editor", 1, { room: OTHER_ROOM }),
      { ...word(newcomer, laptop, "editor", 1, { of: editor.id }), signer: editor.id },
      word(person(30), laptop, "editor", 1),
    ];
    for (const lie of lies) expect(made.take([lie]).added).toEqual([]);
    expect([newcomer, observer, laptop].map(({ id }) => made.roleOf(id))).toEqual([
      "removed",
      "observer",
      null,
    ]);
    // One who was removed gives nobody anything: who comes by it is out, too.
    made.take([word(newcomer, laptop, "editor", 1)]);
    expect(made.roleOf(laptop.id)).toBe("removed");
    // An admin's role is no member's to give.
    const other = grown();
    other.take([word(editor, laptop, "admin", 1)]);
    expect(other.roleOf(laptop.id)).toBe("editor");
  });

  it("S-617 S-612 is nobody's who has not agreed: no observer throws an editor out by its twin, or bars one that is to come", () => {
    const made = grown();
    own(made, editor);
    // The key with the other sign has the same handshake key, and nobody can sign with it.
    const twin = toHex(fromHex(editor.id).map((byte, at) => (at === 31 ? byte ^ 0x80 : byte)));
    const bob = person(31);
    for (const role of ["removed", "observer"] as const)
      for (const device of [twin, bob.id, laptop.id])
        for (const consent of [null, signConsent(ROOM, observer.id, observer.signer)])
          expect(
            made.take([signed(observer, bob, role, 9, { device, of: observer.id, consent })]).added,
          ).toEqual([]);
    for (const device of [made, told(made)]) {
      expect(device.roleOfNoise(editor.device.noise.publicKey)).toBe("editor");
      expect(device.roleOf(laptop.id)).toBe("editor");
      expect(device.roleOf(bob.id)).toBe(null);
    }
    addMember(made, admin.by, { device: bob.id, name: "Bob", role: "editor" });
    expect(made.roleOf(bob.id)).toBe("editor");
  });

  it("S-617 stands in nobody's way who lets others in or removes them, however high its epochs are", () => {
    const made = grown();
    made.take([word(editor, laptop, "editor", 1_000_000)]);
    expect(made.roleOf(laptop.id)).toBe("editor");
    removeMember(told(made), admin.by, laptop.id);
    removeMember(made, admin.by, editor.id);
    expect([editor, laptop].map(({ id }) => made.roleOf(id))).toEqual(["removed", "editor"]);
    removeMember(made, admin.by, laptop.id);
    for (const device of [made, told(made)]) expect(device.roleOf(laptop.id)).toBe("removed");
  });

  it("S-617 S-610 is looked at for a few devices of each, however many somebody signs", () => {
    const made = grown();
    const some = Array.from({ length: 60 }, (_, at) => person(100 + at));
    const records = some.map((device) => word(observer, device, "observer", 1));
    made.take(records);
    expect(made.members()).toHaveLength(5 + MAX_OWN_DEVICES);
    const first = some
      .map(({ id }) => id)
      .sort()
      .slice(0, MAX_OWN_DEVICES);
    expect(first.every((device) => made.roleOf(device) === "observer")).toBe(true);
    // Nothing of the others is kept.
    expect([...made.kept()].filter(({ type }) => type === "member")).toHaveLength(4 + MAX_OWN_DEVICES);
  });

  it("S-617 is no other device of a device that came in like that", () => {
    const made = grown();
    own(made, editor);
    own(made, founder, person(22));
    own(made, admin, person(23));
    for (const by of [laptop, person(22), person(23)])
      expect(made.take([word(by, person(21), "editor", 1)]).added).toEqual([]);
    expect(made.roleOf(person(21).id)).toBe(null);
  });

  it("S-617 ends at a first one, whatever admins say of whose a device is", () => {
    const made = grown();
    const [one, other] = [person(24), person(25)];
    made.take([
      signed(admin, one, "editor", 1, { of: other.id }),
      signed(admin, other, "editor", 1, { of: one.id }),
    ]);
    made.take([signed(admin, laptop, "editor", 1, { of: laptop.id })]);
    const ofs = made.members().filter(({ device }) => [one, other, laptop].some(({ id }) => id === device));
    expect(ofs.map(({ of }) => of)).toEqual([null, null, null]);
  });

  it("S-617 is one of a few, and of more that somebody signs everybody takes the same", () => {
    const made = grown();
    const devices = Array.from({ length: MAX_OWN_DEVICES + 3 }, (_, at) => person(40 + at));
    for (const device of devices.slice(0, MAX_OWN_DEVICES)) own(made, editor, device);
    removeMember(made, editor.by, (devices[0] as Person).id);
    // One that was removed counts, or a removal would have to be forgotten.
    expect(() => own(made, editor, laptop)).toThrow(named(`${MAX_OWN_DEVICES} devices`));
    const records = devices.map((device) => word(editor, device, "editor", 1));
    const [one, other] = [grown(), grown()];
    for (const record of records) one.take([record]);
    for (const record of records.toReversed()) other.take([record]);
    for (const [from, to] of [
      [one, other],
      [other, one],
      [one, other],
    ] as const)
      to.take(from.encode());
    expect(one.digest).toEqual(other.digest);
    expect(one.members()).toHaveLength(5 + MAX_OWN_DEVICES);
  });

  it("S-618 is removed by the member that brought it in, and stays out", () => {
    const made = grown();
    own(made, editor);
    const old = readRecords(made.encode()).records;
    expect([editor, admin, founder].map(({ id }) => mayRemove(made, id, laptop.id))).toEqual([
      true,
      true,
      true,
    ]);
    expect([observer, laptop].map(({ id }) => mayRemove(made, id, laptop.id))).toEqual([false, false]);
    expect(() => setRole(made, editor.by, laptop.id, "observer")).toThrow(NOT_ALLOWED);
    expect(() => removeMember(made, observer.by, laptop.id)).toThrow(NOT_ALLOWED);
    removeMember(made, editor.by, laptop.id);
    made.take(old);
    for (const device of [made, told(made)]) expect(device.roleOf(laptop.id)).toBe("removed");
    expect(() => own(made, editor)).toThrow(NOT_ALLOWED);
  });

  it.each([
    ["S-618 a member's other device", editor, laptop],
    ["S-611 whom an admin has let in", admin, editor],
  ] as const)(
    "%s is not out for a moment, where only the proof of the removal is known",
    (_, gone, stays) => {
      const made = grown();
      own(made, editor);
      const other = told(made);
      removeMember(made, founder.by, gone.id);
      other.take(made.proof(gone.id) as Uint8Array);
      expect([gone, stays].map(({ id }) => other.roleOf(id))).toEqual(["removed", "editor"]);
    },
  );

  it("S-616 S-617 brings no admin back who has left and of whom the owner has not heard", () => {
    const made = grown();
    depart(made, admin.by);
    expect(() => own(made, editor, admin)).toThrow(NOT_ALLOWED);
    expect(made.take([word(editor, admin, "editor", 5)]).added).toEqual([]);
    expect(made.roleOf(admin.id)).toBe("left");
    // It would have kept its say, which the owner ends.
    settleDepartures(made, founder.by);
    expect(made.take([signed(admin, newcomer, "editor", 1)]).added).toEqual([]);
    // From then on it may come in like anybody.
    own(made, editor, admin);
    for (const device of [made, told(made)]) expect(device.roleOf(admin.id)).toBe("editor");
  });

  it("S-616 S-617 S-610 is not taken for an admin that has left, whatever it was called", () => {
    const made = grown();
    made.take([word(editor, laptop, "admin", 1)]);
    depart(made, laptop.by);
    expect(made.roleOf(laptop.id)).toBe("left");
    expect(settleDepartures(made, founder.by)).toBe(null);
    depart(made, admin.by);
    settleDepartures(made, founder.by);
    expect(made.take([signed(admin, newcomer, "editor", 1)]).added).toEqual([]);
  });

  it("S-610 S-611 has a proof, though two who have left call each other theirs", () => {
    const made = grown();
    for (const { by } of [editor, observer]) depart(made, by);
    made.take([word(editor, observer, "editor", 5), word(observer, editor, "editor", 5)]);
    for (const { id } of [editor, observer]) {
      expect(made.roleOf(id)).toBe("left");
      const stranger = new Membership(ROOM, founder.id);
      stranger.take(made.proof(id) as Uint8Array);
      expect(stranger.roleOf(id)).toBe("left");
    }
  });

  it("S-607 S-615 S-617 has left for good, whatever its member says in epochs far ahead", () => {
    const made = grown();
    depart(made, observer.by);
    made.take([word(editor, observer, "editor", 100)]);
    made.take([signDeparture({ room: ROOM, epoch: 101, at: 0 }, observer.signer)]);
    for (const device of [made, told(made)]) expect(device.roleOf(observer.id)).toBe("left");
    // It comes and goes as a member's other device a few times, and then only by owner and admins.
    for (let round = 0; round < 7; round++) {
      own(made, editor, observer);
      expect([made, told(made)].map((device) => device.roleOf(observer.id))).toEqual(["editor", "editor"]);
      depart(made, observer.by);
      expect([made, told(made)].map((device) => device.roleOf(observer.id))).toEqual(["left", "left"]);
    }
    expect(() => own(made, editor, observer)).toThrow(NOT_ALLOWED);
    addMember(made, admin.by, { device: observer.id, name: "Observer", role: "observer" });
    expect(told(made).roleOf(observer.id)).toBe("observer");
  });

  it("S-618 outlives the first one, which was lost: by the word of whoever removes that", () => {
    const made = grown();
    own(made, editor);
    const other = told(made);
    removeMember(made, admin.by, editor.id);
    expect([editor, laptop].map(({ id }) => made.roleOf(id))).toEqual(["removed", "editor"]);
    // From now on it is nobody's other device, and shows others the way in itself.
    expect(made.members().find(({ device }) => device === laptop.id)?.of).toBe(null);
    expect(mayAddDevice(made, laptop.id)).toBe(true);
    expect(told(made).digest).toEqual(made.digest);
    removeMember(other, admin.by, editor.id, () => false);
    expect(other.roleOf(laptop.id)).toBe("removed");
  });
});
