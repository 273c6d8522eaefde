import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, expect, test } from "@playwright/test";
import { connectCore } from "#core/main.ts";
import { browserLaunch } from "./support/browser.ts";
import { lacksForNetworks, Networks, saying, SERVER } from "./support/networks.ts";

const [WEB, CLI] = ["web", "cli"].map((name) => join(import.meta.dirname, `../../out/main/${name}.js`));
const TURN = `turn:${SERVER}:3478`;
const lacks = lacksForNetworks("turnserver");

/** A TURN server that keeps nothing and takes whoever knows its secret. */
function coturn(folder: string): string[] {
  const where = [
    "-n",
    `--listening-ip=${SERVER}`,
    `--relay-ip=${SERVER}`,
    "--no-tls",
    "--no-dtls",
    "--no-cli",
  ];
  const who = ["--realm=tatami", "--use-auth-secret", "--static-auth-secret=north"];
  const files = [`--pidfile=${join(folder, "turn.pid")}`, `--userdb=${join(folder, "turn.db")}`];
  return [...where, ...who, ...files, "-v", "--log-file=stdout", "--simple-log"];
}

type Core = Awaited<ReturnType<typeof connectCore>>;

/** How the other member is connected, as a core knows it. */
async function pipe({ client }: Core): Promise<string | null | undefined> {
  return (await client.workspace.sharing()).members.find(({ self }) => !self)?.pipe;
}

async function names({ client }: Core): Promise<string[]> {
  return (await client.catalog.search({ sort: "name" })).items.map(({ name }) => name);
}

test("S-525 two hosts that cannot reach each other are connected by TURN, of which signaling tells, and stay so without it", async () => {
  test.skip(lacks !== null, lacks ?? "");
  const { options } = await browserLaunch();
  const folder = mkdtempSync(join(tmpdir(), "tatami-e2e-turn-"));
  const networks = new Networks();
  const closing: (() => Promise<void>)[] = [];
  try {
    expect(networks.reaches("host1", SERVER)).toBe(true);
    expect(networks.reaches("host1", "10.0.2.2")).toBe(false);
    const secret = join(folder, "secret");
    writeFileSync(secret, "north\n");
    const turn = networks.start("world", "turnserver", coturn(folder), true);
    const allocated = saying(turn, /ALLOCATE processed, success/u);
    const served = [
      "signal",
      "--host",
      SERVER,
      "--port",
      "4747",
      "--json",
      "--turn",
      TURN,
      "--turn-secret",
      secret,
    ];
    const signaling = networks.start("world", process.execPath, [CLI ?? "", ...served]);
    await saying(signaling, /tatami\.signal/u);

    const sides: Core[] = [];
    for (const host of ["host1", "host2"]) {
      const data = join(folder, host);
      const web = networks.start(host, process.execPath, [WEB ?? "", "--data", data, "--no-open"]);
      const address = await saying(web, /http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]+/u);
      const executablePath = networks.wrapped(host, options?.executablePath ?? "");
      const browser = await chromium.launch({ ...options, executablePath });
      closing.push(() => browser.close());
      await (await browser.newPage()).goto(address);
      const core = await connectCore({ dataFolder: data, shell: "test" });
      closing.push(() => core.close());
      sides.push(core);
    }
    const [one, two] = sides as [Core, Core];
    const address = `ws://${SERVER}:4747`;
    const team = await one.client.workspace.create({ name: "Team" });
    await one.client.workspace.use({ id: team.id });
    await one.client.catalog.add({ name: "giraffe" });
    await one.client.workspace.setAddresses({ addresses: [address] });
    const { words } = await one.client.workspace.invite({ role: "editor" });
    for await (const step of await two.client.workspace.join({
      invitation: words,
      name: "Two",
      addresses: [address],
    })) {
      if (step.step === "offered") await two.client.workspace.answerJoin({ id: step.id, accept: true });
      if (step.step === "joined") await two.client.workspace.use({ id: step.workspace.id });
    }
    await expect.poll(() => names(two)).toEqual(["giraffe"]);

    for (const side of sides) await expect.poll(() => pipe(side), { timeout: 30_000 }).toBe("webrtc");
    await allocated;
    expect(await one.client.settings.hosts()).toEqual([
      { host: `${SERVER}:4747`, why: "signaling", workspace: "Team" },
      { host: `${SERVER}:3478`, why: "turn", workspace: "Team" },
    ]);
    await two.client.catalog.add({ name: "okapi" });
    await expect.poll(() => names(one)).toEqual(["giraffe", "okapi"]);

    signaling.kill("SIGKILL");
    await one.client.catalog.add({ name: "zebra" });
    await expect.poll(() => names(two)).toEqual(["giraffe", "okapi", "zebra"]);
    expect(await pipe(one)).toBe("webrtc");
  } finally {
    for (const close of closing.toReversed()) await close();
    networks.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
