import { spawn, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { WebSocket } from "ws";
import { percentile, type Row } from "../table.ts";

const MEETINGS = 50;
const PEERS = 4;
/** Signals that each socket sends, one after another, and how long all of them take: below the rate of a socket. */
const SIGNALS = 20;
const SPREAD = 3_000;

interface Peer {
  readonly socket: WebSocket;
  readonly name: string;
  readonly meeting: number;
}

/** A `tatami signal` of the build in a process of its own, 200 sockets in 50 meetings: how long a signal takes, and what the process holds. */
export async function signalingBench(log: (line: string) => void): Promise<Row[]> {
  const child = spawn(
    process.execPath,
    [
      join(import.meta.dirname, "../../../out/main/cli.js"),
      "signal",
      "--host",
      "127.0.0.1",
      "--port",
      "0",
      "--json",
    ],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  try {
    const address = await addressOf(child);
    log(`  signaling: ${MEETINGS * PEERS} sockets in ${MEETINGS} meetings`);
    const samples: number[] = [];
    const peers = await join200(address, (sent) => samples.push(performance.now() - sent));
    await signals(peers);
    const expected = MEETINGS * PEERS * SIGNALS;
    while (samples.length < expected) await new Promise((done) => setTimeout(done, 10));
    const memory = residentMegabytes(child);
    for (const { socket } of peers) socket.terminate();
    const late = percentile(samples, 0.95);
    const what = `${MEETINGS * PEERS} sockets in ${MEETINGS} meetings of one signaling server`;
    const rows: Row[] = [
      { what: `a signal there, p95, ${what}`, value: late, unit: "ms", target: "≤ 20 ms", met: late <= 20 },
    ];
    if (memory !== null)
      rows.push({
        what: `memory of its process`,
        value: memory,
        unit: "MB",
        target: "≤ 120 MB",
        met: memory <= 120,
      });
    return rows;
  } finally {
    child.kill();
  }
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((done, fail) => {
    child.once("exit", () => fail(new Error("The signaling server ended.")));
    child.stdout?.once("data", (line: Buffer) => {
      const { addresses } = JSON.parse(line.toString("utf8")) as { readonly addresses: readonly [string] };
      done(addresses[0]);
    });
  });
}

async function join200(address: string, arrived: (sent: number) => void): Promise<Peer[]> {
  const meetings = Array.from({ length: MEETINGS }, () => randomBytes(16).toString("hex"));
  return Promise.all(
    Array.from({ length: MEETINGS * PEERS }, async (_, at) => {
      const socket = new WebSocket(address, { perMessageDeflate: false });
      const name = randomBytes(16).toString("hex");
      const meeting = at % MEETINGS;
      // A socket that ends before its time would leave everybody waiting.
      socket.once("close", (code) => {
        if (code !== 1006) throw new Error(`The signaling server closed a socket with ${code}.`);
      });
      await new Promise((done) => socket.once("open", done));
      socket.send(JSON.stringify({ type: "join", protocol: 1, meeting: meetings[meeting], peer: name }));
      await new Promise((done) => socket.once("message", done));
      socket.on("message", (data: Buffer) => {
        const message = JSON.parse(data.toString("utf8")) as { readonly type: string; readonly data: string };
        if (message.type === "signal")
          arrived(Number(Buffer.from(message.data, "base64").toString("utf8").split(" ")[0]));
      });
      return { socket, name, meeting };
    }),
  );
}

/** Each sends to the next of its meeting, at times that are spread evenly. A signal is as long as an offer of WebRTC. */
async function signals(peers: readonly Peer[]): Promise<void> {
  const padding = "x".repeat(2_000);
  const turns = peers.length * SIGNALS;
  const begun = performance.now();
  for (let turn = 0; turn < turns; turn++) {
    const wait = begun + (turn / turns) * SPREAD - performance.now();
    if (wait > 1) await new Promise((done) => setTimeout(done, wait));
    const from = peers[turn % peers.length] as Peer;
    const to = peers[(turn + MEETINGS) % peers.length] as Peer;
    const data = Buffer.from(`${performance.now()} ${padding}`).toString("base64");
    from.socket.send(JSON.stringify({ type: "signal", to: to.name, data }));
  }
}

/** The resident memory of a process; null where the system does not tell it in a file. */
function residentMegabytes({ pid }: ChildProcess): number | null {
  try {
    const kilobytes = /^VmRSS:\s+(\d+)/mu.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return kilobytes === undefined ? null : (Number(kilobytes) * 1024) / 1e6;
  } catch {
    return null;
  }
}
