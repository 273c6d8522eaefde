import { invitationKeys } from "#shared/features/workspace/invitation.ts";
import { isOpen } from "#shared/features/workspace/join.ts";
import type { Clock } from "#shared/lib/time.ts";
import type { Lan, LanPart } from "#core/sync/lan/lan.ts";
import type { MeetingState } from "#core/sync/meeting.ts";
import type { Invitation } from "./invitation-store.ts";

/** What a workspace is to the local network: where its members are found there, and what this device serves for it. */
export class LanPlaces {
  readonly #part: LanPart;
  readonly #clock: Clock;
  /** Which wish is the last: the meetings of links are known a moment later. */
  #wish = 0;

  /** `changed` is told when members are to be met elsewhere than before. */
  constructor(lan: Lan, clock: Clock, changed: () => void) {
    this.#part = lan.part(changed);
    this.#clock = clock;
  }

  /** Where this core meets whoever comes to it; null while it serves nothing. */
  get own(): string | null {
    return this.#part.own();
  }

  /** Looks for members, and lets them and whoever was invited find this device. */
  async follow(meeting: Uint8Array, invitations: readonly Invitation[]): Promise<void> {
    const wish = ++this.#wish;
    const now = this.#clock();
    const open = invitations.filter((invitation) => isOpen(invitation, now));
    const links = await Promise.all(
      open.map(({ secret }) => invitationKeys({ kind: "link", bytes: secret })),
    );
    if (wish !== this.#wish) return;
    const invited = [...open.map(({ wordKeys }) => wordKeys), ...links];
    this.#part.want(meeting, [meeting, ...invited.map((keys) => keys.meeting)]);
  }

  /** The addresses of members on the local network, those kept that are in use. */
  found(states: readonly { readonly address: string; readonly state: MeetingState }[]): readonly string[] {
    const inUse = states.filter(({ state }) => state.kind === "joined").map(({ address }) => address);
    return this.#part.addresses(inUse);
  }

  /** Looks for nobody and is found by nobody, until it follows again. */
  rest(): void {
    this.#wish++;
    this.#part.want(null, []);
  }
}
