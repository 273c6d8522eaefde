import { expect, it } from "vitest";
import { seededBytes } from "#test/builders/secure-channels.ts";
import { BackOff } from "./back-off.ts";
import { AGAIN_AFTER, AGAIN_AFTER_MOST, AGAIN_SOON_FOR, AGAIN_SOON_MOST, LASTED } from "./limits.ts";

const SOON = { most: AGAIN_SOON_MOST, for: AGAIN_SOON_FOR };

it("whoever pulls a cable for some minutes is back seconds after it is in again; whoever is away for long asks seldom", () => {
  const backOff = new BackOff(seededBytes("cable"), SOON);
  const waits = Array.from({ length: 200 }, () => backOff.next(0));
  const soon = waits.findIndex((wait) => wait > AGAIN_SOON_MOST);
  const early = waits.slice(0, soon);
  expect(early.slice(0, 3).every((wait, turn) => wait <= AGAIN_AFTER * 2 ** turn)).toBe(true);
  expect(early.reduce((sum, wait) => sum + wait, 0)).toBeGreaterThanOrEqual(AGAIN_SOON_FOR);
  const late = waits.slice(soon + 4);
  expect(late.length).toBeGreaterThan(100);
  expect(Math.min(...late)).toBeGreaterThanOrEqual(AGAIN_AFTER_MOST / 2);
  expect(Math.max(...waits)).toBeLessThanOrEqual(AGAIN_AFTER_MOST);
  expect(backOff.next(LASTED)).toBeLessThanOrEqual(AGAIN_AFTER);
  for (let turn = 0; turn < 8; turn++) expect(backOff.next(0)).toBeLessThanOrEqual(AGAIN_SOON_MOST);
});
