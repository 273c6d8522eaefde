import { describe, expect, it } from "vitest";
import {
  accept,
  admin,
  editor,
  founder,
  grown,
  newcomer,
  observer,
  OTHER_ROOM,
  person,
  ROOM,
  secondAdmin,
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
  offerOwnership,
  removeMember,
  setRole,
  settleDepartures,
} from "./membership-changes.ts";
import { Membership } from "./membership.ts";
import { MOST_EPOCHS, readRecords, signDeparture, type SignedDeparture } from "./records.ts";
import { MAX_OWN_DEVICES } from "./resolve.ts";

const laptop = person(20);
const own = (membership: Membership, of: Person, device: Person = laptop): Uint8Array =>
  addOwnDevice(membership, of.by, { device: device.id, name: `Other of ${of.name}` });
const departure = (of: Person, epoch: number, room = ROOM): SignedDeparture =>
  signDeparture({ room, epoch, at: 0 }, of.signer);
const named = (error: string) =>
  expect.objectContaining({ message: expect.stringContaining(error) as string });
const NOT_ALLOWED = named("Your role in this workspace does not allow this.");

describe("a member that leaves", () => {
  it("S-615 is a member no more, on every device that hears of it, and the others stay", () => {
    const made = grown();
    const other = told(made);
    expect(other.take(depart(made, editor.by)).added).toHaveLength(1);
    for (const device of [made, other, told(made)]) {
      expect(device.roleOf(editor.id)).toBe("left");
      expect(device.mayWrite(editor.device.noise.publicKey)).toBe(false);
      expect(device.members().map(({ device: key }) => key)).not.toContain(editor.id);
      expect(device.members()).toHaveLength(4);
      expect(device.digest).toEqual(made.digest);
    }
    // What proves it to somebody who knows the founder alone says that it has left.
    const stranger = new Membership(ROOM, founder.id);
    stranger.take(made.proof(editor.id) as Uint8Array);
    expect(stranger.roleOf(editor.id)).toBe("left");
  });

  it("S-615 comes in again by a later word, and its old departure, told once more, changes nothing", () => {
    const made = grown();
    const gone = depart(made, editor.by);
    addMember(made, admin.by, { device: editor.id, name: "Editor again", role: "observer" });
    expect(made.roleOf(editor.id)).toBe("observer");
    expect(made.take(gone)).toEqual({ added: [], refused: [] });
    for (const device of [made, told(made)]) expect(device.roleOf(editor.id)).toBe("observer");
  });

  it("S-615 goes though its role is changed at the same time by somebody who has not heard", () => {
    const made = grown();
    const other = told(made);
    const gone = depart(made, editor.by);
    const changed = setRole(other, admin.by, editor.id, "observer");
    made.take(changed);
    other.take(gone);
    for (const device of [made, other]) expect(device.roleOf(editor.id)).toBe("left");
    expect(made.digest).toEqual(other.digest);
  });

  it("S-615 is not let out of a removal: neither by what it signs then nor by what it had kept back", () => {
    const made = grown();
    const keptBack = departure(editor, 1_000);
    removeMember(made, founder.by, editor.id);
    for (const one of [keptBack, departure(editor, 2), departure(editor, MOST_EPOCHS)]) {
      expect(made.take([one]).added).toEqual([]);
      expect(made.roleOf(editor.id)).toBe("removed");
    }
    expect(() => depart(made, editor.by)).toThrow(NOT_ALLOWED);
    // And the other way round: who has left and is removed by somebody who had not heard stays out.
    const [one, other] = [grown(), grown()];
    const left = depart(one, editor.by);
    other.take(removeMember(told(other), founder.by, editor.id));
    other.take(left);
    one.take(other.encode());
    // The departure is as late as the removal; whoever is removed is not called one that has left.
    for (const device of [one, other]) expect(device.roleOf(editor.id)).toBe("removed");
  });

  it("S-615 cannot be made to leave by anybody else, or in another room, or for ever", () => {
    const made = grown();
    const true_ = departure(editor, 5);
    for (const lie of [
      { ...departure(newcomer, 5), device: editor.id },
      { ...true_, epoch: 6 },
      departure(editor, 5, OTHER_ROOM),
      departure(editor, MOST_EPOCHS + 1),
      departure(newcomer, 5),
      departure(founder, 5),
    ])
      expect(made.take([lie]).added).toEqual([]);
    expect(made.members()).toHaveLength(5);
    // As late as it may be: those who may can still let it in again, the owner at least.
    made.take([departure(editor, MOST_EPOCHS)]);
    expect(made.roleOf(editor.id)).toBe("left");
    expect(() => addMember(made, admin.by, { device: editor.id, name: "E", role: "editor" })).toThrow(
      NOT_ALLOWED,
    );
    addMember(made, founder.by, { device: editor.id, name: "E", role: "editor" });
    expect(made.roleOf(editor.id)).toBe("editor");
  });

  it("S-615 is no owner: who owns the room gives it away first", () => {
    const made = grown();
    expect(() => depart(made, founder.by)).toThrow(NOT_ALLOWED);
    made.take(accept(told(made), admin.by, offerOwnership(made, founder.signer, admin.id)));
    depart(made, founder.by);
    expect(made.roleOf(founder.id)).toBe("left");
    expect(made.members()).toHaveLength(4);
  });

  it("S-609 S-615 stays away when the room has another owner", () => {
    const made = grown();
    depart(made, observer.by);
    made.take(accept(told(made), admin.by, offerOwnership(made, founder.signer, admin.id)));
    expect(made.members().map(({ device }) => device)).not.toContain(observer.id);
    expect(told(made).digest).toEqual(made.digest);
  });

  it("S-616 was an admin: what it had signed stays, and what it signs after the owner has heard counts nothing", () => {
    const made = grown();
    depart(made, admin.by);
    // Until then the editor that it let in stays, too.
    expect([admin, editor].map(({ id }) => made.roleOf(id))).toEqual(["left", "editor"]);
    const other = told(made);
    expect(settleDepartures(made, secondAdmin.by)).toBe(null);
    other.take(settleDepartures(made, founder.by) as Uint8Array);
    for (const device of [made, other]) {
      expect([admin, editor].map(({ id }) => device.roleOf(id))).toEqual(["left", "editor"]);
      expect(device.take([signed(admin, newcomer, "editor", 1)]).added).toEqual([]);
      expect(device.take([signed(admin, editor, "removed", 50)]).added).toEqual([]);
    }
    expect(made.digest).toEqual(other.digest);
    // Once is enough, and it may come back as anybody.
    expect(settleDepartures(made, founder.by)).toBe(null);
    addMember(made, secondAdmin.by, { device: admin.id, name: "Admin", role: "observer" });
    expect(made.roleOf(admin.id)).toBe("observer");
  });

  it("S-616 was an admin, and signed in an epoch that leaves no room: it is out all the same, and has no say", () => {
    const made = grown();
    made.take([departure(admin, 1)]);
    expect(made.roleOf(admin.id)).toBe("left");
    settleDepartures(made, founder.by);
    expect([admin, editor].map(({ id }) => made.roleOf(id))).toEqual(["removed", "editor"]);
    expect(made.take([signed(admin, newcomer, "editor", 1)]).added).toEqual([]);
  });
});

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
    expect([left.roleOf(laptop.id), told(left).roleOf(laptop.id)]).toEqual([null, null]);
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
    const mine = { of: editor.id };
    const lies = [
      // Somebody who was removed, one who is there by another word, the owner, an admin's role, an admin's epochs and more.
      signed(editor, newcomer, "editor", 9, mine),
      signed(editor, observer, "editor", 9, mine),
      signed(editor, founder, "removed", 9, mine),
      signed(editor, laptop, "admin", 1, mine),
      signed(editor, laptop, "editor", 1_000_001, mine),
      // As the device of somebody else, or of nobody.
      signed(editor, laptop, "editor", 1, { of: observer.id }),
      signed(editor, laptop, "editor", 1),
      // Of another room, forged, by one who was removed, by one whom nobody knows.
      signed(editor, laptop, "editor", 1, { ...mine, room: OTHER_ROOM }),
      { ...signed(newcomer, laptop, "editor", 1, { of: editor.id }), signer: editor.id },
      signed(newcomer, laptop, "editor", 1, { of: newcomer.id }),
      signed(person(30), laptop, "editor", 1, { of: person(30).id }),
    ];
    for (const lie of lies) expect(made.take([lie]).added).toEqual([]);
    expect([newcomer, observer, laptop].map(({ id }) => made.roleOf(id))).toEqual([
      "removed",
      "observer",
      null,
    ]);
    // Nor does an observer take an editor's device away, by its own word of it.
    own(made, editor);
    made.take([signed(observer, laptop, "removed", 9, { of: observer.id })]);
    made.take([signed(observer, laptop, "observer", 9, { of: observer.id })]);
    for (const device of [made, told(made)]) expect(device.roleOf(laptop.id)).toBe("editor");
    expect(told(made).digest).toEqual(made.digest);
  });

  it("S-617 is no other device of a device that came in like that", () => {
    const made = grown();
    own(made, editor);
    expect(made.take([signed(laptop, person(21), "editor", 1, { of: laptop.id })]).added).toEqual([]);
    expect(made.roleOf(person(21).id)).toBe(null);
  });

  it("S-617 is one of a few, and of more that somebody signs everybody takes the same", () => {
    const made = grown();
    const devices = Array.from({ length: MAX_OWN_DEVICES + 3 }, (_, at) => person(40 + at));
    for (const device of devices.slice(0, MAX_OWN_DEVICES)) own(made, editor, device);
    removeMember(made, editor.by, (devices[0] as Person).id);
    // One that was removed counts, or a removal would have to be forgotten.
    expect(() => own(made, editor, laptop)).toThrow(named(`${MAX_OWN_DEVICES} devices`));
    const records = devices.map((device) => signed(editor, device, "editor", 1, { of: editor.id }));
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
    expect(other.roleOf(laptop.id)).toBe(null);
  });
});
