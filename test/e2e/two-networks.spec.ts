import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { Host, serveSignaling, share } from "./support/hosts.ts";
import { lacksForNetworks, Networks, saying, SERVER } from "./support/networks.ts";

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

test("S-525 two hosts that cannot reach each other are connected by TURN, of which signaling tells, and stay so without it", async () => {
  test.skip(lacks !== null, lacks ?? "");
  const folder = mkdtempSync(join(tmpdir(), "tatami-e2e-turn-"));
  const networks = new Networks();
  const hosts: Host[] = [];
  try {
    expect(networks.reaches("host1", SERVER)).toBe(true);
    expect(networks.reaches("host1", "10.0.2.2")).toBe(false);
    const secret = join(folder, "secret");
    writeFileSync(secret, "north\n");
    const turn = networks.start("world", "turnserver", coturn(folder), true);
    const allocated = saying(turn, /ALLOCATE processed, success/u);
    const signaling = await serveSignaling(networks, ["--turn", TURN, "--turn-secret", secret]);
    const [one, two] = await Promise.all([1, 2].map((home) => Host.open(networks, home, folder)));
    if (one === undefined || two === undefined) throw new Error("a host is missing");
    hosts.push(one, two);
    await share(one, two);

    for (const side of hosts) await expect.poll(() => side.pipe(), { timeout: 30_000 }).toBe("turn");
    await allocated;
    expect(await one.core.settings.hosts()).toEqual([
      { host: `${SERVER}:4747`, why: "signaling", workspace: "Team" },
      { host: `${SERVER}:3478`, why: "turn", workspace: "Team" },
    ]);
    await two.core.catalog.add({ name: "okapi" });
    await expect.poll(() => one.names()).toEqual(["giraffe", "okapi"]);

    signaling.kill("SIGKILL");
    await one.core.catalog.add({ name: "zebra" });
    await expect.poll(() => two.names()).toEqual(["giraffe", "okapi", "zebra"]);
    expect(await one.pipe()).toBe("turn");
  } finally {
    await Promise.all(hosts.map((host) => host.close()));
    networks.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
