import { REFUSALS, type Refusal } from "#shared/sync/refusals.ts";
import type { CoreOutputs } from "#renderer/platform/client.ts";

export type Diagnostics = CoreOutputs["settings"]["diagnostics"];

/** How often something was refused of anybody for a reason; whoever knows of whom tells this alone. */
export interface Refused {
  readonly why: Refusal;
  readonly count: number;
}

/** How an absolute path of any system begins. */
const START = String.raw`(?:[A-Za-z]:\\|\\\\|~[\\/]|\/)`;
/** One in quotes ends with them: a name of a person or a folder may have spaces. */
const QUOTED = new RegExp(`"${START}[^"]+"|“${START}[^”]+”`, "gu");
/** Others end at the next space, quote or bracket. */
const PATHS = new RegExp(`${START}[^\\s"'\`“”()<>,;]+`, "gu");

/** A text with every absolute path replaced. */
export function withoutPaths(text: string): string {
  return text.replace(QUOTED, '"<path>"').replace(PATHS, "<path>");
}

/**
 * What a person may paste into a bug report: always in English, and without the data folder, paths in messages, or
 * anything else that tells whose machine it is or with whom it syncs: of what was refused it has the sum for each reason.
 */
export function reportOf(diagnostics: Diagnostics, refused: readonly Refused[]): string {
  const { health, sizes, counts, setAside, dataFolder } = diagnostics;
  // It may have spaces and stand without quotes: it becomes a path that has none.
  const clean = (text: string) => withoutPaths(text.replaceAll(dataFolder, "/data-folder"));
  const lines = [
    `Tatami ${diagnostics.version}, contract ${diagnostics.contractVersion}, ${diagnostics.shell}`,
    `${diagnostics.platform}, Node ${diagnostics.node}, SQLite ${diagnostics.sqlite}, git ${clean(diagnostics.git ?? "not found")}`,
    `Running since ${new Date(diagnostics.startedAt).toISOString()}, ${mega(diagnostics.memoryBytes)} MB of memory`,
    "",
    ...health.map((one) => `${one.name}: ${one.state}. ${clean(one.detail)}`),
    "",
    ...sizes.map((one) => `${one.name}: ${mega(one.bytes)} MB`),
    ...counts.map((one) => `${one.name}: ${one.count}`),
  ];
  if (setAside.length > 0) lines.push("", "Set aside:");
  for (const one of setAside) lines.push(`${one.kind} ${one.id}: ${clean(one.why)}`);
  if (refused.length > 0) lines.push("", "Refused of other devices:");
  for (const why of REFUSALS) {
    const count = refused.reduce((sum, one) => sum + (one.why === why ? one.count : 0), 0);
    if (count > 0) lines.push(`${why}: ${count}`);
  }
  return `${lines.join("\n")}\n`;
}

function mega(bytes: number): string {
  return (bytes / 1_000_000).toFixed(1);
}
