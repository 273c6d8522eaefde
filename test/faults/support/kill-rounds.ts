import type { ChildProcess } from "node:child_process";
import { readFileSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { createRouterClient } from "@orpc/server";
import { startCore, type Core } from "#core/main.ts";
import type { CoreClient } from "#core/api/local-client.ts";
import { connect } from "#core/db/sqlite.ts";
import { expectations } from "./expected.ts";
import { seeded } from "#test/builders/random.ts";

export interface KillOptions {
  readonly dataFolder: string;
  readonly acknowledgements: string;
  readonly rounds: number;
  readonly seed: number;
  /** Starts the writer; the caller owns its end. */
  readonly start: (seed: number) => ChildProcess;
}

export interface KillReport {
  readonly rounds: number;
  /** Rounds that were killed before the core had started, which is a moment like any other. */
  readonly early: number;
  /** Steps that were answered "saved" before their process died. */
  readonly acknowledged: number;
  readonly rebuilds: number;
  /** What was promised and is not there; must be empty. */
  readonly lost: readonly string[];
}

/** Kills a writer at random moments, round after round on one data folder, and looks each time at what is left. */
export async function killRounds(options: KillOptions): Promise<KillReport> {
  const random = seeded(options.seed);
  const lost: string[] = [];
  let early = 0;
  let rebuilds = 0;
  let acknowledged = 0;
  for (let round = 0; round < options.rounds; round++) {
    // One in eight dies while it starts; the others after some steps, in the midst of the next ones.
    const whileStarting = random() < 0.125;
    const steps = Math.floor(random() * 20);
    const wait = Math.floor(random() * (whileStarting ? 600 : 12));
    const child = options.start(options.seed * 1000 + round);
    const gone = new Promise<void>((done) => child.once("close", () => done()));
    let said = "";
    child.stderr?.on("data", (chunk: Buffer) => (said += chunk.toString("utf8")));
    let written = 0;
    const ready = new Promise<boolean>((done) => {
      child.stdout?.on("data", (chunk: Buffer) => {
        written += chunk.toString("latin1").split(".").length - 1;
        if (whileStarting || written >= steps) done(true);
      });
      child.once("exit", () => done(false));
    });
    if (!whileStarting && !(await ready)) {
      lost.push(`round ${round}: the core did not start: ${said.slice(0, 1000)}`);
      break;
    }
    await new Promise((resolve) => setTimeout(resolve, wait));
    child.kill("SIGKILL");
    await gone;
    dropTornLine(options.acknowledgements);
    if (said !== "") lost.push(`round ${round}: the writer said ${said.slice(0, 1000)}`);
    if (whileStarting && !(await ready)) early++;
    acknowledged += written;
    lost.push(...integrity(options.dataFolder).map((problem) => `round ${round}: ${problem}`));
    const last = round === options.rounds - 1;
    if (last || round % 4 === 3) {
      const core = await startCore({ dataFolder: options.dataFolder, shell: "test" });
      if (core === null) lost.push(`round ${round}: the lock of a dead process holds`);
      else {
        const checked = await check(core, options.acknowledgements);
        lost.push(...checked.map((problem) => `round ${round}: ${problem}`));
        if (last || round % 8 === 7) {
          rebuilds++;
          const { differed, setAside } = core.workspaces.home.documents.rebuild();
          if (differed + setAside > 0)
            lost.push(`round ${round}: a rebuild differed in ${differed} and set ${setAside} aside`);
        }
        await core.close();
      }
    }
    if (lost.length > 0) break;
  }
  return { rounds: options.rounds, early, acknowledged, rebuilds, lost };
}

/** A kill can cut the line that was being written; what it would have said was not said. */
function dropTornLine(file: string): void {
  const text = readFileSync(file);
  const end = text.lastIndexOf(10) + 1;
  if (end < text.length) truncateSync(file, end);
}

function integrity(folder: string): string[] {
  const db = connect(join(folder, "tatami.db"));
  try {
    const found = String(db.pragma("integrity_check(1)", { simple: true }));
    const broken = db.pragma("foreign_key_check") as unknown[];
    return [
      ...(found === "ok" ? [] : [found]),
      ...(broken.length === 0 ? [] : [`${broken.length} broken references`]),
    ];
  } finally {
    db.close();
  }
}

async function check(core: Core, acknowledgements: string): Promise<string[]> {
  const client = createRouterClient(core.router) as unknown as CoreClient;
  const lost: string[] = [];
  const expected = expectations(acknowledgements);
  const all = new Set<string>();
  for (let offset = 0; ; offset += 200) {
    const { items } = await client.catalog.search({ query: "", limit: 200, offset, facetLimit: 0 });
    for (const item of items) all.add(item.id);
    if (items.length < 200) break;
  }
  for (const [id, entry] of expected) {
    const found = await client.catalog.get({ id }).catch(() => null);
    if (found === null) {
      lost.push(`${id} is gone`);
      continue;
    }
    const allowed = (field: string, values: readonly unknown[], value: unknown) => {
      if (!values.includes(value))
        lost.push(
          `${id}: ${field} is ${JSON.stringify(value).slice(0, 80)}, not ${JSON.stringify(values).slice(0, 160)}`,
        );
    };
    allowed("name", entry.name, found.name);
    allowed("description", entry.description, found.description);
    allowed("notes", entry.notes, found.user.notes);
    allowed("removed", entry.removed, found.deletedAt !== null);
    for (const [tag, values] of entry.tags) allowed(`tag ${tag}`, values, found.user.tags.includes(tag));
    // The projection tells the same as the document.
    if (all.has(id) === (found.deletedAt !== null)) lost.push(`${id}: the list and the document disagree`);
  }
  return lost;
}
