import { describe, expect, it } from "vitest";
import {
  accept,
  admin,
  editor,
  founder,
  grown,
  newcomer,
  OTHER_ROOM,
  ROOM,
  secondAdmin,
  told,
  type Person,
} from "#test/builders/members.ts";
import { acceptOwnership, offerOwnership, removeMember, takeBackVoid } from "./membership-changes.ts";
import { signAcceptance, signOffer, type SignedOffer, type SignedRecord } from "./records.ts";

describe("an offered room", () => {
  it("S-609 what is not offered to somebody is not accepted by them, nor by a stranger, nor twice", () => {
    const made = grown();
    const offers = (owner: Person, by: Person, change: Partial<SignedOffer> = {}): SignedOffer => ({
      ...signOffer({ room: ROOM, epoch: 1, owner: owner.id, name: owner.name, number: 1 }, by.signer),
      ...change,
    });
    const void_: readonly SignedOffer[] = [
      offers(admin, newcomer),
      offers(admin, secondAdmin, { from: founder.id }),
      offers(admin, founder, { number: 2 }),
      { ...offers(secondAdmin, founder), owner: admin.id },
      signOffer({ room: OTHER_ROOM, epoch: 1, owner: admin.id, name: "Admin", number: 1 }, founder.signer),
      signOffer({ room: ROOM, epoch: 2, owner: admin.id, name: "Admin", number: 1 }, founder.signer),
    ];
    for (const offer of void_) {
      expect(made.take([offer])).toMatchObject({ added: [], refused: [{}] });
      expect(() => acceptOwnership(made, admin.by)).toThrow("does not hold");
    }
    // Offered to somebody who belongs to nothing.
    const other = told(made);
    expect(other.take([offers(newcomer, founder)]).added).toHaveLength(1);
    for (const by of [newcomer, admin, founder])
      expect(() => acceptOwnership(other, by.by)).toThrow("does not hold");

    offerOwnership(made, founder.signer, admin.id);
    expect(() => acceptOwnership(made, secondAdmin.by)).toThrow("does not hold");
    acceptOwnership(made, admin.by);
    expect(() => acceptOwnership(made, admin.by)).toThrow("does not hold");
    expect(made.resolution.owner).toBe(admin.id);
  });

  it("S-614 an offer is passed on by everybody, until it is accepted", () => {
    const made = grown();
    offerOwnership(made, founder.signer, admin.id);
    // By one who is neither: the two need not meet for it, nor for the answer.
    const between = told(made);
    const far = told(between);
    expect(far.resolution.offer).toMatchObject({ owner: admin.id, from: founder.id });
    between.take(accept(far, admin.by, between.encode()));
    made.take(between.encode());
    for (const device of [made, between, far]) {
      expect(device.resolution).toMatchObject({ owner: admin.id, offer: null });
      expect(device.digest).toEqual(made.digest);
    }
    // Heard late, it is nothing new.
    const late = told(grown());
    offerOwnership(late, founder.signer, admin.id);
    expect(made.take(late.encode())).toMatchObject({ added: [], refused: [] });
  });

  it("S-614 S-602 an offer that was taken back, or made to another, is not to be had any more by accepting it late", () => {
    for (const next of [founder, secondAdmin]) {
      const made = grown();
      offerOwnership(made, founder.signer, admin.id);
      // One who has heard of the offer and not of what came after.
      const away = told(made);
      offerOwnership(made, founder.signer, next.id);
      const { offer } = made.resolution;
      expect(offer?.owner ?? founder.id).toBe(next.id);
      const late = acceptOwnership(away, admin.by);
      expect(away.resolution.owner).toBe(admin.id);
      if (next !== founder) acceptOwnership(made, next.by);
      const [one, other] = [told(grown()), told(grown())];
      for (const bytes of [late, made.encode()]) one.take(bytes);
      for (const bytes of [made.encode(), late]) other.take(bytes);
      for (const bytes of [made.encode(), one.encode()]) away.take(bytes);
      made.take(late);
      for (const device of [made, one, other, away]) {
        expect(device.resolution.owner).toBe(next.id);
        expect(device.digest).toEqual(made.digest);
        expect(device.roleOf(admin.id)).toBe("admin");
      }
    }
  });

  it("S-614 whoever is removed does not come back as the owner by what was offered before", () => {
    for (const [by, tells] of [
      [founder, false],
      [admin, true],
    ] as const) {
      const made = grown();
      offerOwnership(made, founder.signer, editor.id);
      const stolen = told(made);
      expect(takeBackVoid(made, founder.signer)).toBe(null);
      removeMember(made, by.by, editor.id);
      if (tells) {
        // Only the owner can: the admin's word alone leaves the offer where it is.
        expect(takeBackVoid(made, admin.signer)).toBe(null);
        takeBackVoid(made, founder.signer);
      }
      expect(made.resolution.offer).toBe(null);
      const late = acceptOwnership(stolen, editor.by);
      made.take(late);
      stolen.take(made.encode());
      for (const device of [made, stolen]) {
        expect(device.resolution.owner).toBe(founder.id);
        expect(device.roleOf(editor.id)).toBe("removed");
      }
    }
  });

  it("S-602 of two offers of one number that a former owner signs, all come to the same, whatever they heard first", () => {
    const made = grown();
    const [lower, higher] = [secondAdmin, editor].sort((one, other) => (one.id < other.id ? -1 : 1)) as [
      Person,
      Person,
    ];
    const charterTo = (to: Person): SignedRecord =>
      signAcceptance(
        signOffer({ room: ROOM, epoch: 1, owner: to.id, name: to.name, number: 7 }, founder.signer),
        to.signer,
      );
    made.take(accept(told(made), admin.by, offerOwnership(made, founder.signer, admin.id)));
    // It owned the room: a later offer of that epoch takes it back from whoever has it. Nobody is of two minds about it.
    const [one, other] = [told(made), told(made)];
    for (const to of [lower, higher]) one.take([charterTo(to)]);
    for (const to of [higher, lower]) other.take([charterTo(to)]);
    for (const device of [one, other]) expect(device.resolution.owner).toBe(lower.id);
    expect(one.digest).toEqual(other.digest);
  });
});
