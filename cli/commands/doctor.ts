import { toIso } from "#shared/lib/time.ts";
import type { Connection } from "#core/main.ts";
import { UsageError, type Arguments } from "../arguments.ts";
import { plain, type Answer } from "../output.ts";

/** `doctor [--rebuild]`: versions, health, sizes; with --rebuild the projections anew from the logs. */
export async function doctor({ client }: Connection, args: Arguments): Promise<Answer> {
  if (args.rest.length > 0) throw new UsageError("doctor takes options only.");
  const rebuilt = args.rebuild ? await client.settings.rebuild() : null;
  const report = await client.settings.diagnostics();
  const bad = report.health.some((entry) => entry.state === "bad") || report.setAside.length > 0;
  const lines = [
    `Tatami ${report.version}, Node ${report.node}, SQLite ${report.sqlite}, ${report.git === null ? "no git" : `git ${report.git}`}, ${report.platform}`,
    `Data: ${plain(report.dataFolder)}`,
    ...report.health.map((entry) => `  ${entry.state.padEnd(8)} ${entry.name}: ${plain(entry.detail)}`),
    ...report.counts.map((entry) => `  ${String(entry.count).padStart(8)} ${entry.name}`),
    ...report.sizes.map((entry) => `  ${megabytes(entry.bytes).padStart(8)} MB ${entry.name}`),
    ...report.setAside.map(
      (entry) => `  set aside: ${plain(entry.kind)} ${plain(entry.id)}: ${plain(entry.why)}`,
    ),
  ];
  if (rebuilt !== null) {
    lines.push(
      `Rebuilt ${rebuilt.rows} rows of ${rebuilt.documents} documents; ${rebuilt.differed} differed, ${rebuilt.setAside} set aside.`,
    );
  }
  return {
    json: { schema: "tatami.doctor/1", ...report, startedAt: toIso(report.startedAt), rebuilt },
    text: lines.join("\n"),
    exitCode: bad ? 1 : 0,
  };
}

function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(1);
}
