import type { CloseCode } from "./pipe.ts";

/** Why something of a peer was refused: what it sent, or its session as a whole. Closed list: a page says each in words. */
export const REFUSALS = [
  /** A change of somebody who may only read. */
  "role",
  /** A live change too many, which is found when both compare. */
  "rate",
  /** A change that does not fit what is here, or builds on what was not given. */
  "unfit",
  /** A change that could not be saved here: nothing that the peer did. */
  "unsaved",
  /** A word about direct connections that was not expected, or too many of them. */
  "direct",
  /** A word too many of where it is. */
  "presence",
  /** A list of who belongs to the room with records that do not count: forged, or signed by somebody who may not. */
  "records",
  /** A session that broke the protocol. */
  "protocol",
  /** One that did not prove what it is. */
  "authentication",
  /** One of too much. */
  "overload",
  /** One of a device that does not belong to the room. */
  "refused",
] as const;
export type Refusal = (typeof REFUSALS)[number];

/** Those that a change of a peer meets for what the peer is or does. */
const OF_CHANGES: ReadonlySet<Refusal> = new Set(["role", "rate", "unfit"]);

/** Devices that are counted by themselves; what others do is counted together. */
const DEVICES_MOST = 256;

/** How often something of a device was refused for one reason; `device` is null for any that are not counted by themselves. */
export interface RefusalCount {
  readonly device: string | null;
  readonly why: Refusal;
  readonly count: number;
}

/** Why a session that this side has ended counts as a refusal; null for one that does not. */
export function refusalOf(code: CloseCode): Refusal | null {
  return code === "protocol" || code === "authentication" || code === "overload" || code === "refused"
    ? code
    : null;
}

/** Counts what was refused, by device and reason, from its making on: bounded, whatever peers do. */
export class Refusals {
  readonly #counts = new Map<string | null, Map<Refusal, number>>();

  /** `device` is null for one that has not proved which it is, or is no member. */
  note(device: string | null, why: Refusal): void {
    const own = device === null || this.#counts.has(device) || this.#counts.size < DEVICES_MOST;
    const key = own ? device : null;
    const counts = this.#counts.get(key) ?? new Map<Refusal, number>();
    this.#counts.set(key, counts.set(why, (counts.get(why) ?? 0) + 1));
  }

  /** Changes of a device that were not let in, by its role, by its rate or by what they are. */
  changesOf(device: string): number {
    const counts = [...(this.#counts.get(device) ?? [])];
    return counts.reduce((sum, [why, count]) => sum + (OF_CHANGES.has(why) ? count : 0), 0);
  }

  /** All counts above 0; those of devices for which `knows` is false are added to those of null. */
  all(knows: (device: string) => boolean): RefusalCount[] {
    const strangers = new Map<Refusal, number>();
    const told: RefusalCount[] = [];
    for (const [device, counts] of this.#counts)
      for (const [why, count] of counts)
        if (device !== null && knows(device)) told.push({ device, why, count });
        else strangers.set(why, (strangers.get(why) ?? 0) + count);
    return [...told, ...Array.from(strangers, ([why, count]) => ({ device: null, why, count }))];
  }
}
