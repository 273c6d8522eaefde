import { toHex } from "#shared/lib/hex.ts";
import type { Clock, Timer } from "#shared/lib/time.ts";
import { PRESENCE_BURST, PRESENCE_EVERY, PRESENCE_RATE, PRESENCE_STAYS } from "./limits.ts";
import { ProtocolFault, type CloseCode } from "./pipe.ts";
import { Rate } from "./rate.ts";
import type { Reader, Writer } from "./wire.ts";

/** Where somebody is: the document that is open, null for none, and whether something is being written in it. */
export interface Presence {
  readonly at: string | null;
  readonly writing: boolean;
}

/** That of whoever has nothing open, and of whoever does not say. */
export const NOWHERE: Presence = { at: null, writing: false };

/** What the byte before the document says; without one nothing is being written either. */
const KINDS = ["nowhere", "here", "writing"] as const;

export function writePresence(to: Writer, { at, writing }: Presence): void {
  if (at === null) to.byte(KINDS.indexOf("nowhere"));
  else to.byte(KINDS.indexOf(writing ? "writing" : "here")).uuid(at);
}

/** Throws ProtocolFault for anything that is none. */
export function readPresence(from: Reader): Presence {
  const kind = KINDS[from.byte()];
  if (kind === undefined) throw new ProtocolFault("A presence is of an unknown kind.");
  return kind === "nowhere" ? NOWHERE : { at: from.uuid(), writing: kind === "writing" };
}

/** A session that presence goes over. */
export interface PresenceSession {
  /** So much waits for this peer that what is said now would come late. */
  readonly isBehind: boolean;
  say(presence: Presence): void;
}

export interface RoomPresenceOptions {
  readonly clock: Clock;
  readonly timer: Timer;
  /** Somebody is elsewhere, or gone. */
  readonly changed: () => void;
}

/** What is known of a device. It is a member, so there are not many. */
interface Device {
  /** Stays when the device goes, so that coming back does not begin it anew. */
  readonly rate: Rate;
  /** What its open sessions have said, in the order of hearing: the last counts. */
  readonly said: Map<PresenceSession, Presence>;
  /** Where it was when the session ended that had said so last; `stop` ends the wait for another session to say it. */
  left: { readonly presence: Presence; readonly stop: () => void } | null;
}

/**
 * Where the peers of a room are, and this side among them. It is kept in memory alone, and no longer than somebody is there.
 * Rules S-801 to S-808 of SPEC.md.
 */
export class RoomPresence {
  readonly #o: RoomPresenceOptions;
  #own = NOWHERE;
  /** The sessions that are open: whose they are, and what was said in them last. */
  readonly #sessions = new Map<PresenceSession, { readonly device: string; told: Presence }>();
  readonly #devices = new Map<string, Device>();
  /** Stops the wait until something may be said again; null while nothing is waited for. */
  #wait: (() => void) | null = null;

  constructor(options: RoomPresenceOptions) {
    this.#o = options;
  }

  /** Says where this side is: to all whose session is open, now or as soon as it may be. Of several values the newest goes. */
  set(own: Presence): void {
    this.#own = own;
    this.#tell();
  }

  /** A session with a device, by the key that it has proved, is open. */
  opened(session: PresenceSession, device: Uint8Array): void {
    this.#sessions.set(session, { device: toHex(device), told: NOWHERE });
    this.#tell();
  }

  /** A peer has said where it is; false for what is not heard, because it says too much. */
  heard(session: PresenceSession, presence: Presence): boolean {
    const open = this.#sessions.get(session);
    if (open === undefined) return false;
    const device = this.#device(open.device);
    if (!device.rate.take(this.#o.clock())) return false;
    const before = placeOf(device);
    device.left?.stop();
    device.left = null;
    device.said.delete(session);
    device.said.set(session, presence);
    if (!same(before, presence)) this.#o.changed();
    return true;
  }

  /** A session has ended. */
  closed(session: PresenceSession, code: CloseCode): void {
    const open = this.#sessions.get(session);
    if (!this.#sessions.delete(session) || open === undefined) return;
    const device = this.#devices.get(open.device);
    const was = device?.said.get(session);
    if (device === undefined || was === undefined) return;
    device.said.delete(session);
    if (device.said.size > 0) return this.#movedFrom(device, was);
    // Whoever lost a pipe, or was given another, says it again over the next one. Every other end is the end.
    const stays = (code === "lost" || code === "replaced") && was.at !== null;
    if (stays)
      device.left = { presence: was, stop: this.#o.timer.after(PRESENCE_STAYS, () => this.#leave(device)) };
    else this.#movedFrom(device, was);
  }

  /** Where everybody is who is somewhere, by the keys that the devices have proved, in hex. */
  all(): Map<string, Presence> {
    const places = Array.from(this.#devices, ([key, device]) => [key, placeOf(device)] as const);
    return new Map(places.filter(([, { at }]) => at !== null));
  }

  /** Waits for nothing any more. */
  close(): void {
    this.#wait?.();
    for (const { left } of this.#devices.values()) left?.stop();
    this.#devices.clear();
  }

  #device(key: string): Device {
    const known = this.#devices.get(key);
    if (known !== undefined) return known;
    const rate = new Rate(PRESENCE_RATE, PRESENCE_BURST, this.#o.clock());
    const device: Device = { rate, said: new Map(), left: null };
    this.#devices.set(key, device);
    return device;
  }

  #leave(device: Device): void {
    const { presence } = device.left ?? { presence: NOWHERE };
    device.left = null;
    this.#movedFrom(device, presence);
  }

  #movedFrom(device: Device, before: Presence): void {
    if (!same(placeOf(device), before)) this.#o.changed();
  }

  #tell(): void {
    // What is newest is looked at when that time has come.
    if (this.#wait !== null) return;
    let waits = false;
    for (const [session, open] of this.#sessions) {
      if (same(open.told, this.#own)) continue;
      waits = true;
      if (session.isBehind) continue;
      open.told = this.#own;
      session.say(this.#own);
    }
    if (!waits) return;
    this.#wait = this.#o.timer.after(PRESENCE_EVERY, () => {
      this.#wait = null;
      this.#tell();
    });
  }
}

function placeOf({ said, left }: Device): Presence {
  return [...said.values()].at(-1) ?? left?.presence ?? NOWHERE;
}

function same(one: Presence, other: Presence): boolean {
  return one.at === other.at && one.writing === other.writing;
}
