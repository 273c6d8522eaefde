import { execFileSync, spawn, spawnSync, type ChildProcess } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** What this machine lacks to have networks of its own, with these programs; null where it lacks nothing. */
export function lacksForNetworks(...programs: readonly string[]): string | null {
  if (process.platform !== "linux" || process.getuid?.() !== 0)
    return "networks of one's own need root on Linux";
  const missing = ["ip", "nft", ...programs].filter((tool) => spawnSync("which", [tool]).status !== 0);
  if (missing.length > 0) return `not installed: ${missing.join(", ")}`;
  const name = `tatami-try-${process.pid}`;
  if (spawnSync("ip", ["netns", "add", name]).status !== 0) return "network namespaces cannot be made here";
  const nat = spawnSync("ip", ["netns", "exec", name, "nft", "add", "table", "ip", "nat"]).status === 0;
  spawnSync("ip", ["netns", "del", name]);
  return nat ? null : "this kernel has no address translation";
}

/** Where the server of {@link Networks} is. */
export const SERVER = "203.0.113.1";

/**
 * Two homes, each with one host behind a router, and a server that both reach. The routers translate addresses: every
 * connection gets a port at random, so that neither home can be reached by an address that the other was told, and only a
 * server between can help. Or they just route, and the hosts reach each other.
 */
export class Networks {
  static #made = 0;
  readonly #prefix = `tatami-${process.pid}-${Networks.#made++}`;
  readonly #folder = mkdtempSync(join(tmpdir(), "tatami-networks-"));
  readonly #children = new Set<ChildProcess>();
  readonly routers: "translate" | "route";

  constructor(routers: "translate" | "route" = "translate") {
    this.routers = routers;
    this.#ip("netns", "add", this.#name("world"));
    this.#in("world", "ip", "link", "set", "lo", "up");
    this.#in("world", "ip", "link", "add", "middle", "type", "bridge");
    this.#in("world", "ip", "addr", "add", `${SERVER}/24`, "dev", "middle");
    this.#in("world", "ip", "link", "set", "middle", "up");
    for (const home of [1, 2]) this.#home(home);
    for (const home of [1, 2]) {
      if (routers === "translate") this.#translate(home);
      else this.#route(home);
    }
  }

  #home(home: number): void {
    const [router, host, world] = [
      this.#name(`router${home}`),
      this.#name(`host${home}`),
      this.#name("world"),
    ];
    for (const name of [router, host]) {
      this.#ip("netns", "add", name);
      this.#ip("-n", name, "link", "set", "lo", "up");
    }
    this.#ip(
      "-n",
      router,
      "link",
      "add",
      "out",
      "type",
      "veth",
      "peer",
      "name",
      `home${home}`,
      "netns",
      world,
    );
    this.#ip("-n", router, "link", "add", "in", "type", "veth", "peer", "name", "eth0", "netns", host);
    this.#ip("-n", world, "link", "set", `home${home}`, "master", "middle", "up");
    this.#ip("-n", router, "addr", "add", `203.0.113.1${home}/24`, "dev", "out");
    this.#ip("-n", router, "addr", "add", `10.0.${home}.1/24`, "dev", "in");
    this.#ip("-n", host, "addr", "add", `10.0.${home}.2/24`, "dev", "eth0");
    for (const link of ["out", "in"]) this.#ip("-n", router, "link", "set", link, "up");
    this.#ip("-n", host, "link", "set", "eth0", "up");
    this.#ip("-n", host, "route", "add", "default", "via", `10.0.${home}.1`);
    this.#in(`router${home}`, "sysctl", "-qw", "net.ipv4.ip_forward=1");
  }

  #translate(home: number): void {
    this.#in(`router${home}`, "nft", "add table ip nat");
    this.#in(`router${home}`, "nft", "add chain ip nat post { type nat hook postrouting priority 100 ; }");
    this.#in(`router${home}`, "nft", "add rule ip nat post oifname out masquerade fully-random");
  }

  /** Tells everybody outside a home where it is. */
  #route(home: number): void {
    for (const place of ["world", `router${3 - home}`])
      this.#in(place, "ip", "route", "add", `10.0.${home}.0/24`, "via", `203.0.113.1${home}`);
  }

  /** Lets nothing through to a home and from it, and says so to nobody. */
  cutOff(home: number): void {
    this.#in(`router${home}`, "nft", "add table ip cut");
    const chain = "add chain ip cut through { type filter hook forward priority 0 ; policy drop ; }";
    this.#in(`router${home}`, "nft", chain);
  }

  /** Ends what {@link Networks.cutOff} began. */
  letThrough(home: number): void {
    this.#in(`router${home}`, "nft", "delete table ip cut");
  }

  /** Whether a host reaches an address: one that is there refuses a port at which nobody listens. */
  reaches(where: string, address: string): boolean {
    const script = `require("node:net").connect({ port: 9, host: "${address}", timeout: 1000 }).on("error", ({ code }) => process.exit(code === "ECONNREFUSED" ? 0 : 1)).on("timeout", () => process.exit(1))`;
    const command = ["netns", "exec", this.#name(where), process.execPath, "-e", script];
    return spawnSync("ip", command).status === 0;
  }

  /** Lets programs at the routers connect directly: a browser tells others only the address by which it would leave. */
  leaveByWorld(): void {
    for (const home of [1, 2])
      this.#ip("-n", this.#name(`router${home}`), "route", "add", "default", "via", SERVER);
  }

  /** Pulls the cable between a home and the world, or puts it in again. */
  cable(home: number, plugged: boolean): void {
    this.#ip("-n", this.#name("world"), "link", "set", `home${home}`, plugged ? "up" : "down");
  }

  /**
   * Starts a program at a place: "world", "host1" or "host2"; at "router1" or "router2" it is in the world itself, with the other.
   * `quiet` for one that complains of what does not matter here.
   */
  start(where: string, command: string, args: readonly string[], quiet = false): ChildProcess {
    const child = spawn("ip", ["netns", "exec", this.#name(where), command, ...args], {
      stdio: ["ignore", "pipe", quiet ? "ignore" : "inherit"],
    });
    this.#children.add(child);
    return child;
  }

  /** A program that runs another at a place, for whoever takes only a path. */
  wrapped(where: string, command: string): string {
    const file = join(this.#folder, `${where}.sh`);
    writeFileSync(file, `#!/bin/sh\nexec ip netns exec ${this.#name(where)} '${command}' "$@"\n`);
    chmodSync(file, 0o755);
    return file;
  }

  /** Ends all programs and takes the networks away. */
  close(): void {
    for (const child of this.#children) child.kill("SIGKILL");
    for (const name of ["world", "router1", "router2", "host1", "host2"])
      spawnSync("ip", ["netns", "del", this.#name(name)]);
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #name(place: string): string {
    return `${this.#prefix}-${place}`;
  }

  #in(place: string, ...command: string[]): void {
    this.#ip("netns", "exec", this.#name(place), ...command);
  }

  #ip(...args: string[]): void {
    execFileSync("ip", args, { stdio: ["ignore", "ignore", "inherit"] });
  }
}

/** Resolves with the first match in a line that a program says. Throws when it ends before. */
export async function saying(child: ChildProcess, what: RegExp): Promise<string> {
  for await (const line of createInterface({ input: child.stdout as NodeJS.ReadableStream })) {
    const found = what.exec(line)?.[0];
    if (found === undefined) continue;
    child.stdout?.resume();
    return found;
  }
  throw new Error(`a program ended before it said ${String(what)}`);
}
