import type { ChildProcess } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { connectCore } from "#core/main.ts";
import { temporaryFolder } from "#test/builders/folders.ts";
import { ended, firstLine, running, tatami, tatamiJson } from "./support/processes.ts";

const POCS = 1_000;

/** A folder of POCs, each with a README of its own. */
function pocs(): string {
  const root = temporaryFolder();
  for (let at = 0; at < POCS; at++) {
    const folder = join(root, `poc-${at}`);
    mkdirSync(folder);
    writeFileSync(join(folder, "main.py"), `print(${at})\n`);
    writeFileSync(
      join(folder, "README.md"),
      `# POC ${at}\n\nTries the ${at}th way to count sheep in a stream.\n`,
    );
  }
  return root;
}

/** Goes on syncing until it is killed. */
function syncing(data: string): ChildProcess {
  const child = running(["sync", "--data", data]);
  onTestFinished(() => void child.kill("SIGKILL"));
  return child;
}

/** All that a device knows of its workspace, as it answers a search: of the process that runs there, or of this one. */
async function all(dataFolder: string): Promise<Map<string, unknown>> {
  const { client, close } = await connectCore({ dataFolder, shell: "test" });
  const found = new Map<string, unknown>();
  try {
    for (let offset = 0; ; offset += 200) {
      const { items } = await client.catalog.search({ limit: 200, offset, sort: "name" });
      for (const { id, name, description, tags } of items) found.set(id, { name, description, tags });
      if (items.length < 200) return found;
    }
  } finally {
    await close();
  }
}

it("three processes share a thousand POCs by six words, edit apart, and are equal when they have met again", async () => {
  const server = running(["signal", "--host", "127.0.0.1", "--port", "0", "--json"]);
  onTestFinished(() => void server.kill("SIGKILL"));
  const { addresses } = JSON.parse(await firstLine(server)) as { addresses: string[] };
  const address = addresses[0] ?? "";
  const [one, two, three] = [temporaryFolder(), temporaryFolder(), temporaryFolder()];

  await tatamiJson(["workspace", "create", "Team"], { data: one });
  const { answer: scanned } = await tatamiJson(["scan", pocs()], { data: one });
  expect(scanned).toMatchObject({ found: POCS, failed: [] });
  const invite = ["workspace", "invite", "--uses", "2", "--signal", address];
  const { answer: invitation } = await tatamiJson<{ words: string; role: string }>(invite, { data: one });
  expect(invitation).toMatchObject({ schema: "tatami.invitation/1", role: "editor" });

  const host = syncing(one);
  for (const [data, name] of [
    [two, "Ana"],
    [three, "Rui"],
  ] as const) {
    const words = invitation.words.split(" ");
    await tatamiJson(["workspace", "join", ...words, "--name", name, "--signal", address], { data });
    const { code, answer } = await tatamiJson(["sync", "--once"], { data });
    expect({ code, ...answer }).toMatchObject({ code: 0, schema: "tatami.sync/1" });
  }
  host.kill("SIGKILL");
  const first = await all(one);
  expect(first.size).toBe(POCS);
  for (const data of [two, three]) expect(await all(data)).toEqual(first);

  // Apart: one field of one POC at two desks, and a POC of each alone.
  const [id = "", other = "", third = ""] = [...first.keys()];
  await tatamiJson(["edit", id, "--description", "Said by the owner"], { data: one });
  await tatamiJson(["edit", id, "--description", "Said by Ana"], { data: two });
  await tatamiJson(["edit", other, "--description", "Ana was here"], { data: two });
  await tatamiJson(["edit", third, "--description", "Rui was here"], { data: three });
  syncing(one);
  syncing(two);
  const together = async () => (await all(one)).get(other);
  await expect.poll(together, { timeout: 60_000 }).toMatchObject({ description: "Ana was here" });
  await expect
    .poll(async () => (await all(two)).get(id), { timeout: 60_000 })
    .toEqual((await all(one)).get(id));
  await tatamiJson(["sync", "--once"], { data: three });
  const here = await all(three);
  expect(here.get(other)).toMatchObject({ description: "Ana was here" });
  expect(here.get(third)).toMatchObject({ description: "Rui was here" });
  for (const data of [one, two]) await expect.poll(() => all(data), { timeout: 60_000 }).toEqual(here);
  expect(["Said by the owner", "Said by Ana"]).toContain(
    (here.get(id) as { description: string }).description,
  );
});

it("a device that reaches nobody says so, and the exit code too", async () => {
  const data = temporaryFolder();
  const alone = await tatami(["sync", "--once", "--json"], { data });
  expect(alone).toMatchObject({ code: 3 });
  expect(JSON.parse(alone.stdout)).toMatchObject({ schema: "tatami.error/1", code: "NOT_FOUND" });
  const wrong = await tatami(["workspace", "join", "abandon", "abandon", "--name", "Ana"], { data });
  expect(wrong).toMatchObject({ code: 2, stdout: "" });
  expect(wrong.stderr).toBe("An invitation has 6 words; these are 2.\n");
  const { code, stderr } = await ended(running(["workspace", "nonsense", "--data", data]));
  expect([code, stderr.trimEnd().split("\n")]).toEqual([
    2,
    [expect.stringMatching(/^workspace takes one of /u), "tatami help tells all commands and options."],
  ]);
  const unnamed = await tatamiJson(["workspace", "create", ""], { data });
  const says = "A name has 1 to 80 characters in one line, and none that cannot be seen.";
  expect(unnamed).toEqual({
    code: 2,
    stderr: `${says}\n`,
    answer: { schema: "tatami.error/1", code: "VALIDATION_ERROR", message: says },
  });
});
