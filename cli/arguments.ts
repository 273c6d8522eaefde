import { parseArgs } from "node:util";

/** The command line was not understood: exit code 2. */
export class UsageError extends Error {}

export interface Arguments {
  readonly command: string;
  readonly rest: readonly string[];
  readonly json: boolean;
  readonly data: string | undefined;
  readonly help: boolean;
  readonly version: boolean;
  readonly rebuild: boolean;
  readonly limit: number;
  readonly offset: number;
  readonly sort: "relevance" | "created" | "updated" | "name";
  readonly port: number;
  readonly host: string;
  /** The texts of commands about workspaces; undefined where they were not given. */
  readonly role: string | undefined;
  readonly signal: string | undefined;
  readonly name: string | undefined;
  readonly description: string | undefined;
  readonly privateNotes: string | undefined;
  /** Devices that may come by an invitation. */
  readonly uses: number;
  readonly once: boolean;
  /** What one leaves stays here. */
  readonly keep: boolean;
  /** Addresses of a TURN server, and the file with its secret. */
  readonly turn: string | undefined;
  readonly turnSecret: string | undefined;
}

const TEXTS = [
  "data",
  "limit",
  "offset",
  "sort",
  "port",
  "host",
  "role",
  "signal",
  "name",
  "description",
  "private-notes",
  "uses",
  "turn",
  "turn-secret",
];
const FLAGS = ["json", "help", "version", "rebuild", "once", "keep"];
const KNOWN = new RegExp(`^--(?:${[...TEXTS, ...FLAGS].join("|")})(?:=|$)|^-h$`, "u");
const TAKES_TEXT = new RegExp(`^--(?:${TEXTS.join("|")})$`, "u");

const SORTS = ["relevance", "created", "updated", "name"] as const;

/** Reads the command line. Throws UsageError with what is wrong. */
export function readArguments(args: readonly string[]): Arguments {
  const { flags, words } = split(args);
  const sort = SORTS.find((name) => name === (flags.sort ?? "relevance"));
  if (sort === undefined) throw new UsageError(`--sort takes one of ${SORTS.join(", ")}.`);
  return {
    command: words[0] ?? "",
    rest: words.slice(1),
    json: flags.json === true,
    data: flags.data,
    help: flags.help === true,
    version: flags.version === true,
    rebuild: flags.rebuild === true,
    limit: count(flags.limit ?? "20", "--limit", 1, 200),
    offset: count(flags.offset ?? "0", "--offset", 0, 10_000_000),
    sort,
    port: count(flags.port ?? "4747", "--port", 0, 65_535),
    host: flags.host ?? "0.0.0.0",
    role: flags.role,
    signal: flags.signal,
    name: flags.name,
    description: flags.description,
    privateNotes: flags["private-notes"],
    uses: count(flags.uses ?? "1", "--uses", 1, 1000),
    once: flags.once === true,
    keep: flags.keep === true,
    turn: flags.turn,
    turnSecret: flags["turn-secret"],
  };
}

function split(args: readonly string[]) {
  // A query may begin with a minus (-tag:old): what is no flag of ours is a word.
  const ours: string[] = [];
  const words: string[] = [];
  for (let index = 0; index < args.length; index++) {
    const word = args[index] as string;
    if (word === "--") {
      words.push(...args.slice(index + 1));
      break;
    }
    if (KNOWN.test(word)) {
      ours.push(word);
      const next = args[index + 1];
      if (TAKES_TEXT.test(word) && next !== undefined) {
        ours.push(next);
        index++;
      }
    } else if (word.startsWith("--")) throw new UsageError(`There is no option ${word}.`);
    else words.push(word);
  }
  try {
    const { values } = parseArgs({
      args: ours,
      options: {
        json: { type: "boolean" },
        data: { type: "string" },
        help: { type: "boolean", short: "h" },
        version: { type: "boolean" },
        rebuild: { type: "boolean" },
        limit: { type: "string" },
        offset: { type: "string" },
        sort: { type: "string" },
        port: { type: "string" },
        host: { type: "string" },
        role: { type: "string" },
        signal: { type: "string" },
        name: { type: "string" },
        description: { type: "string" },
        "private-notes": { type: "string" },
        uses: { type: "string" },
        once: { type: "boolean" },
        keep: { type: "boolean" },
        turn: { type: "string" },
        "turn-secret": { type: "string" },
      },
    });
    return { flags: values, words };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function count(text: string, option: string, least: number, most: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least || value > most)
    throw new UsageError(`${option} takes a whole number from ${least} to ${most}.`);
  return value;
}
