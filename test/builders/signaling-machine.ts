import { fromHex, toHex } from "#shared/lib/hex.ts";
import { Signaling, SIGNALING_LIMITS, type Deed, type SignalingLimits } from "#shared/sync/signaling.ts";
import { writeRelay, type TurnServer } from "#shared/sync/signaling-wire.ts";

/** The name of a peer or a meeting, by its number. */
export const name = (at: number): string => at.toString(16).padStart(32, "0");
/** The same in bytes. */
export const bytes = (at: number): Uint8Array => fromHex(name(at));
const NONE = new Uint8Array(0);
export const MEETING = name(0xaaaa);

/** A server and what its sockets, which are numbers, have heard. A socket's peer has its number as name. */
export class Server {
  now = 0;
  readonly machine: Signaling<number>;
  readonly heard = new Map<number, unknown[]>();

  constructor(limits: Partial<SignalingLimits> = {}, turn: (() => TurnServer) | null = null) {
    this.machine = new Signaling<number>(() => this.now, { ...SIGNALING_LIMITS, ...limits }, turn);
  }

  /** What a socket has heard since it was asked last. */
  of(socket: number): unknown[] {
    const heard = this.heard.get(socket) ?? [];
    this.heard.delete(socket);
    return heard;
  }

  does(deeds: readonly Deed<number>[]): void {
    for (const deed of deeds) {
      const heard = this.heard.get(deed.socket) ?? [];
      this.heard.set(deed.socket, heard);
      if ("text" in deed) heard.push(JSON.parse(deed.text));
      else if ("bytes" in deed)
        heard.push({
          kind: deed.bytes[0],
          from: toHex(deed.bytes.subarray(1, 17)),
          body: deed.bytes.subarray(17),
        });
      else if ("rest" in deed) heard.push({ rest: deed.rest });
      else heard.push({ close: deed.close });
    }
  }

  say(socket: number, message: unknown): void {
    this.does(this.machine.text(socket, typeof message === "string" ? message : JSON.stringify(message)));
  }

  relay(socket: number, kind: number, to: number, body: Uint8Array = NONE): void {
    this.does(this.machine.binary(socket, writeRelay(kind, bytes(to), body)));
  }

  connect(socket: number): void {
    this.does(this.machine.connected(socket));
  }

  join(socket: number, change: Readonly<Record<string, unknown>> = {}): void {
    this.connect(socket);
    this.say(socket, { type: "join", protocol: 1, meeting: MEETING, peer: name(socket), ...change });
  }
}

/** A server at whose meeting so many peers are, named 1 and up. */
export function meeting(peers: number, limits: Partial<SignalingLimits> = {}): Server {
  const server = new Server(limits);
  for (let at = 1; at <= peers; at++) server.join(at);
  server.heard.clear();
  return server;
}
