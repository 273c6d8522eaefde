import { inEnglish } from "#shared/api/reasons.ts";
import { doctorReport, type Finding } from "#shared/features/workspace/doctor.ts";
import { VERSION, type Connection } from "#core/main.ts";
import type { Arguments } from "../arguments.ts";
import { plain, type Answer } from "../output.ts";

/**
 * `workspace doctor [<words or link>]`: what keeps devices apart, finding by finding; with --json also as a report
 * without addresses. Exit code 1 where something failed.
 */
export async function doctor(
  client: Connection["client"],
  args: Arguments,
  rest: readonly string[],
  signal: AbortSignal,
): Promise<Answer> {
  const wish = { invitation: rest.join(" "), addresses: args.signal === undefined ? [] : [args.signal] };
  const findings: Finding[] = [];
  for await (const finding of await client.workspace.doctor(wish, { signal })) findings.push(finding);
  const failed = findings.filter(({ state }) => state === "failed");
  return {
    json: {
      schema: "tatami.connection/1",
      findings: findings.map((finding) => ({
        ...finding,
        text: finding.reason === null ? null : inEnglish(finding.reason),
      })),
      report: doctorReport(findings, VERSION),
    },
    text: [...findings.map(line), summary(findings)].join("\n"),
    exitCode: failed.length === 0 ? 0 : 1,
  };
}

function line({ check, address, state, reason }: Finding): string {
  const where = address === null ? "" : ` ${plain(address)}`;
  return `${state.padEnd(8)} ${check}${where}${reason === null ? "" : `: ${plain(inEnglish(reason))}`}`;
}

function summary(findings: readonly Finding[]): string {
  const count = (wanted: Finding["state"]): number => findings.filter(({ state }) => state === wanted).length;
  const [failed, warnings] = [count("failed"), count("warning")];
  if (failed + warnings === 0) return "Nothing was found that keeps devices apart.";
  return `${failed} failed, ${warnings === 1 ? "1 warning" : `${warnings} warnings`}.`;
}
