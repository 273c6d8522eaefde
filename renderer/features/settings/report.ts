import type { CoreOutputs } from "#renderer/platform/client.ts";

export type Diagnostics = CoreOutputs["settings"]["diagnostics"];

/** Absolute paths of any system, quoted or not, up to the next space, quote or bracket. */
const PATHS = /(?:[A-Za-z]:\\|\\\\|~[\\/]|\/)(?:[^\s"'`“”()<>,;]+)/gu;

/** A text with every absolute path replaced. */
export function withoutPaths(text: string): string {
  return text.replace(PATHS, "<path>");
}

/**
 * What a person may paste into a bug report: always in English, and without the data folder, paths in messages, or
 * anything else that tells whose machine it is.
 */
export function reportOf(diagnostics: Diagnostics): string {
  const { health, sizes, counts, setAside } = diagnostics;
  const lines = [
    `Tatami ${diagnostics.version}, contract ${diagnostics.contractVersion}, ${diagnostics.shell}`,
    `${diagnostics.platform}, Node ${diagnostics.node}, SQLite ${diagnostics.sqlite}, git ${withoutPaths(diagnostics.git ?? "not found")}`,
    `Running since ${new Date(diagnostics.startedAt).toISOString()}, ${mega(diagnostics.memoryBytes)} MB of memory`,
    "",
    ...health.map((one) => `${one.name}: ${one.state}. ${withoutPaths(one.detail)}`),
    "",
    ...sizes.map((one) => `${one.name}: ${mega(one.bytes)} MB`),
    ...counts.map((one) => `${one.name}: ${one.count}`),
  ];
  if (setAside.length > 0) lines.push("", "Set aside:");
  for (const one of setAside) lines.push(`${one.kind} ${one.id}: ${withoutPaths(one.why)}`);
  return `${lines.join("\n")}\n`;
}

function mega(bytes: number): string {
  return (bytes / 1_000_000).toFixed(1);
}
