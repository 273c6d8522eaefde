import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { toHex } from "#shared/lib/hex.ts";
import { deviceKey } from "#shared/sync/device-key.ts";
import { percentile, type Row } from "../table.ts";
import { Asking } from "./calls.ts";
import type { LightCalls } from "./light-process.ts";
import { pause, until, type Pair } from "./pair.ts";
import { newId, roomOf, type BenchRoom } from "./rooms.ts";
import { BETWEEN, KEYS, ROOMS, WARM, type PeerKeys } from "./workload.ts";

/** Peers with whom the processor's time is taken. */
const CPU_PEERS = 10;
/**
 * Keys at one device until they are saved at the other. Both are web shells whose pages connect directly; whoever else is in
 * the room is a light replica over the relay, all of them in one process.
 */
export async function keysBench(pair: Pair, yWebrtc: readonly PeerKeys[]): Promise<Row[]> {
  const secrets = Array.from({ length: 10 }, () => Uint8Array.from(randomBytes(32)));
  const room = roomOf([
    pair.one.key,
    pair.other.key,
    ...secrets.map((secret) => toHex(deviceKey(secret).key)),
  ]);
  const lights = new Asking<LightCalls, never>(join(import.meta.dirname, "light-process.ts"), []);
  const document = newId();
  try {
    for (const { process } of [pair.one, pair.other])
      await process.ask("enter", room, pair.signaling.address);
    const arrived = pair.other.saved(document);
    await pair.one.process.ask("create", room.id, document, null);
    await arrived;
    const rows: Row[] = [];
    let present = 2;
    const gather = async (peers: number): Promise<void> => {
      for (; present < peers; present++)
        await lights.ask("come", room, secrets[present - 2] as Uint8Array, pair.signaling.address);
      await pair.together(room, peers - 1);
    };
    for (const { peers, target } of ROOMS) {
      // On the way to the larger room.
      if (peers > CPU_PEERS) {
        await gather(CPU_PEERS);
        rows.push(await processorRow(pair, room, document));
      }
      await gather(peers);
      const before = await lights.ask("changes");
      const value = percentile((await type(pair, room, document)).slice(WARM), 0.95);
      const expected = before + (peers - 2) * (KEYS + WARM);
      await until(async () => (await lights.ask("changes")) >= expected);
      const theirs = yWebrtc.find((one) => one.peers === peers);
      rows.push({
        what: `key to remote document, saved there, p95, ${peers} peers`,
        value,
        unit: "ms",
        target: `≤ ${target} ms`,
        met: value <= target,
        ...(theirs !== undefined && { peer: "y-webrtc", ratio: value / theirs.p95 }),
      });
    }
    return rows;
  } finally {
    await lights.end();
  }
}

/** Keys one after another; answers the milliseconds that each took. */
async function type({ one, other }: Pair, room: BenchRoom, document: string): Promise<number[]> {
  const taken: number[] = [];
  for (let key = 0; key < KEYS + WARM; key++) {
    const arrived = other.saved(document);
    const pressed = await one.process.ask("key", room.id, document, letter(key));
    taken.push((await arrived) - pressed);
    await pause(BETWEEN);
  }
  return taken;
}

/** What is typed: words of six letters. */
export function letter(key: number): string {
  return key % 7 === 6 ? " " : String.fromCodePoint(97 + ((key * 11) % 26));
}

/** What a key of another device costs the core that takes it, above what it costs to be in the room. */
async function processorRow(pair: Pair, room: BenchRoom, document: string): Promise<Row> {
  const { process } = pair.other;
  const spent = async (work: () => Promise<unknown>): Promise<{ cpu: number; time: number }> => {
    const [cpu, begun] = [await process.ask("cpu"), performance.now()];
    await work();
    return { time: performance.now() - begun, cpu: (await process.ask("cpu")) - cpu };
  };
  const typing = await spent(() => type(pair, room, document));
  const resting = await spent(() => pause(4_000));
  const value = (typing.cpu - (resting.cpu / resting.time) * typing.time) / (KEYS + WARM);
  return {
    what: `processor of the core that takes a remote key, ${CPU_PEERS} peers`,
    value,
    unit: "ms",
    target: "≤ 1 ms",
    met: value <= 1,
  };
}
