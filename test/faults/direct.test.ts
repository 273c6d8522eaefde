import { describe, expect, it } from "vitest";
import { roomKeys, roomPrologue } from "#shared/features/workspace/invitation.ts";
import { addMember } from "#shared/features/workspace/membership-changes.ts";
import { toHex } from "#shared/lib/hex.ts";
import { deviceKey } from "#shared/sync/device-key.ts";
import {
  DIRECT_BURST,
  DIRECT_CANDIDATES,
  DIRECT_TIME,
  MAX_CANDIDATE,
  MAX_DESCRIPTION,
  OFFER_BURST,
} from "#shared/sync/limits.ts";
import { readMessage, writeMessage, type Message } from "#shared/sync/messages.ts";
import type { DirectWord } from "#shared/sync/direct-words.ts";
import { SecureChannel } from "#shared/sync/secure-channel.ts";
import { writeHello } from "#core/sync/room-hello.ts";
import { CANDIDATE, described } from "#test/builders/memory-pages.ts";
import { ROOM, RoomOfDesks, type Desk } from "./support/room-desks.ts";

/** Two that meet over a relay, which is opened again when it is asked for. */
function two() {
  const room = new RoomOfDesks();
  const { founder } = room;
  const editor = room.desk(2, "editor");
  /** How often the relay was opened, and what cuts it. */
  const relay = { opened: 0, cut: (): void => undefined };
  const open = (): void => {
    relay.opened++;
    relay.cut = room.join(editor, founder, { kind: "relay", again: open });
  };
  open();
  let last = 0;
  /** Whether a change of each reaches the other at once. */
  const talk = (): boolean => {
    last += 2;
    founder.add(last, "of the founder");
    editor.add(last + 1, "of the editor");
    room.time.advance(100);
    return editor.has(last) && founder.has(last + 1);
  };
  room.time.advance(100);
  return { room, founder, editor, relay, talk };
}

const offers = (page: { readonly told: readonly { readonly type: string }[] }): number =>
  page.told.filter(({ type }) => type === "open").length;

describe("two that can hold direct connections", () => {
  it("S-534 are connected directly once both can, and not before; the relay rests", () => {
    const { room, founder, editor, relay, talk } = two();
    const first = founder.page();
    room.time.advance(60_000);
    expect([founder.kinds, editor.kinds, offers(first)]).toEqual([["relay"], ["relay"], 0]);
    const second = editor.page();
    room.time.advance(1_000);
    expect([founder.kinds, editor.kinds]).toEqual([["webrtc"], ["webrtc"]]);
    expect([offers(first), offers(second)]).toEqual([1, 1]);
    expect(talk()).toBe(true);
    room.time.advance(60_000);
    expect(relay.opened).toBe(1);
    expect(talk()).toBe(true);
    expect([founder.faults, editor.faults]).toEqual([[], []]);
  });

  it("S-534 say what leads to each other to nobody who carries it", () => {
    const room = new RoomOfDesks();
    const { founder } = room;
    const editor = room.desk(2, "editor");
    const carried: string[] = [];
    const { ends } = room.pipe();
    for (const [at, desk] of [founder, editor].entries()) {
      const pipe = ends[at as 0 | 1];
      const spied = {
        kind: "relay" as const,
        get buffered() {
          return pipe.buffered;
        },
        listen: pipe.listen.bind(pipe),
        close: pipe.close.bind(pipe),
        send: (packet: Uint8Array) => {
          carried.push(Buffer.from(packet).toString("latin1"));
          pipe.send(packet);
        },
      };
      desk.peers.connect(spied, at === 0);
      desk.page();
    }
    room.time.advance(1_000);
    expect([founder.kinds, editor.kinds]).toEqual([["webrtc"], ["webrtc"]]);
    expect(carried.length).toBeGreaterThan(5);
    for (const packet of carried) expect(packet).not.toMatch(/m=application|candidate:|192\.0\.2/u);
  });

  it("S-535 stay on the relay where they do not reach each other, and try less and less often", () => {
    const { room, founder, editor, relay, talk } = two();
    room.pages.reachable = false;
    const pages = [founder.page(), editor.page()];
    const times: number[] = [];
    for (let second = 0; second < 600; second++) {
      const before = offers(pages[0] as never);
      room.time.advance(1_000);
      if (offers(pages[0] as never) > before) times.push(second);
    }
    const waits = times.slice(1).map((at, index) => at - (times[index] ?? 0));
    expect(waits[0]).toBeGreaterThanOrEqual(DIRECT_TIME / 1_000);
    expect(waits.at(-1)).toBeGreaterThan(30);
    expect(times.length).toBeLessThan(25);
    expect([founder.kinds, editor.kinds, relay.opened]).toEqual([["relay"], ["relay"], 1]);
    expect(talk()).toBe(true);
    // Nothing of it is left over.
    for (const page of pages)
      expect(offers(page) - page.told.filter(({ type }) => type === "close").length).toBeLessThanOrEqual(1);
    room.pages.reachable = true;
    room.time.advance(90_000);
    expect([founder.kinds, editor.kinds]).toEqual([["webrtc"], ["webrtc"]]);
  });

  it("S-535 whose connections break off at once do not try without end", () => {
    const { room, founder, editor, talk } = two();
    const [first, second] = [founder.page(), editor.page()];
    let refused = 0;
    let seen = 0;
    for (let turn = 0; turn < 300; turn++) {
      room.time.advance(1_000);
      for (const message of first.told.slice(seen))
        if (message.type === "open") first.say({ type: "closed", id: message.id });
      seen = first.told.length;
      for (const { peers } of [founder, editor]) for (const peer of peers.peers()) refused += peer.refused;
    }
    expect(offers(first)).toBeGreaterThan(OFFER_BURST);
    expect(offers(first)).toBeLessThan(OFFER_BURST + 300 / 5 + 2);
    expect(offers(second)).toBeLessThanOrEqual(offers(first));
    // Whoever keeps to that is refused nothing.
    expect(refused).toBe(0);
    room.time.advance(10_000);
    expect(talk()).toBe(true);
  });

  it("S-537 are back on the relay at once when either page goes, and direct again with the next", () => {
    for (const who of [0, 1]) {
      const { room, founder, editor, relay, talk } = two();
      const pages = [founder.page(), editor.page()];
      room.time.advance(2_000);
      expect([founder.kinds, editor.kinds]).toEqual([["webrtc"], ["webrtc"]]);
      pages[who]?.close();
      room.time.advance(200);
      expect([founder.kinds, editor.kinds, relay.opened]).toEqual([["relay"], ["relay"], 2]);
      expect(talk()).toBe(true);
      room.time.advance(60_000);
      expect([founder.kinds, editor.kinds]).toEqual([["relay"], ["relay"]]);
      [founder, editor][who]?.page();
      room.time.advance(3_000);
      expect([founder.kinds, editor.kinds]).toEqual([["webrtc"], ["webrtc"]]);
      expect(talk()).toBe(true);
    }
  });

  it("S-537 go on when the relay breaks off, and when the next page takes over", () => {
    const { room, founder, editor, relay, talk } = two();
    const [first] = [founder.page(), editor.page()];
    founder.page();
    room.time.advance(2_000);
    relay.cut();
    room.time.advance(10_000);
    expect(talk()).toBe(true);
    expect([founder.kinds, editor.kinds, relay.opened]).toEqual([["webrtc"], ["webrtc"], 1]);
    first.close();
    room.time.advance(5_000);
    expect([founder.kinds, editor.kinds]).toEqual([["webrtc"], ["webrtc"]]);
    expect(talk()).toBe(true);
  });
});

/** A member that speaks for itself, and hears what it is told of direct connections. */
class Hostile {
  readonly heard: DirectWord[] = [];
  readonly closes: string[] = [];
  readonly #room: RoomOfDesks;
  readonly #channel: SecureChannel;

  /** `offers` says whether it is the one of the two that makes offers. */
  constructor(room: RoomOfDesks, at: Desk, offers: boolean) {
    this.#room = room;
    const self = toHex(at.key.noise.publicKey);
    let number = 100;
    let key = deviceKey(new Uint8Array(32).fill(number));
    while (toHex(key.noise.publicKey) < self !== offers) key = deviceKey(new Uint8Array(32).fill(++number));
    const device = toHex(key.key);
    addMember(at.membership, at.by, { device, name: "Hostile", role: "editor" });
    const { ends } = room.pipe();
    at.peers.connect(ends[1], false);
    this.#channel = new SecureChannel({
      pipe: ends[0],
      initiator: true,
      prologue: roomPrologue(ROOM.id),
      psk: roomKeys(ROOM.key).psk,
      staticKey: key.noise,
      hello: writeHello({ device: key.key, proof: new Uint8Array(0) }),
      admit: () => null,
      random: room.random,
      timer: room.time,
      listener: {
        opened: () => undefined,
        message: (_lane, bytes) => this.#hear(readMessage(bytes)),
        drained: () => undefined,
        closed: ({ code }) => this.closes.push(code),
      },
    });
    room.time.advance(50);
  }

  #hear(message: Message): void {
    if (message.type === "direct") this.heard.push(message.word);
    // It is in step with the other: nothing else is said.
    if (message.type === "beat" && this.#channel.isOpen) this.#channel.send("live", writeMessage(message));
  }

  say(word: DirectWord): void {
    if (this.#channel.isOpen) this.#channel.send("live", writeMessage({ type: "direct", word }));
    this.#room.time.advance(20);
  }
}

/** A desk with a page, and a hostile member. */
function attacked(offers: boolean) {
  const room = new RoomOfDesks();
  const desk = room.founder;
  const page = desk.page();
  room.time.advance(10);
  const hostile = new Hostile(room, desk, offers);
  const refused = (): number => desk.peers.peers()[0]?.refused ?? -1;
  const told = (type: string) => page.told.filter((message) => message.type === type);
  return { room, desk, page, hostile, refused, told };
}

const offer = (description: string, attempt = 1): DirectWord => ({ kind: "offer", attempt, description });
const candidate = (text: string, attempt = 1): DirectWord => ({
  kind: "candidate",
  attempt,
  candidate: text,
});

describe("a peer that means harm", () => {
  it.each<[string, string]>([
    ["of nothing", ""],
    ["that is none", "hello"],
    [
      "of a picture",
      described(0).replace("application 9 UDP/DTLS/SCTP webrtc-datachannel", "video 9 RTP 96"),
    ],
    ["of a picture beside the channel", described(0, "m=video 9 UDP/TLS/RTP/SAVPF 96\r\n")],
    ["of a picture in a line that ends otherwise", described(0, "a=x\u2028m=audio 9 RTP 1\r\n")],
    ["of two channels", described(0) + described(1)],
    ["with too many addresses", described(0, `a=${CANDIDATE}\r\n`.repeat(DIRECT_CANDIDATES + 1))],
  ])("S-536 makes the browser read no description %s", (_, description) => {
    const { hostile, refused, told, desk } = attacked(true);
    hostile.say(offer(description));
    expect(told("open")).toEqual([]);
    expect(refused()).toBe(1);
    expect(desk.connected).toHaveLength(1);
    hostile.say(offer(described(0)));
    expect(told("open")).toHaveLength(1);
  });

  it.each<[string, DirectWord]>([
    ["a description", offer("x".repeat(MAX_DESCRIPTION + 1))],
    ["an address", candidate("x".repeat(MAX_CANDIDATE + 1))],
  ])("S-536 is sent away with %s that is larger than it may be", (_, word) => {
    const { hostile, told, desk } = attacked(true);
    hostile.say(word);
    expect(hostile.closes).toEqual(["overload"]);
    expect(desk.connected).toEqual([]);
    expect(told("open")).toEqual([]);
  });

  it("S-536 names 64 addresses, those of its description among them, and no more", () => {
    const { hostile, refused, told } = attacked(true);
    hostile.say(offer(described(0, `a=${CANDIDATE}\r\n`.repeat(DIRECT_CANDIDATES - 4))));
    for (let at = 0; at < 10; at++) hostile.say(candidate(`${CANDIDATE} ${at}`));
    expect(told("candidate")).toHaveLength(4);
    expect(refused()).toBe(6);
    hostile.say(candidate(`${CANDIDATE}\r\na=x`));
    hostile.say(candidate(""));
    expect(refused()).toBe(8);
  });

  it("S-536 offers without end and is heard now and then", () => {
    const { room, hostile, refused, told } = attacked(true);
    for (let at = 0; at < 150; at++) hostile.say(offer(described(0), at));
    const first = told("open").length;
    expect(first).toBeLessThan(2 * OFFER_BURST + 3);
    expect(refused()).toBe(150 - first);
    // Each ended the one before.
    expect(told("close")).toHaveLength(first - 1);
    room.time.advance(60_000);
    expect(told("close")).toHaveLength(first);
    hostile.say(offer(described(0), 999));
    expect(told("open")).toHaveLength(first + 1);
  });

  it("S-536 talks without end, of itself alone, and is not listened to", () => {
    const { hostile, refused, told, desk } = attacked(false);
    const attempts = told("open").length;
    for (let at = 0; at < 4 * DIRECT_BURST; at++) hostile.say({ kind: "able", able: at % 2 === 0 });
    expect(refused()).toBeGreaterThan(DIRECT_BURST);
    expect(told("open").length - attempts).toBeLessThan(OFFER_BURST);
    expect(desk.connected).toHaveLength(1);
  });

  it("S-538 that offers where it is not its turn is refused, and one that answers is heard once, to the attempt of the moment", () => {
    const { hostile, refused, told } = attacked(false);
    hostile.say(offer(described(0)));
    expect(refused()).toBe(1);
    hostile.say({ kind: "able", able: true });
    const made = hostile.heard.find((word) => word.kind === "offer");
    if (made?.kind !== "offer") throw new Error("there is no offer");
    const answer = (attempt: number): DirectWord => ({
      kind: "answer",
      attempt,
      description: described(99),
    });
    // Of another attempt: nobody did anything wrong.
    hostile.say(answer(made.attempt + 1));
    hostile.say(candidate(CANDIDATE, made.attempt + 1));
    expect([told("answer"), told("candidate"), refused()]).toEqual([[], [], 1]);
    hostile.say(answer(made.attempt));
    hostile.say(answer(made.attempt));
    hostile.say(candidate(CANDIDATE, made.attempt));
    expect([told("answer").length, told("candidate").length, refused()]).toEqual([1, 1, 2]);
  });
});
