import { expect, it } from "vitest";
import { syncRounds } from "./support/sync-rounds.ts";

/** Operations of all runs together; `npm run soak` has more of them. */
const OPERATIONS = Number(process.env.TATAMI_SYNC_OPERATIONS ?? 20_000);
const RUN = 4_000;
const SEED = Number(process.env.TATAMI_SEED ?? 1);

it(
  "S-401 S-402 S-403 S-407 five peers that drop, die, come back and lose their rights end equal",
  { timeout: 3_600_000 },
  () => {
    // A seed that fails must fail again.
    expect(syncRounds(SEED, 300)).toEqual(syncRounds(SEED, 300));
    const total = { edits: 0, cuts: 0, kills: 0, refused: 0 };
    for (let run = 0; run * RUN < OPERATIONS; run++) {
      const report = syncRounds(SEED + run, Math.min(RUN, OPERATIONS - run * RUN));
      for (const what of Object.keys(total) as (keyof typeof total)[]) total[what] += report[what];
    }
    // A run in which nothing went wrong would prove nothing.
    for (const count of Object.values(total)) expect(count).toBeGreaterThan(10);
  },
);
