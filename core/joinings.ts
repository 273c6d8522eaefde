import { randomUUID } from "node:crypto";
import type * as z from "zod";
import { TatamiError } from "#shared/api/errors.ts";
import { failure, failureFor } from "#shared/api/failures.ts";
import type { KnownReason } from "#shared/api/reasons.ts";
import { isReason, readInvitation, type Secret } from "#shared/features/workspace/invitation.ts";
import type { JoinStep, Workspace } from "#shared/features/workspace/workspace.api.ts";
import { fromHex } from "#shared/lib/hex.ts";
import { Joining, type RoomSeed } from "./features/workspace/index.ts";
import { Publisher } from "./platform/publisher.ts";

type Step = z.infer<typeof JoinStep>;

/** By which invitation, under which name, and where its host is looked for beside what it says itself. */
export interface JoinWish {
  readonly invitation: string;
  readonly name: string;
  readonly addresses: readonly string[];
}

export interface JoiningsOptions extends Pick<
  Parameters<typeof Joining.begin>[0],
  "device" | "clock" | "timer" | "random" | "logger" | "lan"
> {
  /** Keeps the workspace that one has come into, and where its members meet; answers what a person is told of it. */
  readonly takeUp: (seed: RoomSeed, addresses: readonly string[]) => z.infer<typeof Workspace>;
  /** What is told of a workspace, by its id, in which this device is already; null for one in which it is not. Throws where it cannot come in. */
  readonly here: (id: string) => z.infer<typeof Workspace> | null;
  /** The name of the workspace that an invitation is to which was made on this device; else null. */
  readonly ownOf: (secret: Secret) => string | null;
}

/** The attempts of this device to come into workspaces of others. */
export class Joinings {
  readonly #o: JoiningsOptions;
  readonly #running = new Map<string, Joining>();

  constructor(options: JoiningsOptions) {
    this.#o = options;
  }

  /** Comes in by an invitation; whoever stops listening gives up. Throws why it cannot. */
  async *join(wish: JoinWish, signal?: AbortSignal): AsyncGenerator<Step> {
    const read = readInvitation(wish.invitation);
    const own = isReason(read) ? null : this.#o.ownOf(read.secret);
    if (own !== null) throw failure("join.own", { name: own });
    const id = randomUUID();
    const steps = new Publisher<Step | { readonly step: "ended"; readonly why: KnownReason | null }>();
    const heard = steps.subscribe(signal);
    let workspace: z.infer<typeof Workspace> | null = null;
    let here: z.infer<typeof Workspace> | null = null;
    let notTaken: unknown = null;
    const joining: Joining = await Joining.begin({
      ...this.#o,
      ...wish,
      looking: (places) =>
        steps.publish({ step: "looking", id, lan: this.#o.lan.works, places: [...places] }),
      offered: ({ room, person, ...offer }) => {
        try {
          here = this.#o.here(room);
        } catch (error) {
          notTaken = error;
        }
        if (here === null && notTaken === null)
          steps.publish({ step: "offered", id, ...offer, person: person?.name ?? null });
        else joining.decline();
      },
      joined: ({ room, roomKey, roomName, founder, records }, addresses) => {
        const seed = {
          id: room,
          name: roomName,
          key: roomKey,
          founder: fromHex(founder),
          members: records,
          createdAt: this.#o.clock(),
        };
        try {
          workspace = this.#o.takeUp(seed, addresses);
        } catch (error) {
          notTaken = error;
          throw error;
        }
      },
      ended: (why) => steps.publish({ step: "ended", why }),
    });
    this.#running.set(id, joining);
    try {
      for await (const step of heard) {
        if (step.step !== "ended") {
          yield step;
          continue;
        }
        if (notTaken instanceof TatamiError) throw notTaken;
        if (step.why !== null) throw failureFor(step.why);
        if (workspace !== null) yield { step: "joined", id, workspace };
        else yield here === null ? { step: "declined", id } : { step: "here", id, workspace: here };
        return;
      }
    } finally {
      this.#running.delete(id);
      joining.decline();
    }
  }

  /** Says yes or no to what a running join was offered. Throws NOT_FOUND. */
  answer(id: string, accept: boolean): void {
    const joining = this.#running.get(id);
    if (joining === undefined) throw failure("join.over", {});
    if (accept) joining.accept();
    else joining.decline();
  }
}
