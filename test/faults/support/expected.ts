import { readFileSync } from "node:fs";
import type { Acknowledged, Line } from "./writer.ts";

/** What an entry must be by what was acknowledged; for each field the values that are allowed. */
export interface Expected {
  readonly name: readonly string[];
  readonly description: readonly string[];
  readonly notes: readonly string[];
  readonly tags: ReadonlyMap<string, readonly boolean[]>;
  readonly removed: readonly boolean[];
}

type Values = Record<string, unknown[]>;

/**
 * Reads a file of acknowledgements: the last acknowledged value of each field, and after it the value of a call that
 * was begun and never answered, because a kill may have come before or after it was saved.
 */
export function expectations(file: string): Map<string, Expected> {
  const entries = new Map<string, Values>();
  // The last line may be cut: the process was killed while it wrote it, which is before or after an answer.
  const lines = readFileSync(file, "utf8").split("\n").slice(0, -1);
  for (const line of lines) {
    const parsed = JSON.parse(line) as Line;
    if ("begin" in parsed) set(entries, parsed.begin, true);
    else set(entries, parsed.done, false);
  }
  return new Map([...entries].map(([id, values]) => [id, shape(values)]));
}

function set(entries: Map<string, Values>, what: Acknowledged, maybe: boolean): void {
  if (what.did === "add") {
    const tags = Object.fromEntries(what.tags.map((tag) => [`tag:${tag}`, [true]]));
    entries.set(what.id, { name: [what.name], description: [""], notes: [""], removed: [false], ...tags });
    return;
  }
  const entry = entries.get(what.id);
  // An entry whose own addition was not acknowledged may be there all the same; nothing was promised of it.
  if (entry === undefined) return;
  const [field, value] = fieldOf(what);
  entry[field] = maybe ? [...(entry[field] ?? [false]), value] : [value];
}

function fieldOf(what: Exclude<Acknowledged, { did: "add" }>): [string, unknown] {
  switch (what.did) {
    case "tag":
    case "untag":
      return [`tag:${what.value}`, what.did === "tag"];
    case "remove":
    case "restore":
      return ["removed", what.did === "remove"];
    default:
      return [what.did, what.value];
  }
}

function shape(values: Values): Expected {
  const tags = Object.entries(values).filter(([field]) => field.startsWith("tag:"));
  return {
    name: values["name"] as string[],
    description: values["description"] as string[],
    notes: values["notes"] as string[],
    removed: values["removed"] as boolean[],
    tags: new Map(tags.map(([field, allowed]) => [field.slice(4), allowed as boolean[]])),
  };
}
