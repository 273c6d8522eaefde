import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { catalogBench } from "./catalog-bench.ts";
import { syncBench } from "./sync/sync-bench.ts";
import { machine, markdown, type Row } from "./table.ts";

/** `npm run bench -- catalog [--peers] [--only scan,search] [--repository <folder>]`, `-- sync [--only keys,join]`: a table, and JSON in out/bench. */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { peers: { type: "boolean" }, only: { type: "string" }, repository: { type: "string" } },
});
const only = values.only?.split(",") ?? [];
const say = (line: string) => process.stdout.write(`${line}\n`);

const BENCHES: Readonly<Record<string, () => Promise<Row[]>>> = {
  catalog: () =>
    catalogBench({
      peers: values.peers === true,
      only,
      repository: values.repository ?? null,
      log: say,
    }),
  sync: () => syncBench({ only, log: say }),
};

const name = positionals[0] ?? "";
const bench = Object.hasOwn(BENCHES, name) ? BENCHES[name] : undefined;
if (bench === undefined) {
  say(`Which benchmark? There are: ${Object.keys(BENCHES).join(", ")}.`);
  process.exitCode = 2;
} else {
  const rows = await bench();
  const folder = join(import.meta.dirname, "../../out/bench");
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, `${name}.json`),
    JSON.stringify({ machine: machine(), at: new Date().toISOString(), rows }, null, 2),
  );
  say(`\n${machine()}\n\n${markdown(rows)}`);
  if (rows.some((row) => row.met === false)) say("\nSome targets are missed.");
}
