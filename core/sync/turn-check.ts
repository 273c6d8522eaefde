import { randomBytes } from "node:crypto";
import { createSocket, type Socket } from "node:dgram";
import { lookup } from "node:dns";
import { connect } from "node:net";
import { isPort } from "#shared/sync/signaling-wire.ts";

/** How often a question that may be lost is asked again, milliseconds. */
const ASK_EVERY = 500;
/** What every STUN message has in it (RFC 8489, section 5). */
const COOKIE = 0x21_12_a4_42;
const TURN =
  /^(?<scheme>turns?):(?:\[(?<v6>[^\]]+)\]|(?<host>[^:?]+))(?::(?<port>\d+))?(?:\?transport=(?<way>\w+))?$/iu;

/**
 * Whether a server gives a sign of life at the address of a TURN server, as `turn:host:3478`, within so many milliseconds: to a STUN
 * binding request, which needs no password; over TCP by taking the connection.
 */
export function turnAnswers(address: string, patience: number): Promise<boolean> {
  const { scheme, v6, host = v6, port, way } = TURN.exec(address)?.groups ?? {};
  if (host === undefined) return Promise.resolve(false);
  const isSecure = scheme?.toLowerCase() === "turns";
  const at = { host, port: Number(port ?? (isSecure ? 5349 : 3478)) };
  // One that no packet can be sent to answers none.
  if (!isPort(at.port)) return Promise.resolve(false);
  return isSecure || way?.toLowerCase() === "tcp" ? takes(at, patience) : answers(at, patience);
}

interface Place {
  readonly host: string;
  readonly port: number;
}

function takes({ host, port }: Place, patience: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect({ host, port, timeout: patience });
    const end = (taken: boolean) => {
      socket.destroy();
      done(taken);
    };
    socket.once("connect", () => end(true));
    for (const bad of ["error", "timeout"]) socket.once(bad, () => end(false));
  });
}

function answers({ host, port }: Place, patience: number): Promise<boolean> {
  const request = Buffer.alloc(20);
  request.writeUInt16BE(1, 0);
  request.writeUInt32BE(COOKIE, 4);
  randomBytes(12).copy(request, 8);
  return new Promise((done) => {
    let again: NodeJS.Timeout | undefined;
    let socket: Socket | null = null;
    let over = false;
    const end = (answered: boolean) => {
      over = true;
      clearInterval(again);
      clearTimeout(late);
      socket?.close();
      done(answered);
    };
    const late = setTimeout(() => end(false), patience);
    // A name may lead to an address of either kind, and a socket is of one.
    lookup(host, (error, address, family) => {
      if (over) return;
      if (error !== null) return end(false);
      const asking = (socket = createSocket(family === 6 ? "udp6" : "udp4"));
      const ask = () => asking.send(request, port, address, () => undefined);
      // A port that is refused is told by nothing but silence.
      asking.on("error", () => undefined);
      asking.on("message", (answer) => {
        if (answer.length >= 20 && answer.subarray(4, 20).equals(request.subarray(4))) end(true);
      });
      again = setInterval(ask, ASK_EVERY);
      ask();
    });
  });
}
