import { keyPair } from "#shared/sync/noise.ts";
import { memoryPipes } from "#shared/sync/memory-pipe.ts";
import type { Pipe } from "#shared/sync/pipe.ts";
import { RoomSync } from "#shared/sync/room-sync.ts";
import { MemoryReplica } from "#test/builders/memory-replica.ts";
import { joinRoom } from "#test/builders/room.ts";
import { seededBytes } from "#test/builders/secure-channels.ts";
import { VirtualTime } from "#test/builders/virtual-time.ts";
import type { Row } from "../table.ts";
import { newId } from "./rooms.ts";
import type { PeerKeys } from "./workload.ts";

const PEERS = 8;
const KEYS = 20;
/** Milliseconds between two keys. */
const EVERY = 1_000;

/** What a pipe carries, and a word for each packet that is sent. */
function counted(pipe: Pipe, sent: () => void): Pipe {
  return {
    kind: pipe.kind,
    get buffered() {
      return pipe.buffered;
    },
    listen: (listener) => pipe.listen(listener),
    send: (packet) => {
      sent();
      pipe.send(packet);
    },
    close: (reason) => pipe.close(reason),
  };
}

/** Messages that all peers of a full mesh together send for one key: real sessions over pipes in memory, in a time of their own. */
export function messagesBench(yWebrtc: readonly PeerKeys[]): Row[] {
  const time = new VirtualTime();
  const random = seededBytes("messages");
  const members = Array.from({ length: PEERS }, () => {
    const replica = new MemoryReplica();
    const sync = new RoomSync({ replica, mayWrite: () => true, clock: () => time.now, timer: time });
    return { replica, sync, staticKey: keyPair(random(32)) };
  });
  let messages = 0;
  for (const [at, one] of members.entries())
    for (const other of members.slice(at + 1)) {
      const { ends } = memoryPipes({ clock: () => time.now, timer: time, delay: () => 1 });
      for (const [end, { sync, staticKey }] of [one, other].entries()) {
        const pipe = counted(ends[end as 0 | 1], () => messages++);
        joinRoom(sync, { pipe, initiator: end === 0, staticKey, random, timer: time });
      }
    }
  const [typist] = members as [(typeof members)[0]];
  const document = newId();
  const key = (): void => {
    const given = typist.replica.change(document, (doc) => doc.getText("notes").insert(0, "x"));
    if (given !== null) typist.sync.publish(given);
  };
  const settled = () => members.every(({ sync }) => sync.peers().every(({ equalAt }) => equalAt !== null));
  time.advance(EVERY);
  key();
  while (!settled()) time.advance(EVERY);
  const sent = (between: () => void): number => {
    const begun = messages;
    for (let at = 0; at < KEYS; at++) {
      // Not at the time of a beat, which would speak of what is on its way.
      time.advance(EVERY / 2);
      between();
      time.advance(EVERY / 2);
    }
    return messages - begun;
  };
  // Beats are none of a key's messages: in equal times there are equally many.
  const value = (sent(key) - sent(() => undefined)) / KEYS;
  const theirs = yWebrtc.find(({ peers }) => peers === PEERS);
  return [
    {
      what: `messages of all together for one key, ${PEERS} peers`,
      value,
      unit: "",
      target: `≤ ${PEERS - 1}`,
      met: value <= PEERS - 1,
      ...(theirs !== undefined && { peer: "y-webrtc", ratio: value / theirs.messages }),
    },
  ];
}
