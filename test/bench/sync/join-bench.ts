import type { Row } from "../table.ts";
import { until, type Pair } from "./pair.ts";
import { newId, roomOf } from "./rooms.ts";
import { LARGE, largeText, manyKeys, PASTE, type PeerJoins } from "./workload.ts";

/** Joining a room in which a large document is, until it is saved; and a paste. */
export async function joinBench(pair: Pair, theirs: PeerJoins | null): Promise<Row[]> {
  const typed = manyKeys();
  const large = await join(pair, largeText(), LARGE);
  const keys = await join(pair, typed.update, typed.characters);
  const pasted = await paste(pair);
  return [
    row("join to synced and saved, a text of 1 MB", large, 0.5, theirs?.large, theirs),
    row("join to synced and saved, a text of 100,000 keys", keys, 1, theirs?.keys, theirs),
    row("a paste of 5 MB arrives and is saved", pasted, 2, theirs?.paste, theirs),
  ];
}

function row(
  what: string,
  value: number,
  target: number,
  peer: number | null | undefined,
  theirs: PeerJoins | null,
): Row {
  const measured = { what, value, unit: "s", target: `≤ ${target.toFixed(1)} s`, met: value <= target };
  if (theirs === null || peer === undefined) return measured;
  return peer === null
    ? { ...measured, peer: "y-webrtc", never: `not within ${theirs.limit} s` }
    : { ...measured, peer: "y-webrtc", ratio: value / peer };
}

/** Seconds from taking up the workspace, of which nothing is here, until its document is saved. */
async function join(pair: Pair, update: Uint8Array, characters: number): Promise<number> {
  const { one, other, signaling } = pair;
  const room = roomOf([one.key, other.key]);
  const document = newId();
  await one.process.ask("enter", room, signaling.address);
  await one.process.ask("create", room.id, document, update);
  const saved = other.saved(document);
  const begun = await other.process.ask("enter", room, signaling.address);
  const seconds = ((await saved) - begun) / 1000;
  const { large } = await other.process.ask("characters", room.id, document);
  if (large !== characters) throw new Error(`${large} characters have arrived of ${characters}.`);
  return seconds;
}

async function paste(pair: Pair): Promise<number> {
  const { one, other, signaling } = pair;
  const room = roomOf([one.key, other.key]);
  const document = newId();
  for (const { process } of [one, other]) await process.ask("enter", room, signaling.address);
  const created = other.saved(document);
  await one.process.ask("create", room.id, document, null);
  await created;
  await pair.together(room, 1);
  const saved = other.saved(document);
  const begun = await one.process.ask("paste", room.id, document, PASTE);
  const seconds = ((await saved) - begun) / 1000;
  const arrived = async () => (await other.process.ask("characters", room.id, document)).large;
  await until(async () => (await arrived()) === PASTE);
  return seconds;
}
