import { describe, expect, it } from "vitest";
import {
  accept,
  secondAdmin,
  admin,
  editor,
  newcomer,
  grown,
  founder,
  OTHER_ROOM,
  observer,
  person,
  room,
  ROOM,
  signed,
  told,
  type Person,
} from "#test/builders/members.ts";
import { addMember, offerOwnership, removeMember, setRole } from "./membership-changes.ts";
import { Membership } from "./membership.ts";
import {
  ADMIN_EPOCHS,
  readRecords,
  signAcceptance,
  signFounding,
  signOffer,
  writeRecord,
  writeRecords,
  type SignedRecord,
} from "./records.ts";

const texts = (took: ReturnType<Membership["take"]>): string[] => took.refused.map(({ text }) => text);
const flipped = (bytes: Uint8Array): Uint8Array => bytes.with(3, (bytes[3] as number) ^ 1);

describe("a room and its owners", () => {
  it("S-601 belongs to its founder, whose key is its root", () => {
    const made = room(founder);
    expect(made.root).toBe(founder.id);
    expect(made.members()).toEqual([{ device: founder.id, name: founder.name, role: "owner", of: null }]);
    // Somebody else's founding of it is none, and changes nothing.
    expect(texts(made.take([signFounding(ROOM, "Newcomer", newcomer.signer)]))).toHaveLength(1);
    expect(made.roleOf(newcomer.id)).toBe(null);
    // The root owns it also where nothing else is known.
    expect(new Membership(ROOM, founder.id).roleOf(founder.id)).toBe("owner");
  });

  it("S-601 changes its owner by the signatures of both, and by no less", () => {
    const made = grown();
    const offer = { room: ROOM, epoch: 1, owner: admin.id, name: "Admin", number: 1 };
    const good = signOffer(offer, founder.signer);
    const charters: SignedRecord[] = [
      // Not accepted by whom it names, not offered by whom it names, offered by somebody who owns nothing.
      signAcceptance(good, newcomer.signer),
      signAcceptance({ ...good, offered: newcomer.signer.sign(writeRecord(good)) }, admin.signer),
      signAcceptance(signOffer(offer, secondAdmin.signer), admin.signer),
      // Another room's, and one that leaves an epoch out.
      signAcceptance(signOffer({ ...offer, room: OTHER_ROOM }, founder.signer), admin.signer),
      signAcceptance(signOffer({ ...offer, epoch: 2 }, founder.signer), admin.signer),
    ];
    for (const charter of charters) expect(texts(made.take([charter]))).toHaveLength(1);
    expect(made.resolution.owner).toBe(founder.id);
    // An offer alone changes nobody's role.
    expect(made.take([good]).added).toEqual([good]);
    expect(made.resolution.owner).toBe(founder.id);
    expect(made.take([signAcceptance(good, admin.signer)]).added).toHaveLength(1);
    expect(made.resolution.owner).toBe(admin.id);
  });

  it("S-602 of two transfers of one epoch has the one to the lower key, on every device", () => {
    const made = grown();
    const [lower, higher] = [admin, secondAdmin].sort((one, other) => (one.id < other.id ? -1 : 1));
    const transfers = [lower, higher].map((to) => {
      const own = told(made);
      return accept(own, (to as Person).by, offerOwnership(own, founder.signer, (to as Person).id));
    });
    const [one, other] = [told(made), told(made)];
    for (const transfer of transfers) one.take(transfer);
    for (const transfer of transfers.toReversed()) other.take(transfer);
    for (const device of [one, other]) expect(device.resolution.owner).toBe(lower?.id);
    expect(one.digest).toEqual(other.digest);
    // What the other one went on to do with it follows from nothing.
    const next = signOffer(
      { room: ROOM, epoch: 2, owner: editor.id, name: "Editor", number: 1 },
      (higher as Person).signer,
    );
    expect(one.take([signAcceptance(next, editor.signer)]).refused).toHaveLength(1);
  });

  it("S-609 keeps every member at a transfer, and its former owner as an admin", () => {
    const made = grown();
    removeMember(made, secondAdmin.by, observer.id);
    const batch = accept(told(made), admin.by, offerOwnership(made, founder.signer, admin.id));
    made.take(batch);
    const roles = [founder, admin, secondAdmin, editor, observer].map(({ id }) => made.roleOf(id));
    expect(roles).toEqual(["admin", "owner", "admin", "editor", "removed"]);
    expect(made.members().find(({ device }) => device === founder.id)?.name).toBe(founder.name);
    for (const { id } of [founder, secondAdmin, editor, observer])
      expect(made.resolution.standing.get(id)?.[0]?.signer).toBe(admin.id);
    expect(told(made).digest).toEqual(made.digest);
    // What the former owner signs from now on is an admin's word.
    expect(made.take([signed(founder, secondAdmin, "removed", 50)]).refused).toHaveLength(1);
    expect(made.roleOf(secondAdmin.id)).toBe("admin");
    // And back again.
    made.take(accept(told(made), founder.by, offerOwnership(made, admin.signer, founder.id)));
    expect([founder, admin, editor].map(({ id }) => made.roleOf(id))).toEqual(["owner", "admin", "editor"]);
  });

  it("S-609 forgets no removal while the records of a transfer come piece by piece", () => {
    const made = grown();
    addMember(made, founder.by, { device: newcomer.id, name: "Newcomer", role: "editor" });
    const before = made.resolution.standing.get(newcomer.id) ?? [];
    removeMember(made, founder.by, newcomer.id);
    const other = told(made);
    const batch = accept(made, admin.by, offerOwnership(made, founder.signer, admin.id));
    const { records } = readRecords(batch);
    // Nothing that the former owner has signed counts, until that one is known to be an admin; then an old word of theirs is told again.
    other.take(records.slice(0, 1));
    expect([newcomer, observer].map(({ id }) => other.roleOf(id))).toEqual([null, null]);
    other.take(records.filter((record) => record.type === "member" && record.device === founder.id));
    other.take(before);
    expect(other.roleOf(newcomer.id)).toBe("removed");
    other.take(batch);
    expect(other.digest).toEqual(made.digest);
  });
});

describe("what counts", () => {
  it("S-603 an admin can touch neither admins nor the owner, and make no admins", () => {
    const made = grown();
    for (const record of [
      signed(admin, secondAdmin, "removed", 9),
      signed(admin, secondAdmin, "editor", 9),
      signed(admin, founder, "removed", 9),
      signed(admin, editor, "admin", 9),
      signed(admin, admin, "admin", 9),
    ])
      expect(made.take([record]).added).toEqual([]);
    expect([founder, admin, secondAdmin, editor].map(({ id }) => made.roleOf(id))).toEqual([
      "owner",
      "admin",
      "admin",
      "editor",
    ]);
  });

  it("S-603 two admins who remove each other are both still there: neither may", () => {
    const made = grown();
    const both = [signed(admin, secondAdmin, "removed", 9), signed(secondAdmin, admin, "removed", 9)];
    for (const records of [both, both.toReversed()]) {
      made.take(records);
      expect([admin, secondAdmin].map(({ id }) => made.roleOf(id))).toEqual(["admin", "admin"]);
    }
  });

  it("S-604 a record is taken only from the owner or an admin, of this room, as it was signed", () => {
    const made = grown();
    const good = signed(founder, newcomer, "editor", 1);
    const bad: readonly [SignedRecord, string][] = [
      [signed(newcomer, newcomer, "editor", 1), "nobody who may"],
      [signed(editor, newcomer, "editor", 1), "nobody who may"],
      [signed(observer, observer, "editor", 9), "nobody who may"],
      [signed(founder, newcomer, "editor", 1, { room: OTHER_ROOM }), "another room"],
      [{ ...good, role: "admin" }, "not signed"],
      [{ ...good, epoch: 2 }, "not signed"],
      [{ ...good, at: 1 }, "not signed"],
      [{ ...good, name: "Founder" }, "not signed"],
      [{ ...good, device: person(9).id }, "not signed"],
      [{ ...good, signer: admin.id }, "not signed"],
      [{ ...good, signature: flipped(good.signature) }, "not signed"],
    ];
    for (const [record, why] of bad) {
      const took = made.take(writeRecords([record]));
      expect(took.added).toEqual([]);
      expect(texts(took)).toEqual([expect.stringContaining(why)]);
    }
    expect(made.roleOf(newcomer.id)).toBe(null);
    expect(made.take(writeRecords([good])).added).toEqual([good]);
    expect(made.take(writeRecords([good]))).toEqual({ added: [], refused: [] });
    expect(made.roleOf(newcomer.id)).toBe("editor");
  });

  it("S-605 of several the later epoch counts, then the owner's, then the lower signer's, then the lower bytes", () => {
    const [lower, higher] = [admin, secondAdmin].sort((one, other) => (one.id < other.id ? -1 : 1)) as [
      Person,
      Person,
    ];
    const twice = [
      signed(founder, newcomer, "editor", 1),
      signed(founder, newcomer, "editor", 1, { at: 5 }),
    ].sort((one, other) => Buffer.compare(writeRecord(one), writeRecord(other)));
    const orders: readonly (readonly SignedRecord[])[] = [
      [signed(admin, newcomer, "observer", 3), signed(founder, newcomer, "editor", 2)],
      [signed(founder, newcomer, "removed", 3), signed(lower, newcomer, "editor", 3)],
      [signed(lower, newcomer, "editor", 3), signed(higher, newcomer, "removed", 3)],
      twice,
    ];
    for (const [winner, loser] of orders as readonly [SignedRecord, SignedRecord][])
      for (const records of [
        [winner, loser],
        [loser, winner],
      ]) {
        const made = grown();
        for (const record of records) made.take([record]);
        expect(made.resolution.standing.get(newcomer.id)?.[0]).toEqual(winner);
      }
  });

  it("S-605 what is older than what is known is left out without a word", () => {
    const made = grown();
    const old = signed(founder, newcomer, "editor", 1);
    made.take([old]);
    removeMember(made, founder.by, newcomer.id);
    expect(made.take([old])).toEqual({ added: [], refused: [] });
    expect(made.roleOf(newcomer.id)).toBe("removed");
  });

  it("S-606 an admin's epoch above 1,000,000 counts nothing, and the owner is never out of epochs", () => {
    const made = grown();
    expect(made.take([signed(admin, editor, "removed", ADMIN_EPOCHS + 1)]).refused).toHaveLength(1);
    expect(made.take([signed(admin, editor, "observer", ADMIN_EPOCHS)]).added).toHaveLength(1);
    expect(() => setRole(made, secondAdmin.by, editor.id, "editor")).toThrow("does not allow");
    setRole(made, founder.by, editor.id, "editor");
    expect(made.roleOf(editor.id)).toBe("editor");
    // A former owner's head start ends with the ownership.
    made.take([signed(founder, observer, "removed", Number.MAX_SAFE_INTEGER)]);
    made.take(accept(told(made), admin.by, offerOwnership(made, founder.signer, admin.id)));
    setRole(made, admin.by, editor.id, "observer");
    addMember(made, admin.by, { device: observer.id, name: "Observer", role: "editor" });
    expect([editor, observer].map(({ id }) => made.roleOf(id))).toEqual(["observer", "editor"]);
    expect(told(made).digest).toEqual(made.digest);
  });

  it("S-608 those whom an admin let in stay when the admin goes, for the owner signs for them", () => {
    for (const leave of [
      (made: Membership) => removeMember(made, founder.by, admin.id),
      (made: Membership) => setRole(made, founder.by, admin.id, "observer"),
    ]) {
      const made = grown();
      setRole(made, admin.by, observer.id, "editor");
      const batch = leave(made);
      const other = told(grown());
      other.take([signed(admin, observer, "editor", 2)]);
      other.take(batch);
      for (const device of [made, other]) {
        expect([editor, observer].map(({ id }) => device.roleOf(id))).toEqual(["editor", "editor"]);
        expect(device.resolution.standing.get(editor.id)?.[0]?.signer).toBe(founder.id);
        // And what the former admin signs counts no more, also with an old date on it.
        expect(device.take([signed(admin, newcomer, "editor", 1)]).added).toEqual([]);
        expect(device.take([signed(admin, editor, "removed", 99)]).added).toEqual([]);
      }
      expect(made.digest).toEqual(other.digest);
    }
  });

  it("S-608 what an admin did who is no longer trusted can be left to fall away", () => {
    const made = grown();
    setRole(made, admin.by, observer.id, "editor");
    removeMember(made, founder.by, admin.id, () => false);
    expect([editor, observer].map(({ id }) => made.roleOf(id))).toEqual([null, "observer"]);
    expect(told(made).digest).toEqual(made.digest);
  });

  it("S-608 an admin who is one again does not bring back what was signed meanwhile over it", () => {
    const made = grown();
    setRole(made, founder.by, admin.id, "editor");
    removeMember(made, founder.by, editor.id);
    setRole(made, founder.by, admin.id, "admin");
    made.take([signed(admin, editor, "editor", 1)]);
    expect(made.roleOf(editor.id)).toBe("removed");
  });
});
