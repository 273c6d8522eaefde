import type { CoreOutputs } from "#renderer/platform/client.ts";

export type Program = CoreOutputs["settings"]["programs"]["editors"][number];

/** What a stored command means in the list of choices. */
export type Chosen = "first" | "found" | "own";

/** Whether a command is the first found (empty), one of those found, or the person's own. */
export function chosenBy(command: string, found: readonly Program[]): Chosen {
  if (command.trim() === "") return "first";
  return found.some((program) => program.command === command) ? "found" : "own";
}
