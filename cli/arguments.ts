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
  /** Devices that may come by an invitation; null for any number. */
  readonly uses: number | null;
  /** How long an invitation lasts, milliseconds; null for until it is taken back. */
  readonly lasts: number | null;
  readonly once: boolean;
  /** What one leaves stays here. */
  readonly keep: boolean;
  /** What one leaves may be lost with it. */
  readonly delete: boolean;
  /** Addresses of a TURN server, and the file with its secret. */
  readonly turn: string | undefined;
  readonly turnSecret: string | undefined;
}

/** Which commands take an option; null for all. */
type Takers = readonly string[] | null;

/** Options with a value. */
export const TEXTS = {
  data: null,
  limit: ["search"],
  offset: ["search"],
  sort: ["search"],
  port: ["signal"],
  host: ["signal"],
  turn: ["signal"],
  "turn-secret": ["signal"],
  description: ["edit"],
  "private-notes": ["edit"],
  role: ["workspace invite"],
  uses: ["workspace invite"],
  lasts: ["workspace invite"],
  name: ["workspace invite", "workspace join"],
  signal: ["workspace invite", "workspace add-device", "workspace join", "workspace doctor"],
} as const satisfies Readonly<Record<string, Takers>>;

/** Options without a value. */
export const FLAGS = {
  json: null,
  help: null,
  version: null,
  rebuild: ["doctor"],
  once: ["sync"],
  keep: ["workspace leave"],
  delete: ["workspace leave"],
} as const satisfies Readonly<Record<string, Takers>>;

type Text = keyof typeof TEXTS;
type Flag = keyof typeof FLAGS;

const SORTS = ["relevance", "created", "updated", "name"] as const;

const MINUTE = 60_000;
const UNITS: Readonly<Record<string, number>> = { m: MINUTE, h: 60 * MINUTE, d: 24 * 60 * MINUTE };
const YEAR = 365 * 24 * 60 * MINUTE;

/** Reads the command line. Throws UsageError with what is wrong. */
export function readArguments(args: readonly string[]): Arguments {
  const { texts, flags, words } = split(args);
  const text = (name: Text): string | undefined => texts.get(name);
  const flag = (name: Flag): boolean => flags.has(name);
  if (!flag("help") && !flag("version")) refuseStray(words, [...texts.keys(), ...flags]);
  if (text("data") === "") throw new UsageError("--data takes a folder.");
  const sort = SORTS.find((name) => name === (text("sort") ?? "relevance"));
  if (sort === undefined) throw new UsageError(`--sort takes one of ${SORTS.join(", ")}.`);
  return {
    command: words[0] ?? "",
    rest: words.slice(1),
    json: flag("json"),
    data: text("data"),
    help: flag("help"),
    version: flag("version"),
    rebuild: flag("rebuild"),
    limit: count(text("limit") ?? "20", "--limit", 1, 200),
    offset: count(text("offset") ?? "0", "--offset", 0, 10_000_000),
    sort,
    port: count(text("port") ?? "4747", "--port", 0, 65_535),
    host: text("host") ?? "0.0.0.0",
    role: text("role"),
    signal: text("signal"),
    name: text("name"),
    description: text("description"),
    privateNotes: text("private-notes"),
    uses: text("uses") === "any" ? null : count(text("uses") ?? "1", "--uses", 1, 1000, ", or any"),
    lasts: duration(text("lasts") ?? "7d"),
    once: flag("once"),
    keep: flag("keep"),
    delete: flag("delete"),
    turn: text("turn"),
    turnSecret: text("turn-secret"),
  };
}

function split(args: readonly string[]) {
  // A query may begin with a minus (-tag:old): what has only one is a word.
  const texts = new Map<Text, string>();
  const flags = new Set<Flag>();
  const words: string[] = [];
  for (let index = 0; index < args.length; index++) {
    const word = args[index] as string;
    if (word === "--") {
      words.push(...args.slice(index + 1));
      break;
    }
    const option = word === "-h" ? { name: "help", given: undefined } : optionOf(word);
    if (option === null) {
      words.push(word);
      continue;
    }
    const { name, given } = option;
    if (isFlag(name)) {
      if (given !== undefined) throw new UsageError(`--${name} takes no value.`);
      flags.add(name);
    } else if (isText(name)) {
      const value = given ?? args[++index];
      if (value === undefined || (given === undefined && isOurs(value)))
        throw new UsageError(`--${name} needs a value.`);
      texts.set(name, value);
    } else throw new UsageError(`There is no option --${name}.`);
  }
  return { texts, flags, words };
}

function optionOf(word: string): { readonly name: string; readonly given: string | undefined } | null {
  const found = /^--([^=]*)(?:=(.*))?$/su.exec(word);
  return found === null ? null : { name: found[1] ?? "", given: found[2] };
}

/** True for what is an option wherever it stands, so that none is taken for another's value. */
function isOurs(word: string): boolean {
  const name = optionOf(word)?.name;
  return name !== undefined && (name === "" || isFlag(name) || isText(name));
}

function isText(name: string): name is Text {
  return Object.hasOwn(TEXTS, name);
}

function isFlag(name: string): name is Flag {
  return Object.hasOwn(FLAGS, name);
}

/** An option that its command would pass over in silence does not do what somebody typed it for. */
function refuseStray([command = "", verb = ""]: readonly string[], given: readonly (Text | Flag)[]): void {
  const asked = command === "workspace" ? `workspace ${verb}` : command;
  for (const name of given) {
    const takers: Takers = isText(name) ? TEXTS[name] : FLAGS[name];
    if (takers !== null && !takers.includes(asked)) {
      const told = takers.map((taker) => `tatami ${taker}`).join(", ");
      throw new UsageError(`--${name} goes with ${told} only.`);
    }
  }
}

function count(text: string, option: string, least: number, most: number, otherwise = ""): number {
  const value = /^\d+$/u.test(text) ? Number(text) : Number.NaN;
  if (!(value >= least && value <= most))
    throw new UsageError(`${option} takes a whole number from ${least} to ${most}${otherwise}.`);
  return value;
}

/** Milliseconds of "30m", "12h", "7d"; null for "never". */
function duration(text: string): number | null {
  if (text === "never") return null;
  const [, number, unit = ""] = /^(\d+)([mhd])$/u.exec(text) ?? [];
  const lasts = Number(number) * (UNITS[unit] ?? Number.NaN);
  if (!(lasts >= MINUTE && lasts <= YEAR))
    throw new UsageError("--lasts takes a time from 1m to 365d, such as 30m, 12h or 7d; or never.");
  return lasts;
}
