import { fc } from "#test/builders/properties.ts";
import { describe, expect, it } from "vitest";
import { come, Guest, Inviting, knockOf, meet, Rough, rough, type Says } from "#test/builders/joining.ts";
import {
  secondAdmin,
  editor,
  newcomer,
  grown,
  founder,
  person,
  ROOM,
  type Person,
} from "#test/builders/members.ts";
import type { HostOptions } from "./join.ts";
import { LARGEST_OF_GUEST, LARGEST_OF_HOST, writeHostHello, writeJoinMessage } from "./join-messages.ts";

const STRANGER = person(9);

describe("a host that lies", () => {
  const other = grown();
  const inviting = new Inviting();
  const truth = (): ReturnType<Inviting["welcome"]> => {
    come(inviting);
    return inviting.welcome();
  };

  it.each<readonly [string, () => Partial<HostOptions>, Person]>([
    ["of another name", () => ({ welcome: () => ({ ...truth(), roomName: "Their POCs" }) }), founder],
    [
      "in which the guest is nobody",
      () => ({ welcome: () => ({ ...truth(), records: other.encode() }) }),
      founder,
    ],
    [
      "in which the guest has another role",
      () => ({ welcome: truth, offer: (device) => ({ ...inviting.offer(device), role: "admin" }) }),
      founder,
    ],
    ["of another founder", () => ({ welcome: () => ({ ...truth(), founder: STRANGER.id }) }), founder],
    ["of another id", () => ({ welcome: () => ({ ...truth(), room: ROOM.replace(/1$/u, "3") }) }), founder],
    [
      "whose records are none",
      () => ({ welcome: () => ({ ...truth(), records: new Uint8Array(9) }) }),
      founder,
    ],
    ["that it is not in itself", () => ({ welcome: truth }), STRANGER],
    ["in which it may not invite", () => ({ welcome: truth }), editor],
  ])("S-709 about a room %s is not believed", (_, host, inviter) => {
    const fresh = new Inviting();
    const { guest } = come(fresh, { host: host(), inviter });
    expect(guest.offers).toHaveLength(1);
    expect(guest.joined).toEqual([]);
    expect(guest.ends).toEqual(["join.broken"]);
  });

  it("S-710 about an end that no calendar can write shows the guest nothing", () => {
    const offer = (device: string) => ({ ...inviting.offer(device), expiresAt: 8.7e15 });
    const { guest } = come(new Inviting(), { host: { offer } });
    expect(guest.offers).toEqual([]);
    expect(guest.ends).toEqual(["join.broken"]);
  });

  it("S-709 and one that does not is believed, an admin as well", () => {
    expect(come(new Inviting(), { host: { welcome: truth } }).guest.joined).toHaveLength(1);
    expect(come(new Inviting(), { inviter: secondAdmin }).guest.joined).toHaveLength(1);
  });
});

describe("who does not keep to the conversation", () => {
  const accept = writeJoinMessage({ type: "accept", name: "Newcomer", consent: null });

  it.each<readonly [string, Says]>([
    ["says yes before it was asked, and again", (_, say) => [accept, accept, accept].forEach(say)],
    [
      "says yes without end",
      (message, say) => message === null || Array.from({ length: 500 }, () => say(accept)),
    ],
    ["offers something itself", (message, say) => message === null || say(writeJoinMessage(message))],
    ["says garbage", (message, say) => message === null || say(Uint8Array.of(7, 7, 7))],
    ["says nothing, in a message", (message, say) => message === null || say(new Uint8Array(0))],
    [
      "has no name",
      (message, say) =>
        message === null || say(writeJoinMessage({ type: "accept", name: " ", consent: null })),
    ],
    ["says more than it should", (message, say) => message === null || say(Uint8Array.of(...accept, 0))],
    [
      "says something very large",
      (message, say) => message === null || say(new Uint8Array(3_000_000).fill(1)),
    ],
  ])("S-710 as a guest that %s is cut off, and comes in once at most", (_, says) => {
    const inviting = new Inviting();
    const { guest } = rough(inviting, says);
    expect(guest.codes).toEqual([expect.stringMatching(/^(protocol|overload)$/u)]);
    expect(inviting.ends).toHaveLength(1);
    expect(inviting.welcomes).toBeLessThanOrEqual(1);
    expect(guest.heard.filter(({ type }) => type === "welcome").length).toBeLessThanOrEqual(
      inviting.welcomes,
    );
    expect(inviting.failures).toEqual([]);
  });

  it.each([
    ["guest", LARGEST_OF_GUEST, "protocol"],
    ["guest", LARGEST_OF_GUEST + 1, "overload"],
    ["host", LARGEST_OF_HOST, "protocol"],
    ["host", LARGEST_OF_HOST + 1, "overload"],
  ] as const)("S-713 as a %s that says %d bytes is cut off with %s", (role, bytes, code) => {
    const inviting = new Inviting();
    const isGuest = role === "guest";
    const liar = new Rough(isGuest ? knockOf(newcomer) : writeHostHello(), (message, say) => {
      if ((message === null) !== isGuest) say(new Uint8Array(bytes));
    });
    const guest = new Guest(inviting.time, newcomer);
    meet(inviting.time, [
      { of: founder, speaker: isGuest ? inviting.host() : liar },
      { of: newcomer, speaker: isGuest ? liar : guest.guest },
    ]);
    inviting.time.advance(1_000);
    expect(liar.codes).toEqual([code]);
    expect([inviting.welcomes, guest.joined, inviting.failures, guest.failures]).toEqual([0, [], [], []]);
  });

  it("S-710 as a guest, with whatever bytes, changes nothing", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        fc.pre(bytes[0] !== 1);
        const inviting = new Inviting();
        const { guest } = rough(inviting, (message, say) => message === null || say(bytes));
        expect(guest.codes).toHaveLength(1);
        expect([inviting.welcomes, inviting.failures]).toEqual([0, []]);
      }),
      { numRuns: 15 },
    );
  });

  it.each<readonly [string, (inviting: Inviting) => readonly Uint8Array[]]>([
    [
      "offers twice",
      (inviting) => [1, 2].map(() => writeJoinMessage({ type: "offer", ...inviting.offer(newcomer.id) })),
    ],
    [
      "welcomes before it was asked to",
      (inviting) => [writeJoinMessage({ type: "welcome", ...inviting.welcome() })],
    ],
    ["says garbage", () => [Uint8Array.of(0, 1)]],
    ["says yes itself", () => [accept]],
  ])("S-710 as a host that %s is left", (_, says) => {
    const inviting = new Inviting();
    const guest = new Guest(inviting.time, newcomer, { offered: () => undefined });
    const host = new Rough(
      writeHostHello(),
      (message, say) => message === null && says(inviting).forEach(say),
    );
    meet(inviting.time, [
      { of: founder, speaker: host },
      { of: newcomer, speaker: guest.guest },
    ]);
    inviting.time.advance(1_000);
    expect(guest.ends).toEqual(["join.broken"]);
    expect([guest.joined, guest.failures]).toEqual([[], []]);
    expect(host.codes).toEqual(["protocol"]);
  });
});
