import { describe, expect, it } from "vitest";
import {
  come,
  Guest,
  Inviting,
  knockOf,
  meet,
  ROOM_KEY,
  Rough,
  rough,
  type Says,
} from "#test/builders/joining.ts";
import { admin, editor, newcomer, grown, founder, observer, person, ROOM } from "#test/builders/members.ts";
import { ANSWER_TIME, THINKING_TIME, type HostOptions, type InvitationHost } from "./join.ts";
import { JOIN_PROTOCOL, writeHostHello, writeJoinMessage, writeKnock, type Offer } from "./join-messages.ts";
import { addOwnDevice, removeMember } from "./membership-changes.ts";

const STRANGER = person(9);

describe("an invitation", () => {
  it("S-705 brings a device in, whichever side began, by a word of each", () => {
    for (const first of [true, false]) {
      const inviting = new Inviting();
      const { guest } = come(inviting, { first });
      expect(guest.offers).toEqual([
        {
          room: ROOM,
          roomName: "Our POCs",
          documents: 12,
          bytes: 3456,
          role: "editor",
          person: null,
          expiresAt: null,
        },
      ]);
      expect(guest.ends).toEqual([null]);
      const [joined] = guest.joined;
      expect(joined).toMatchObject({
        room: ROOM,
        roomKey: ROOM_KEY,
        roomName: "Our POCs",
        founder: founder.id,
      });
      expect(joined?.membership.roleOf(newcomer.id)).toBe("editor");
      expect(joined?.membership.digest).toEqual(inviting.membership.digest);
      expect(inviting.ends).toMatchObject([{ reason: { code: "done" }, welcomed: true }]);
      expect(inviting.knocks).toEqual([
        { protocol: JOIN_PROTOCOL, device: newcomer.id, name: newcomer.name },
      ]);
    }
  });

  it("S-705 goes by the name that was said last, and by an admin as well", () => {
    const inviting = new Inviting();
    const { guest } = come(inviting, { inviter: admin, guest: { offered: () => undefined } });
    guest.guest.accept("Newcomer's laptop");
    inviting.time.advance(100);
    expect(inviting.membership.members().find(({ device }) => device === newcomer.id)?.name).toBe(
      "Newcomer's laptop",
    );
    expect(guest.joined).toHaveLength(1);
  });

  it("S-705 that is declined leaves nothing behind", () => {
    const inviting = new Inviting();
    const { guest } = come(inviting, { guest: { offered: () => undefined } });
    guest.guest.decline();
    inviting.time.advance(100);
    expect(guest.ends).toEqual([null]);
    expect(guest.joined).toEqual([]);
    expect(inviting.ends).toMatchObject([{ reason: { code: "done" }, welcomed: false }]);
    expect(inviting.membership.digest).toEqual(grown().digest);
  });

  it("S-705 of other words does not open", () => {
    for (const first of [true, false]) {
      const inviting = new Inviting();
      const { guest } = come(inviting, { psk: new Uint8Array(32), first });
      expect(guest.ends).toEqual(["join.wrong"]);
      expect(inviting.knocks).toEqual([]);
      expect(inviting.ends).toMatchObject([{ reason: { code: "authentication" }, welcomed: false }]);
    }
  });

  it("S-705 with whoever breaks off is lost", () => {
    const inviting = new Inviting();
    const { guest, pipes } = come(inviting, { guest: { offered: () => undefined } });
    pipes.cut();
    expect(guest.ends).toEqual(["join.lost"]);
    expect(inviting.ends).toMatchObject([{ reason: { code: "lost" }, welcomed: false }]);
  });

  it("S-706 is for the device whose key was proved: nobody comes in another's name", () => {
    for (const [hello, code] of [
      [knockOf(observer), "authentication"],
      [writeKnock({ protocol: JOIN_PROTOCOL, device: "00".repeat(32), name: "Nobody" }), "authentication"],
      [writeKnock({ protocol: JOIN_PROTOCOL + 1, device: newcomer.id, name: "Newcomer" }), "refused"],
      [knockOf(newcomer).subarray(0, 20), "protocol"],
      [new Uint8Array(0), "protocol"],
    ] as const) {
      const inviting = new Inviting();
      const { guest } = rough(inviting, () => undefined, hello);
      expect(guest.codes).toEqual([code]);
      expect([guest.heard, inviting.knocks]).toEqual([[], []]);
    }
  });

  it("S-706 of another protocol says so", () => {
    const inviting = new Inviting();
    const guest = new Guest(inviting.time, newcomer);
    const newer = new Rough(Uint8Array.of(JOIN_PROTOCOL + 1), () => undefined);
    meet(inviting.time, [
      { of: founder, speaker: newer },
      { of: newcomer, speaker: guest.guest },
    ]);
    inviting.time.advance(1_000);
    expect(guest.ends).toEqual(["join.other-version"]);
  });
});

describe("another device of the host's", () => {
  const person = { device: editor.id, name: "Editor" };
  const host = (inviting: Inviting, offered: Partial<Offer> = {}) => ({
    offer: (device: string) => ({ ...inviting.offer(device), role: "editor" as const, person, ...offered }),
    welcome: (device: string, name: string, consent: Uint8Array | null) => {
      addOwnDevice(inviting.membership, editor.by, { device, name, consent: consent ?? new Uint8Array(64) });
      return inviting.welcome();
    },
  });

  it("S-709 S-617 comes in by a member who may invite nobody, having agreed to be that one's", () => {
    const inviting = new Inviting();
    const { guest } = come(inviting, { inviter: editor, host: host(inviting) });
    expect(guest.ends).toEqual([null]);
    expect(guest.joined[0]?.membership.members().find(({ device }) => device === newcomer.id)?.of).toBe(
      editor.id,
    );
  });

  it.each<[string, Partial<Offer>]>([
    ["a person of its own", { person: null }],
    ["the device of somebody else", { person: { device: founder.id, name: "Founder" } }],
    ["the device of nobody", { person: { device: "00".repeat(32), name: "Nobody" } }],
    ["an admin", { role: "admin" }],
  ])("S-709 takes nothing from a member who offers it to be %s", (_, offered) => {
    const inviting = new Inviting();
    const { guest } = come(inviting, { inviter: editor, host: host(inviting, offered) });
    expect(guest.joined).toEqual([]);
    expect(guest.ends).toHaveLength(1);
    expect(guest.ends[0]).not.toBe(null);
  });
});

describe("who is not let in", () => {
  it("S-707 hears that it has expired, was used up, or that the device was removed", () => {
    for (const first of [true, false]) {
      const inviting = new Inviting();
      inviting.invitation = { ...inviting.invitation, expiresAt: 500 };
      inviting.time.advance(500);
      expect(come(inviting, { first }).guest.ends).toEqual(["join.expired"]);
      inviting.invitation = { ...inviting.invitation, expiresAt: null, usedBy: [STRANGER.id] };
      expect(come(inviting, { first }).guest.ends).toEqual(["join.used"]);
      inviting.invitation = { ...inviting.invitation, uses: null };
      removeMember(inviting.membership, founder.by, editor.id);
      expect(come(inviting, { first, who: editor }).guest.ends).toEqual(["join.blocked"]);
      expect(come(inviting, { first, host: { refuses: () => "full" } }).guest.ends).toEqual(["join.full"]);
      expect(inviting.knocks).toEqual([]);
      expect(inviting.welcomes).toBe(0);
    }
  });

  it("S-707 hears it also when it was thought over for too long, or taken back meanwhile", () => {
    for (const meanwhile of [
      (inviting: Inviting) => inviting.time.advance(3_000),
      (inviting: Inviting) => {
        inviting.invitation = { ...inviting.invitation, usedBy: [STRANGER.id] };
      },
      (_: Inviting, host: InvitationHost) => host.close(),
    ]) {
      const inviting = new Inviting();
      inviting.invitation = { ...inviting.invitation, expiresAt: 2_000 };
      const { guest, host } = come(inviting, { guest: { offered: () => undefined } });
      meanwhile(inviting, host);
      guest.guest.accept("Newcomer");
      inviting.time.advance(100);
      expect(guest.ends).toEqual([expect.stringMatching(/^join\.(expired|used)$/u)]);
      expect(guest.joined).toEqual([]);
      expect(inviting.membership.roleOf(newcomer.id)).toBe(null);
    }
  });

  it("S-707 hears it when the room cannot take it after all", () => {
    const { guest } = come(new Inviting(), { host: { welcome: () => "full" } });
    expect(guest.ends).toEqual(["join.full"]);
  });
});

describe("a use", () => {
  it("S-708 is counted once a device: what was lost with the connection is given again", () => {
    const inviting = new Inviting();
    const { guest, pipes } = come(inviting, { for: 0 });
    // The welcome is on its way, and so is the end of the connection.
    while (inviting.welcomes === 0) inviting.time.advance(1);
    pipes.cut();
    expect(guest.ends).toEqual(["join.lost"]);
    expect(inviting.ends).toMatchObject([{ reason: { code: "lost" }, welcomed: true }]);
    // Even when it has expired meanwhile: the device is in.
    inviting.invitation = { ...inviting.invitation, expiresAt: inviting.time.now };
    const again = come(inviting).guest;
    expect(again.joined).toHaveLength(1);
    expect(inviting.welcomes).toBe(1);
    expect(inviting.invitation.usedBy).toEqual([newcomer.id]);
    // And nobody else.
    inviting.invitation = { ...inviting.invitation, expiresAt: null };
    expect(come(inviting, { who: STRANGER }).guest.ends).toEqual(["join.used"]);
  });

  it("S-708 is not needed by who is in already, and changes nobody's role", () => {
    const inviting = new Inviting();
    const { guest } = come(inviting, { who: observer });
    expect(guest.joined[0]?.membership.roleOf(observer.id)).toBe("observer");
    expect(inviting.welcomes).toBe(0);
    expect(inviting.membership.digest).toEqual(grown().digest);
  });
});

describe("time", () => {
  it("S-711 ends with a guest that never says yes", () => {
    const inviting = new Inviting();
    const { guest } = come(inviting, { guest: { offered: () => undefined }, for: THINKING_TIME - 100 });
    expect(inviting.ends).toEqual([]);
    inviting.time.advance(200);
    expect(inviting.ends).toMatchObject([{ reason: { code: "timeout" }, welcomed: false }]);
    expect(guest.ends).toEqual(["join.timeout"]);
    guest.guest.accept("Newcomer");
    inviting.time.advance(1_000);
    expect(inviting.membership.roleOf(newcomer.id)).toBe(null);
  });

  it("S-711 ends with a guest that never goes, and does not take its room back", () => {
    const inviting = new Inviting();
    const says: Says = (message, say) =>
      message?.type === "offer" && say(writeJoinMessage({ type: "accept", name: "Newcomer", consent: null }));
    const { guest } = rough(inviting, says);
    inviting.time.advance(ANSWER_TIME);
    expect(guest.codes).toEqual(["timeout"]);
    expect(inviting.ends).toMatchObject([{ welcomed: true }]);
    expect(inviting.membership.roleOf(newcomer.id)).toBe("editor");
  });

  it("S-711 ends with a host that never offers, or never answers", () => {
    for (const offers of [false, true]) {
      const inviting = new Inviting();
      const guest = new Guest(inviting.time, newcomer);
      const offer = writeJoinMessage({ type: "offer", ...inviting.offer(newcomer.id) });
      const host = new Rough(writeHostHello(), (message, say) => message === null && offers && say(offer));
      meet(inviting.time, [
        { of: founder, speaker: host },
        { of: newcomer, speaker: guest.guest },
      ]);
      inviting.time.advance(ANSWER_TIME - 100);
      expect(guest.ends).toEqual([]);
      inviting.time.advance(200);
      expect(guest.ends).toEqual(["join.timeout"]);
    }
  });
});

describe("a fault of this side", () => {
  const fault = (): never => {
    throw new Error("The disk is full.");
  };

  it.each<readonly [string, Partial<HostOptions>]>([
    ["cannot tell who may come", { refuses: fault }],
    ["cannot say what is offered", { offer: fault }],
    ["cannot save a member", { welcome: fault }],
  ])("S-712 of a host that %s ends the conversation, and is the guest's for another try", (_, host) => {
    const inviting = new Inviting();
    const { guest } = come(inviting, { host });
    expect(guest.ends).toEqual(["join.lost"]);
    expect(inviting.failures).toHaveLength(1);
    expect(inviting.ends).toMatchObject([{ reason: { code: "failed" }, welcomed: false }]);
    expect(come(inviting).guest.joined).toHaveLength(1);
  });

  it("S-712 of a guest that cannot save is said, and it can come again", () => {
    const inviting = new Inviting();
    const { guest } = come(inviting, { guest: { joined: fault } });
    expect(guest.ends).toEqual(["join.not-saved"]);
    expect(guest.failures).toHaveLength(1);
    expect(come(inviting).guest.joined).toHaveLength(1);
    expect(inviting.welcomes).toBe(1);
  });
});
