import { randomBytes } from "node:crypto";
import { createServer as createHttp, type RequestListener } from "node:http";
import { createServer as createHttps } from "node:https";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { WebSocketServer, type WebSocket } from "ws";
import { doctorReport, type Finding } from "#shared/features/workspace/doctor.ts";
import { invitationKeys, newLinkSecret, writeLink } from "#shared/features/workspace/invitation.ts";
import type { SignalingLimits } from "#shared/sync/signaling.ts";
import { serveSignaling } from "#core/sync/signaling-server.ts";
import { noNetwork, type LanNetwork } from "#core/sync/lan/multicast.ts";
import { LINK, MemoryLan } from "#test/builders/lan-network.ts";
import { attend, peersOf, until } from "#test/builders/meetings.ts";
import { SELF_SIGNED } from "#test/builders/self-signed.ts";
import { examine } from "./doctor.ts";

const random = (bytes: number): Uint8Array => new Uint8Array(randomBytes(bytes));
type Options = Parameters<typeof examine>[0];

async function look(change: Partial<Options>): Promise<Finding[]> {
  const findings: Finding[] = [];
  const all = examine({
    invitation: "",
    addresses: [],
    people: { isShared: true, standing: "owner" },
    paused: false,
    network: noNetwork,
    mayUseLan: true,
    clock: Date.now,
    random,
    ...change,
  });
  for await (const finding of all) findings.push(finding);
  return findings;
}

/** What was found of a server, check by check: its state, and why if that is not what is always so. */
async function lookAt(address: string, change: Partial<Options> = {}): Promise<Record<string, string>> {
  const findings = await look({ addresses: [address], ...change });
  return Object.fromEntries(
    findings
      .filter((finding) => finding.address === address)
      .map(({ check, state, reason }) => [check, reason === null ? state : `${state} ${reason.id}`]),
  );
}

/** What was found of this device by one check. */
async function lookFor(check: Finding["check"], change: Partial<Options>): Promise<string | undefined> {
  const finding = (await look(change)).find((one) => one.check === check && one.address === null);
  return finding && `${finding.state} ${finding.reason?.id ?? ""}`.trim();
}

const SKIPPED = "skipped doctor.not-reached";
const PLAIN = "skipped doctor.not-encrypted";

async function listening(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => sockets.add(socket.on("error", () => undefined)));
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return (server.address() as AddressInfo).port;
}

async function signaling(limits: Partial<SignalingLimits> = {}): Promise<string> {
  const server = await serveSignaling({ host: "127.0.0.1", port: 0, limits });
  onTestFinished(() => server.close());
  return `ws://127.0.0.1:${server.port}`;
}

/** A server that greets as it likes, and says to a socket what it likes. */
async function scripted(answer: RequestListener, talk?: (socket: WebSocket) => void): Promise<string> {
  const server = createHttp(answer);
  const sockets = new WebSocketServer({ noServer: true });
  if (talk !== undefined)
    server.on("upgrade", (request, socket, head) => sockets.handleUpgrade(request, socket, head, talk));
  return `ws://127.0.0.1:${await listening(server)}`;
}

const greeting: RequestListener = (_request, response) => response.end("Tatami signaling 9.9.9\n");

describe("the connection doctor, of a server", () => {
  it("finds nothing wrong where nothing is", async () => {
    const address = await signaling();
    expect(await lookAt(address)).toEqual({
      name: "ok",
      connect: "ok",
      tls: PLAIN,
      protocol: "ok",
      clock: "ok",
      relay: "ok",
    });
  });

  it("that nobody knows: no such name", async () => {
    expect(await lookAt(`ws://${"x".repeat(64)}.invalid:4747`)).toEqual({
      name: "failed doctor.name-unknown",
      ...Object.fromEntries(
        ["connect", "tls", "protocol", "clock", "relay"].map((check) => [check, SKIPPED]),
      ),
    });
  });

  it("that is not there: nothing listens at the port", async () => {
    const server = createServer();
    const port = await listening(server);
    await new Promise((done) => server.close(done));
    const found = await lookAt(`ws://127.0.0.1:${port}`);
    expect([found.name, found.connect, found.protocol]).toEqual([
      "ok",
      "failed doctor.connect-refused",
      SKIPPED,
    ]);
  });

  it("that takes the connection and says nothing", async () => {
    const port = await listening(createServer());
    const found = await lookAt(`ws://127.0.0.1:${port}`, { patience: 300 });
    expect(found).toMatchObject({
      connect: "ok",
      protocol: "failed doctor.silent",
      clock: "skipped doctor.clock-untold",
      relay: SKIPPED,
    });
    expect((await lookAt(`wss://127.0.0.1:${port}`, { patience: 300 })).tls).toBe("failed doctor.no-tls");
  });

  it("that hangs up, or babbles", async () => {
    const rude = await listening(createServer((socket) => socket.destroy()));
    expect((await lookAt(`ws://127.0.0.1:${rude}`)).protocol).toBe("failed doctor.other-program");
    const noise = createServer((socket) => void socket.end(Buffer.alloc(100_000, "220 mail.example ")));
    const port = await listening(noise);
    expect((await lookAt(`ws://127.0.0.1:${port}`)).protocol).toBe("failed doctor.other-program");
    expect((await lookAt(`wss://127.0.0.1:${port}`)).tls).toBe("failed doctor.no-tls");
  });

  it("that is another program, with or without sockets", async () => {
    const page: RequestListener = (_request, response) => response.end("<h1>It works!</h1>".repeat(10_000));
    expect((await lookAt(await scripted(page))).protocol).toBe("failed doctor.other-program");
    const other = await scripted(page, (socket) => socket.close(4001));
    expect((await lookAt(other)).protocol).toBe("failed doctor.other-program");
  });

  it("that speaks another version, or takes no more", async () => {
    const newer = await scripted(greeting, (socket) => socket.close(4001));
    expect((await lookAt(newer)).protocol).toBe("failed doctor.other-version");
    expect(await lookAt(await signaling({ meetings: 0 }))).toMatchObject({
      protocol: "failed doctor.server-full",
      relay: SKIPPED,
    });
  });

  it("that lets in and carries nothing", async () => {
    const deaf = await scripted(greeting, (socket) =>
      socket.once("message", () => socket.send(JSON.stringify({ type: "joined", peers: [] }))),
    );
    const found = await lookAt(deaf, { patience: 300 });
    expect([found.protocol, found.relay]).toEqual(["ok", "failed doctor.not-carried"]);
  });

  it("whose clock is another", async () => {
    const address = await signaling();
    const clock = () => Date.now() - 30 * 60_000;
    const findings = await look({ addresses: [address], clock });
    expect(findings.find(({ check }) => check === "clock")).toMatchObject({
      state: "warning",
      reason: { id: "doctor.clock-off", params: { host: "127.0.0.1", minutes: 30 } },
    });
    const timeless = await scripted((_request, response) => {
      response.sendDate = false;
      response.end("Tatami signaling 1\n");
    });
    expect((await lookAt(timeless)).clock).toBe("skipped doctor.clock-untold");
  });

  it("without TLS where the address says so, or with a certificate that nobody trusts", async () => {
    const plain = (await signaling()).replace("ws:", "wss:");
    expect(await lookAt(plain)).toMatchObject({ tls: "failed doctor.no-tls", protocol: SKIPPED });
    const port = await listening(createHttps(SELF_SIGNED, greeting));
    expect((await lookAt(`wss://127.0.0.1:${port}`)).tls).toBe("failed doctor.not-trusted");
  });

  it("is told on where one of several fails", async () => {
    const good = await signaling();
    const findings = await look({ addresses: ["ws://127.0.0.1:1", good, good] });
    const states = (address: string) =>
      findings.filter((one) => one.address === address && one.check === "relay").map(({ state }) => state);
    expect([states("ws://127.0.0.1:1"), states(good)]).toEqual([["skipped"], ["ok"]]);
  });
});

describe("the connection doctor, of an invitation", () => {
  it("tells words that are none from a link for which nobody waits, and from one for which somebody does", async () => {
    const check = (invitation: string, change: Partial<Options> = {}) =>
      lookFor("invitation", { ...change, invitation });
    expect(await check("")).toBe("skipped doctor.no-invitation");
    expect(await check("abandon ability able about above abzent")).toBe("failed invitation.unknown-word");
    expect(await check("tatami://join#v1.cut")).toBe("failed invitation.cut-link");
    expect(await check("abandon ability able about above absent")).toBe("ok");

    const address = await signaling();
    const secret = newLinkSecret(random);
    if (secret.kind !== "link") throw new Error("this is no link");
    const invitation = writeLink(secret.bytes, [address]);
    expect((await lookAt(address, { addresses: [], invitation })).waiting).toBe(
      "warning doctor.nobody-waits",
    );
    const host = attend(address, { meeting: (await invitationKeys(secret)).meeting });
    await until(() => peersOf(host) === 0);
    expect((await lookAt(address, { addresses: [], invitation })).waiting).toBe("ok");
  });
});

describe("the connection doctor, of this device", () => {
  it.each([
    [{ isShared: true, standing: "editor" }, false, "ok"],
    [{ isShared: false, standing: "owner" }, false, "skipped doctor.not-shared"],
    [{ isShared: true, standing: "removed" }, false, "failed doctor.removed"],
    [{ isShared: true, standing: "left" }, false, "failed doctor.removed"],
    [{ isShared: true, standing: null }, false, "failed doctor.removed"],
    [{ isShared: true, standing: "owner" }, true, "failed doctor.paused"],
  ] as const)("in a workspace: %j, paused %s", async (people, paused, expected) => {
    expect(await lookFor("workspace", { people, paused })).toBe(expected);
  });

  it("hears itself on the local network, or says why it does not", async () => {
    const net = new MemoryLan();
    const lan = (network: LanNetwork, mayUseLan = true) =>
      lookFor("lan", { network, mayUseLan, patience: 500 });
    expect(await lan(net.machine())).toBe("ok");
    expect(net.open).toBe(0);
    const deaf = {
      links: () => [LINK],
      join: () => ({ send: () => undefined, close: async () => undefined }),
    };
    expect(await lan(deaf)).toBe("failed doctor.lan-deaf");
    const broken: LanNetwork = {
      links: () => [LINK],
      join: (_link, _hear, lost) => {
        setImmediate(() => lost(new Error("the network is down")));
        return { send: () => undefined, close: async () => undefined };
      },
    };
    expect(await lan(broken)).toBe("failed doctor.lan-deaf");
    expect(await lan(noNetwork)).toBe("skipped doctor.lan-none");
    expect(await lan(net.machine(), false)).toBe("skipped doctor.lan-off");
  });

  it("has no address: the local network is the only way, and nothing is looked at in vain", async () => {
    const findings = await look({});
    expect(findings.map(({ check }) => check)).toEqual([
      "invitation",
      "workspace",
      "network",
      "lan",
      "firewall",
      "connect",
      "turn",
    ]);
    const alone = { isShared: false, standing: "owner" } as const;
    expect(await lookFor("connect", { people: alone })).toBe("warning doctor.no-address");
    const network = new MemoryLan().machine();
    expect(await lookFor("connect", { network })).toBe("warning doctor.no-address");
    // On no local network either there is no way at all.
    expect(await lookFor("connect", {})).toBe("failed doctor.no-address");
  });
});

it("the report tells what was found, and no address", async () => {
  const addresses = ["ws://127.0.0.1:1", `wss://${"x".repeat(64)}.invalid/tatami`, "ws://[::1]:1"];
  const report = doctorReport(await look({ addresses }), "1.2.3");
  expect(report).toContain("Tatami 1.2.3\n");
  expect(report).toMatch(
    /^failed {2}connect <address 1>: <address 1> is there, but nothing is served at port <port>/mu,
  );
  expect(report).toMatch(/^failed {2}name <address 2>: No computer is known as "<address 2>"/mu);
  expect(report).toMatch(/^failed {2}connect <address 3>/mu);
  for (const part of ["127.0", "::1", "xxx", "invalid", "ws:", "wss:"])
    expect(report.replace("begins with ws://", "")).not.toContain(part);
});

it("looks at the TURN server of which signaling tells, and names it in no report", async () => {
  const turn = { urls: ["turn:turn.invalid:3478", "turn:127.0.0.1:1?transport=tcp"], secret: "north" };
  const server = await serveSignaling({ host: "127.0.0.1", port: 0, turn });
  onTestFinished(() => server.close());
  const findings = await look({ addresses: [`ws://127.0.0.1:${server.port}`], patience: 1_000 });
  const about = findings.filter(({ check }) => check === "turn");
  expect(about.map(({ address }) => address)).toEqual(turn.urls);
  for (const { state, reason } of about)
    expect([state, reason?.id]).toEqual(["warning", "doctor.turn-silent"]);
  expect(doctorReport(findings, "1.2.3")).not.toMatch(/turn\.invalid|127\.0/u);
});
