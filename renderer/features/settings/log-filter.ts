import { fold } from "#shared/lib/text.ts";
import type { CoreOutputs } from "#renderer/platform/client.ts";

export type LogLine = CoreOutputs["settings"]["log"][number];

/** The lowest level to show. */
export type LogLevel = "all" | "info" | "warn" | "error";

const RANKS: Readonly<Record<string, number>> = { trace: 0, debug: 1, info: 2, warn: 3, error: 4, fatal: 5 };
const LOWEST: Readonly<Record<LogLevel, number>> = { all: 0, info: 2, warn: 3, error: 4 };

/** Lines of a level and above whose message or correlation id contains the words. */
export function filterLog(lines: readonly LogLine[], level: LogLevel, words: string): LogLine[] {
  const wanted = fold(words.trim());
  return lines.filter(
    (line) =>
      // A level that nobody knows is shown rather than hidden.
      (RANKS[line.level] ?? 5) >= LOWEST[level] &&
      (wanted === "" || fold(`${line.message} ${line.correlationId ?? ""}`).includes(wanted)),
  );
}

/** Lines as text: one each, with its time in UTC. */
export function logText(lines: readonly LogLine[]): string {
  return lines
    .map((line) =>
      [new Date(line.at).toISOString(), line.level, line.message, line.correlationId ?? ""]
        .join("\t")
        .trimEnd(),
    )
    .join("\n");
}
