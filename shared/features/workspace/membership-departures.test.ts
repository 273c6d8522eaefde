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
  ROOM,
  secondAdmin,
  signed,
  told,
  type Person,
} from "#test/builders/members.ts";
import {
  addMember,
  depart,
  offerOwnership,
  removeMember,
  readmit,
  setRole,
  settleDepartures,
} from "./membership-changes.ts";
import { Membership } from "./membership.ts";
import { DEPARTURE_AHEAD, signDeparture, type SignedDeparture } from "./records.ts";

const departure = (of: Person, epoch: number, room = ROOM): SignedDeparture =>
  signDeparture({ room, epoch, at: 0 }, of.signer);
const named = (error: string) =>
  expect.objectContaining({ message: expect.stringContaining(error) as string });
const NOT_ALLOWED = named("Your role in this workspace does not allow this.");

describe("a member that was removed", () => {
  it("S-621 is one again by owner or admin, in the role that they may give, on every device", () => {
    for (const [by, role] of [
      [founder, "admin"],
      [admin, "observer"],
    ] as const) {
      const made = grown();
      removeMember(made, by.by, editor.id);
      expect(() => readmit(made, observer.by, editor.id, "observer")).toThrow(NOT_ALLOWED);
      expect(() => readmit(made, admin.by, editor.id, "admin")).toThrow(NOT_ALLOWED);
      expect(() => setRole(made, by.by, editor.id, "observer")).toThrow(named("not in the workspace"));
      expect(() => readmit(made, by.by, newcomer.id, "editor")).toThrow(named("not in the workspace"));
      expect(() => readmit(made, by.by, observer.id, "editor")).toThrow(named("in the workspace already"));
      const before = told(made);
      before.take(readmit(made, by.by, editor.id, role));
      for (const device of [made, before, told(made)]) expect(device.roleOf(editor.id)).toBe(role);
      removeMember(made, founder.by, editor.id);
      for (const device of [made, told(made)]) expect(device.roleOf(editor.id)).toBe("removed");
    }
  });
});

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
    const keptBack = departure(editor, 3);
    removeMember(made, founder.by, editor.id);
    for (const one of [keptBack, departure(editor, 2), departure(editor, 2 + DEPARTURE_AHEAD)]) {
      made.take([one]);
      expect([made.roleOf(editor.id), told(made).roleOf(editor.id)]).toEqual(["removed", "removed"]);
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
      departure(editor, 2 + DEPARTURE_AHEAD),
      departure(newcomer, 5),
      departure(founder, 5),
    ])
      expect(made.take([lie]).added).toEqual([]);
    expect(made.members()).toHaveLength(5);
    // As late as it may be: those who may let it in again, as often as it goes.
    for (let round = 0; round < 3; round++) {
      const epoch = made.resolution.standing.get(editor.id)?.[0]?.epoch ?? 0;
      made.take([departure(editor, epoch + DEPARTURE_AHEAD)]);
      expect(made.roleOf(editor.id)).toBe("left");
      addMember(made, admin.by, { device: editor.id, name: "E", role: "editor" });
      expect(made.roleOf(editor.id)).toBe("editor");
    }
  });

  it("S-615 is remembered behind a removal that ceases to count", () => {
    const made = grown();
    const other = told(made);
    made.take(removeMember(made, secondAdmin.by, editor.id));
    made.take([departure(editor, 2)]);
    setRole(made, founder.by, secondAdmin.id, "observer", () => false);
    for (const device of [made, told(made)]) expect(device.roleOf(editor.id)).toBe("left");
    other.take(made.encode());
    expect(other.digest).toEqual(made.digest);
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
