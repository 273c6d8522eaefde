import { randomUUID } from "node:crypto";
import type * as z from "zod";
import { TatamiError } from "#shared/api/errors.ts";
import { failure, failureFor } from "#shared/api/failures.ts";
import type { KnownReason } from "#shared/api/reasons.ts";
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
    const id = randomUUID();
    const steps = new Publisher<Step | { readonly step: "ended"; readonly why: KnownReason | null }>();
    const heard = steps.subscribe(signal);
    let workspace: z.infer<typeof Workspace> | null = null;
    let notTaken: unknown = null;
    const joining = await Joining.begin({
      ...this.#o,
      ...wish,
      looking: (places) =>
        steps.publish({ step: "looking", id, lan: this.#o.lan.works, places: [...places] }),
      offered: (offer) => steps.publish({ step: "offered", id, ...offer }),
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
        yield workspace === null ? { step: "declined", id } : { step: "joined", id, workspace };
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
