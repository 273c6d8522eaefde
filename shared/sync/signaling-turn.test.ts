import { describe, expect, it } from "vitest";
import { name, Server } from "#test/builders/signaling-machine.ts";
import { TURN_EVERY } from "./signaling.ts";
import { TurnUrls } from "./signaling-wire.ts";

describe("a TURN server", () => {
  const turnOf = (server: Server) => () => ({
    urls: ["turn:turn.example:3478"],
    username: String(server.now),
    credential: "c",
  });
  const told = (at: number) => ({
    type: "turn",
    server: { urls: ["turn:turn.example:3478"], username: String(at), credential: "c" },
  });

  it("S-524 is told to whoever has joined, and anew in time; strangers and the refused hear nothing of it", () => {
    const server: Server = new Server({}, () => turnOf(server)());
    server.join(1);
    expect(server.of(1)).toEqual([{ type: "joined", peers: [] }, told(0)]);
    server.connect(2);
    server.connect(3);
    server.say(3, "no join");
    server.now = TURN_EVERY - 1;
    server.join(4);
    server.does(server.machine.sweep());
    server.of(4);
    expect(server.of(1)).toEqual([{ type: "came", peer: name(4) }]);
    server.now = TURN_EVERY;
    server.does(server.machine.sweep());
    expect(server.of(1)).toEqual([told(TURN_EVERY)]);
    expect(server.of(4)).toEqual([]);
    server.does(server.machine.sweep());
    expect(server.of(1)).toEqual([]);
    expect([...server.of(2), ...server.of(3)]).toEqual([{ close: 4001 }, { close: 4001 }]);
  });

  it("S-524 is told anew, too, when the clock was set back", () => {
    const server: Server = new Server({}, () => turnOf(server)());
    server.join(1);
    server.of(1);
    server.now = -TURN_EVERY;
    server.does(server.machine.sweep());
    expect(server.of(1)).toEqual([told(-TURN_EVERY)]);
  });
});

describe("the address of a TURN server", () => {
  it.each([
    "turn:turn.example",
    "turns:turn.example:5349?transport=tcp",
    "turn:192.0.2.1:3478?transport=udp",
    "turn:[2001:db8::1]:3478",
  ])("can be %s", (url) => expect(TurnUrls.safeParse([url]).success).toBe(true));

  it.each([
    "stun:turn.example",
    "https://turn.example",
    "turn:",
    "turn:a b",
    "turn:a:1?x=y",
    "turn:a:0",
    "turn:a:65536",
    "turns:[2001:db8::1]:99999?transport=tcp",
    "turn:a/../b",
    "",
  ])("cannot be '%s'", (url) => expect(TurnUrls.safeParse([url]).success).toBe(false));

  it("is one of at most four", () => {
    expect(TurnUrls.safeParse([]).success).toBe(false);
    expect(TurnUrls.safeParse(Array.from({ length: 5 }, () => "turn:a.example")).success).toBe(false);
  });
});
