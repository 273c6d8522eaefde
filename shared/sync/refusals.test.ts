import { expect, it } from "vitest";
import { refusalOf, Refusals } from "./refusals.ts";

it("counts by device and reason; words, ended sessions and a full disk of one's own are no changes of a peer", () => {
  const refusals = new Refusals();
  for (const why of ["role", "role", "rate", "protocol", "presence", "direct", "unsaved"] as const)
    refusals.note("ana", why);
  refusals.note(null, "authentication");
  expect(refusals.changesOf("ana")).toBe(3);
  expect(refusals.changesOf("bea")).toBe(0);
  expect(refusals.all(() => true)).toEqual([
    { device: "ana", why: "role", count: 2 },
    { device: "ana", why: "rate", count: 1 },
    { device: "ana", why: "protocol", count: 1 },
    { device: "ana", why: "presence", count: 1 },
    { device: "ana", why: "direct", count: 1 },
    { device: "ana", why: "unsaved", count: 1 },
    { device: null, why: "authentication", count: 1 },
  ]);
});

it("tells of devices that are known no more together with strangers", () => {
  const refusals = new Refusals();
  refusals.note("ana", "refused");
  refusals.note(null, "refused");
  expect(refusals.all(() => false)).toEqual([{ device: null, why: "refused", count: 2 }]);
});

it("keeps no more for many devices than for some, and loses no count", () => {
  const refusals = new Refusals();
  for (let at = 0; at < 10_000; at++) refusals.note(`device ${at}`, "refused");
  const all = refusals.all(() => true);
  expect(all.length).toBeLessThan(300);
  expect(all.reduce((sum, { count }) => sum + count, 0)).toBe(10_000);
});

it("takes a session that just ended for no refusal", () => {
  expect((["done", "lost", "timeout", "replaced", "full", "failed"] as const).map(refusalOf)).toEqual(
    Array.from({ length: 6 }, () => null),
  );
  expect(refusalOf("overload")).toBe("overload");
});
