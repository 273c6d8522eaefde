import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { catalogBench } from "./catalog-bench.ts";
import { machine, markdown } from "./table.ts";

/** `npm run bench -- catalog [--peers] [--only scan,search] [--repository <folder>]`: a table, and JSON in out/bench. */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { peers: { type: "boolean" }, only: { type: "string" }, repository: { type: "string" } },
});
const say = (line: string) => process.stdout.write(`${line}\n`);

if (positionals[0] !== "catalog") {
  say("Which benchmark? There is one: catalog.");
  process.exitCode = 2;
} else {
  const rows = await catalogBench({
    peers: values.peers === true,
    only: values.only?.split(",") ?? [],
    repository: values.repository ?? null,
    log: say,
  });
  const folder = join(import.meta.dirname, "../../out/bench");
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, "catalog.json"),
    JSON.stringify({ machine: machine(), at: new Date().toISOString(), rows }, null, 2),
  );
  say(`\n${machine()}\n\n${markdown(rows)}`);
  if (rows.some((row) => row.met === false)) say("\nSome targets are missed.");
}
