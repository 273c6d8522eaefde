import { afterAll, beforeAll, onTestFinished } from "vitest";
import type { Pipe } from "#shared/sync/pipe.ts";
import type { DirectConnection } from "#core/sync/page-pipes.ts";
import { pipeContract } from "#test/contracts/pipe-contract.ts";
import { PipePages, type PipePage } from "./support/pipe-pages.ts";

let pages: PipePages;
beforeAll(async () => {
  pages = await PipePages.start(2);
});
afterAll(() => pages.close());

/** Two connected pages, each of a core of its own, in two browser processes. */
async function connected(): Promise<{
  readonly sides: readonly [PipePage, PipePage];
  readonly ends: readonly [Pipe, Pipe];
}> {
  const sides = [await pages.open(0), await pages.open(1)] as const;
  onTestFinished(async () => {
    for (const { page } of sides) await page.close();
  });
  const opened = [Promise.withResolvers<Pipe>(), Promise.withResolvers<Pipe>()] as const;
  let answering: DirectConnection | null = null;
  const early: string[] = [];
  const offering = sides[0].pipes.open(null, [], {
    description: (offer) => {
      answering = sides[1].pipes.open(offer, [], {
        description: (answer) => offering?.answer(answer),
        candidate: (candidate) => offering?.candidate(candidate),
        opened: opened[1].resolve,
        closed: () => undefined,
      });
      for (const candidate of early) answering?.candidate(candidate);
    },
    candidate: (candidate) => (answering === null ? early.push(candidate) : answering.candidate(candidate)),
    opened: opened[0].resolve,
    closed: () => undefined,
  });
  return { sides, ends: [await opened[0].promise, await opened[1].promise] };
}

pipeContract("over WebRTC", async () => {
  const { sides, ends } = await connected();
  const heard = () => sides[0].heard + sides[1].heard;
  return {
    ends,
    settle: async () => {
      // All has arrived when no page says anything any more, though each has had its turn.
      let before = -1;
      for (let still = 0; still < 5; still++) {
        await new Promise((done) => setTimeout(done, 30));
        for (const { page } of sides) await page.evaluate(() => new Promise((done) => setTimeout(done, 10)));
        if (heard() !== before) still = 0;
        before = heard();
      }
    },
    cut: () => sides[0].cut(),
  };
});
