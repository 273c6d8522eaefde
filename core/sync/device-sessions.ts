import type { CloseReason, Pipe } from "#shared/sync/pipe.ts";

/** Sessions of one device that are kept at once: more addresses than that nobody meets at. */
const SESSIONS_MOST = 8;

/** A session that is open: over which kind of pipe, through which server, and what ends it. */
export interface Session {
  readonly pipe: Pipe["kind"];
  /** Whether a direct one goes by a TURN server now. */
  byTurn(): boolean;
  /** The address of the server that relays it; null for a direct one. */
  readonly through: string | null;
  close(reason: CloseReason): void;
  /** Opens its pipe again after it was replaced, or a device was refused; does nothing where that is the other side's to do. */
  again(): void;
}

interface Device {
  /** In the order in which they opened. */
  open: Session[];
  /** Opens again what was replaced. */
  resting: (() => void)[];
}

/**
 * The sessions with each device. Two devices may meet in several ways at once; the one with the lower key decides which of
 * their sessions stays, for if both did, each would close the other's. Rules S-531 to S-533 of shared/sync/SPEC.md.
 */
export class DeviceSessions {
  readonly #self: string;
  readonly #devices = new Map<string, Device>();

  /** `self` is this side's key, as devices are named here: hex. */
  constructor(self: string) {
    this.#self = self;
  }

  /** True where this side decides which session with a device stays. */
  decides(device: string): boolean {
    return this.#self < device;
  }

  /** Whether a device is connected. */
  has(device: string): boolean {
    return this.best(device) !== null;
  }

  /** The session with a device that is to stay: a direct one, then the newest. Null where there is none. */
  best(device: string): Session | null {
    const open = this.#devices.get(device)?.open ?? [];
    return open.findLast(({ pipe }) => pipe === "webrtc") ?? open.at(-1) ?? null;
  }

  opened(device: string, session: Session): void {
    const known = this.#devices.get(device) ?? { open: [], resting: [] };
    this.#devices.set(device, known);
    known.open.push(session);
    if (known.open.length > SESSIONS_MOST)
      known.open[0]?.close({ code: "overload", text: "There are too many sessions of the same device." });
  }

  /**
   * A session has brought a message, so it is open on the other side, too, and alive. If it is the one to stay, it now takes
   * the place of the others.
   */
  heard(device: string, session: Session): void {
    const open = this.#devices.get(device)?.open ?? [];
    if (open.length < 2 || !this.decides(device) || session !== this.best(device)) return;
    for (const other of open)
      if (other !== session)
        other.close({ code: "replaced", text: "Another session of the same device took over." });
  }

  closed(device: string, session: Session, { code }: CloseReason): void {
    const known = this.#devices.get(device);
    if (known === undefined) return;
    known.open = known.open.filter((one) => one !== session);
    // Of pipes that are gone for good nothing need be kept for long.
    if (code === "replaced") known.resting = [...known.resting, session.again].slice(-SESSIONS_MOST);
    if (known.open.length > 0) return;
    this.#devices.delete(device);
    for (const again of known.resting) again();
  }
}
