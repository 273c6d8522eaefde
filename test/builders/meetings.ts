import { randomBytes } from "node:crypto";
import { onTestFinished } from "vitest";
import { Meeting, type MeetingOptions, type MeetingState } from "#core/sync/meeting.ts";
import { systemTimer } from "#core/platform/timer.ts";
import { Heard } from "#test/contracts/pipe-contract.ts";
import type { GivenPipe } from "./relay-room.ts";

/** The meeting of the tests. */
export const MEETING = new Uint8Array(16).fill(0xaa);

/** One who takes part in a meeting, and all that it was told. */
export interface Attendant {
  readonly meeting: Meeting;
  readonly pipes: GivenPipe[];
  readonly states: MeetingState[];
}

/** Takes part in a meeting until the test ends. `listens` says whether to the pipes that it is given. */
export function attend(
  address: string,
  change: Partial<MeetingOptions> & { readonly listens?: boolean } = {},
): Attendant {
  const { listens = true, ...options } = change;
  const pipes: GivenPipe[] = [];
  const states: MeetingState[] = [];
  const meeting = new Meeting({
    address,
    meeting: MEETING,
    clock: Date.now,
    timer: systemTimer,
    random: (bytes) => new Uint8Array(randomBytes(bytes)),
    onPipe: (pipe, initiator, again) =>
      void pipes.push({ pipe, initiator, heard: listens ? new Heard(pipe) : null, again }),
    onState: (state) => states.push(state),
    ...options,
  });
  onTestFinished(() => meeting.close());
  return { meeting, pipes, states };
}

/** Waits until something holds; the test's own limit of time ends it. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((done) => setTimeout(done, 2));
}

/** How many others somebody knows to be at the meeting; -1 where it is not there itself. */
export function peersOf({ meeting: { state } }: Attendant): number {
  return state.kind === "joined" ? state.peers : -1;
}
