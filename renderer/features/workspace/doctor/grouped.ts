import type { Finding } from "#shared/features/workspace/doctor.ts";

/** What was found in one place: at the address of a signaling or TURN server, or on this device where that is null. */
export interface Group {
  readonly address: string | null;
  readonly findings: readonly Finding[];
  /** What was not looked at, because one of the findings is a failure. */
  readonly rest: readonly Finding[];
}

/** Findings by place, this device first, places and findings in the order in which they came. */
export function grouped(findings: readonly Finding[]): Group[] {
  const places = [null, ...new Set(findings.flatMap(({ address }) => address ?? []))];
  return places
    .map((address) => {
      const here = findings.filter((one) => one.address === address);
      const rest = here.filter(({ reason }) => reason?.id === "doctor.not-reached");
      return { address, findings: here.filter((one) => !rest.includes(one)), rest };
    })
    .filter((group) => group.findings.length > 0);
}

/**
 * What concerns whoever looks: somebody who comes with an invitation is not told how the workspace fares that happens to be
 * looked at, and others not that they have none.
 */
export function concerning(findings: readonly Finding[], invited: boolean): Finding[] {
  return findings.filter(({ check }) => check !== (invited ? "workspace" : "invitation"));
}
