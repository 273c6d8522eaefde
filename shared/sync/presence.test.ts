import { describe, expect, it } from "vitest";
import { VirtualTime } from "#test/builders/virtual-time.ts";
import { PRESENCE_BURST, PRESENCE_EVERY, PRESENCE_STAYS } from "./limits.ts";
import { readMessage, writeMessage } from "./messages.ts";
import { ProtocolFault } from "./pipe.ts";
import { NOWHERE, RoomPresence, type Presence, type PresenceSession } from "./presence.ts";

const id = (at: number): string => `00000000-0000-7000-8000-${String(at).padStart(12, "0")}`;
const here = (at: number): Presence => ({ at: id(at), writing: false });
const writing = (at: number): Presence => ({ at: id(at), writing: true });
const ANA = Uint8Array.of(0xaa);
const RUI = Uint8Array.of(0xbb);

/** A session that keeps what was said in it. */
class Session implements PresenceSession {
  isBehind = false;
  readonly said: Presence[] = [];

  say(presence: Presence): void {
    this.said.push(presence);
  }
}

/** One side of a room, in a time of its own, and how often it told of a change. */
function room() {
  const time = new VirtualTime();
  const told = { changes: 0 };
  const presence = new RoomPresence({
    clock: () => time.now,
    timer: time,
    changed: () => void told.changes++,
  });
  const open = (device: Uint8Array): Session => {
    const session = new Session();
    presence.opened(session, device);
    return session;
  };
  const places = () => Object.fromEntries(presence.all());
  return { time, told, presence, open, places };
}

describe("in bytes", () => {
  it("S-801 a presence is read as it was written, in 18 bytes at most", () => {
    for (const presence of [NOWHERE, here(1), writing(2)]) {
      const bytes = writeMessage({ type: "presence", presence });
      expect(bytes.length).toBeLessThanOrEqual(18);
      expect(readMessage(bytes)).toEqual({ type: "presence", presence });
    }
  });

  it("S-801 anything else is none: another kind, too few or too many bytes", () => {
    const whole = writeMessage({ type: "presence", presence: here(1) });
    const [type = 0] = whole;
    const nowhere = writeMessage({ type: "presence", presence: NOWHERE });
    for (const bytes of [
      [type],
      [type, 3, ...whole.subarray(2)],
      [...whole, 0],
      whole.subarray(0, -1),
      [...nowhere, ...whole.subarray(2)],
    ])
      expect(() => readMessage(Uint8Array.from(bytes))).toThrow(ProtocolFault);
  });
});

describe("saying", () => {
  it("S-802 tells each session once when it opens, and again when it is otherwise", () => {
    const { time, presence, open } = room();
    const early = open(ANA);
    presence.set(here(1));
    time.advance(1_000);
    presence.set(here(1));
    const late = open(RUI);
    time.advance(1_000);
    expect(early.said).toEqual([here(1)]);
    expect(late.said).toEqual([here(1)]);
    presence.set(writing(1));
    time.advance(1_000);
    for (const session of [early, late]) expect(session.said).toEqual([here(1), writing(1)]);
    presence.set(NOWHERE);
    time.advance(1_000);
    for (const session of [early, late]) expect(session.said.at(-1)).toEqual(NOWHERE);
    // Who comes now has nothing to hear.
    const last = open(ANA);
    time.advance(1_000);
    expect(last.said).toEqual([]);
  });

  it("S-803 says the newest alone, ten times a second at most, and never forgets the last", () => {
    const { time, presence, open } = room();
    const session = open(ANA);
    for (let at = 1; at <= 1_000; at++) {
      presence.set(here(at));
      time.advance(1);
    }
    time.advance(PRESENCE_EVERY);
    expect(session.said.length).toBeLessThanOrEqual(1_000 / PRESENCE_EVERY + 1);
    expect(session.said.length).toBeGreaterThan(5);
    expect(session.said.at(-1)).toEqual(here(1_000));
  });

  it("S-803 says nothing to a peer that is behind until it is not, and then the newest; others do not wait for it", () => {
    const { time, presence, open } = room();
    const [slow, quick] = [open(ANA), open(RUI)];
    slow.isBehind = true;
    presence.set(here(1));
    time.advance(5_000);
    presence.set(here(2));
    time.advance(PRESENCE_EVERY);
    expect(slow.said).toEqual([]);
    expect(quick.said).toEqual([here(1), here(2)]);
    slow.isBehind = false;
    time.advance(PRESENCE_EVERY);
    expect(slow.said).toEqual([here(2)]);
  });
});

describe("hearing", () => {
  it("S-804 what is heard is of the device whose session it came in, and changes no other's", () => {
    const { presence, open, places, told } = room();
    const [ana, rui] = [open(ANA), open(RUI)];
    expect(presence.heard(ana, here(1))).toBe(true);
    expect(presence.heard(rui, writing(2))).toBe(true);
    expect(places()).toEqual({ aa: here(1), bb: writing(2) });
    expect(told.changes).toBe(2);
    presence.heard(ana, here(1));
    expect(told.changes).toBe(2);
    presence.heard(rui, NOWHERE);
    expect(places()).toEqual({ aa: here(1) });
  });

  it("S-804 of a session that is not open nothing is heard", () => {
    const { presence, open, places } = room();
    expect(presence.heard(new Session(), here(1))).toBe(false);
    const ana = open(ANA);
    presence.closed(ana, "done");
    expect(presence.heard(ana, here(1))).toBe(false);
    expect(places()).toEqual({});
  });

  it("S-805 beyond 20 a second, after 40 at once, nothing is heard of a device, in however many sessions", () => {
    const { time, presence, open, places } = room();
    const sessions = [open(ANA), open(ANA), open(ANA)];
    let heard = 0;
    const flood = () => {
      for (let at = 0; at < 3_000; at++) if (presence.heard(sessions[at % 3] as Session, here(at))) heard++;
    };
    flood();
    expect(heard).toBe(PRESENCE_BURST);
    time.advance(1_000);
    flood();
    expect(heard).toBe(PRESENCE_BURST + 20);
    // Coming back does not begin it anew.
    for (const session of sessions) presence.closed(session, "lost");
    sessions.splice(0, 3, open(ANA), open(ANA), open(ANA));
    flood();
    expect(heard).toBe(PRESENCE_BURST + 20);
    // Nobody else is heard less for it.
    const rui = open(RUI);
    for (let at = 0; at < PRESENCE_BURST; at++) expect(presence.heard(rui, here(at))).toBe(true);
    expect(places()["bb"]).toEqual(here(PRESENCE_BURST - 1));
  });
});

describe("going", () => {
  it("S-806 who ends its last session, is removed or falls silent is gone at once", () => {
    const { presence, open, places, told } = room();
    for (const code of ["done", "refused", "timeout", "protocol", "overload", "failed"] as const) {
      const [one, other] = [open(ANA), open(ANA)];
      presence.heard(one, here(1));
      presence.heard(other, here(1));
      presence.closed(one, code);
      expect(places()).toEqual({ aa: here(1) });
      const before = told.changes;
      presence.closed(other, code);
      expect(places()).toEqual({});
      expect(told.changes).toBe(before + 1);
    }
  });

  it("S-807 who goes from the relay to a direct connection does not blink, nor who comes back within a second", () => {
    const { time, presence, open, places, told } = room();
    const relay = open(ANA);
    presence.heard(relay, here(1));
    const direct = open(ANA);
    presence.heard(direct, here(1));
    presence.closed(relay, "replaced");
    presence.closed(direct, "lost");
    time.advance(PRESENCE_STAYS - 1);
    expect(places()).toEqual({ aa: here(1) });
    presence.heard(open(ANA), here(1));
    time.advance(60_000);
    expect(places()).toEqual({ aa: here(1) });
    expect(told.changes).toBe(1);
  });

  it("S-807 who comes back without a word, or does not, is gone after that second", () => {
    for (const comesBack of [true, false]) {
      const { time, presence, open, places, told } = room();
      const relay = open(ANA);
      presence.heard(relay, here(1));
      // It has nothing open any more, and the word of that was lost with the pipe.
      if (comesBack) open(ANA);
      presence.closed(relay, "lost");
      time.advance(PRESENCE_STAYS);
      expect(places()).toEqual({});
      expect(told.changes).toBe(2);
    }
  });

  it("S-807 what another session says later than the one that ended counts", () => {
    const { presence, open, places } = room();
    const [relay, direct] = [open(ANA), open(ANA)];
    presence.heard(direct, here(1));
    presence.heard(relay, here(2));
    expect(places()).toEqual({ aa: here(2) });
    presence.closed(relay, "replaced");
    expect(places()).toEqual({ aa: here(1) });
  });
});
