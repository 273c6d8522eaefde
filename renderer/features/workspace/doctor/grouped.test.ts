import { expect, it } from "vitest";
import { reason } from "#shared/api/reasons.ts";
import type { Finding } from "#shared/features/workspace/doctor.ts";
import { concerning, grouped } from "./grouped.ts";

const finding = (check: Finding["check"], address: string | null = null): Finding => ({
  check,
  address,
  state: "ok",
  reason: null,
});

it("groups findings by place: this device first, whatever was told last, and each place once", () => {
  const [one, other] = ["ws://one:1", "ws://other:2"];
  const told = [
    finding("network"),
    finding("name", other),
    finding("connect", other),
    finding("name", one),
    finding("turn"),
  ];
  expect(
    grouped(told).map(({ address, findings }) => [address, ...findings.map(({ check }) => check)]),
  ).toEqual([
    [null, "network", "turn"],
    [other, "name", "connect"],
    [one, "name"],
  ]);
  expect(grouped([])).toEqual([]);
});

it("keeps apart what was not looked at because something had failed", () => {
  const failed = finding("name", "ws://one:1");
  const skipped = finding("turn");
  const rest = { ...finding("relay", "ws://one:1"), reason: reason("doctor.not-reached", {}) };
  expect(grouped([skipped, failed, rest])).toEqual([
    { address: null, findings: [skipped], rest: [] },
    { address: "ws://one:1", findings: [failed], rest: [rest] },
  ]);
});

it("shows whoever comes with an invitation that one, and others their workspace", () => {
  const told = [finding("invitation"), finding("workspace"), finding("lan")];
  const checks = (invited: boolean) => concerning(told, invited).map(({ check }) => check);
  expect(checks(true)).toEqual(["invitation", "lan"]);
  expect(checks(false)).toEqual(["workspace", "lan"]);
});
