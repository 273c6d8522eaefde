import { fsyncSync, openSync, writeSync } from "node:fs";
import { flushCompileCache } from "node:module";
import { connectCore } from "#core/main.ts";
import { seeded } from "#test/builders/random.ts";

/**
 * A process that is killed: starts the core on a data folder and changes it without pause. A line stands in the file of
 * acknowledgements only when the core has answered "saved", so every line is a promise. Arguments: data folder, file of
 * acknowledgements, seed, folder to scan or "".
 */
export type Acknowledged =
  | { readonly did: "add"; readonly id: string; readonly name: string; readonly tags: readonly string[] }
  | { readonly did: "name" | "notes" | "description"; readonly id: string; readonly value: string }
  | { readonly did: "tag" | "untag"; readonly id: string; readonly value: string }
  | { readonly did: "remove" | "restore"; readonly id: string };

/** Written before a call: it may or may not have happened when the process is killed. */
export type Line = { readonly begin: Acknowledged } | { readonly done: Acknowledged };

// Node does it at the end of a process, which this one does not live to see: the next start need not compile again.
flushCompileCache();
const [dataFolder = "", acknowledgements = "", seed = "1", scanFolder = ""] = process.argv.slice(2);
const random = seeded(Number(seed));
const file = openSync(acknowledgements, "a");
const { client, close } = await connectCore({ dataFolder, shell: "test" });
if (scanFolder !== "") await client.catalog.startScan({ path: scanFolder });
process.stdout.write("ready\n");

const say = (line: Line) => {
  writeSync(file, `${JSON.stringify(line)}\n`);
  fsyncSync(file);
  // The one who kills counts the steps: time says nothing on a busy machine.
  if ("done" in line) process.stdout.write(".");
};
const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)];
const ids = (await client.catalog.search({ limit: 200, facetLimit: 0 })).items
  .filter((item) => item.path === null)
  .map((item) => item.id);
const removed: string[] = [];

for (let step = 0; ; step++) {
  const mark = `${seed}-${step}`;
  const id = pick(ids);
  const choice = random();
  if (id === undefined || choice < 0.15) {
    const input = { name: `Entry ${mark}`, tags: [`t${step % 5}`] };
    const added = await client.catalog.add(input);
    ids.push(added.id);
    say({ done: { did: "add", id: added.id, ...input } });
  } else if (choice < 0.25 && ids.length > 3) {
    ids.splice(ids.indexOf(id), 1);
    removed.push(id);
    say({ begin: { did: "remove", id } });
    await client.catalog.remove({ ids: [id] });
    say({ done: { did: "remove", id } });
  } else if (choice < 0.3 && removed.length > 0) {
    const back = removed.pop() ?? "";
    say({ begin: { did: "restore", id: back } });
    await client.catalog.restore({ ids: [back] });
    ids.push(back);
    say({ done: { did: "restore", id: back } });
  } else if (choice < 0.5) {
    const did = random() < 0.7 ? "tag" : "untag";
    const value = `t${Math.floor(random() * 8)}`;
    say({ begin: { did, id, value } });
    await client.catalog.update({
      id,
      patch: did === "tag" ? { addTags: [value] } : { removeTags: [value] },
    });
    say({ done: { did, id, value } });
  } else {
    const did = pick(["name", "notes", "description"] as const) ?? "name";
    // Long notes reach the bound of compaction, so that a kill falls into one too.
    const value =
      did === "notes"
        ? `Notes ${mark} ${"and more of them ".repeat(Math.floor(random() * 1500))}`
        : `${did} ${mark}`;
    const trimmed = value.trim();
    say({ begin: { did, id, value: trimmed } });
    await client.catalog.update({ id, patch: { [did]: trimmed } });
    say({ done: { did, id, value: trimmed } });
  }
  if (step > 1e6) await close();
}
