import { describe, expect, it } from "vitest";
import { seededBytes, Side } from "#test/builders/secure-channels.ts";
import { VirtualTime } from "#test/builders/virtual-time.ts";
import { MAX_HELLO } from "./limits.ts";
import { memoryPipes } from "./memory-pipe.ts";
import { Handshake, keyPair, type NoiseSession } from "./noise.ts";
import { CLOSE_CODES, type CloseCode } from "./pipe.ts";

const text = (words: string): Uint8Array => new TextEncoder().encode(words);
const PROLOGUE = text("tatami 1 room");
const PSK = new Uint8Array(32).fill(5);
const NONE = new Uint8Array(0);
const OPEN = 0x80;
const CLOSE = 0x81;
/** A frame that is a whole live message of one byte. */
const FRAME = Uint8Array.of(6, 1, 0, 0, 0, 7);

/** A channel, and whoever is at the other end of its pipe speaking for itself. */
function against(initiator: boolean, change: { psk?: Uint8Array; key?: number; admit?: () => null } = {}) {
  const time = new VirtualTime();
  const { ends } = memoryPipes({ clock: () => time.now, timer: time, delay: () => 1 });
  const came: Uint8Array[] = [];
  ends[1].listen({ packet: (bytes) => came.push(bytes), drained: () => undefined, closed: () => undefined });
  const asked: Uint8Array[] = [];
  const side = new Side({
    pipe: ends[0],
    initiator,
    prologue: PROLOGUE,
    psk: PSK,
    staticKey: keyPair(new Uint8Array(32).fill(1)),
    hello: text("a name"),
    admit: (_key, hello) => {
      asked.push(hello);
      return change.admit?.() ?? null;
    },
    random: seededBytes("one"),
    timer: time,
  });
  const handshake = new Handshake({
    initiator: !initiator,
    prologue: PROLOGUE,
    psk: change.psk ?? PSK,
    staticKey: keyPair(new Uint8Array(32).fill(change.key ?? 2)),
    ephemeralKey: keyPair(seededBytes("other")(32)),
  });
  const say = (packet: Uint8Array): void => {
    ends[1].send(packet);
    time.advance(10);
  };
  const next = (): Uint8Array => {
    time.advance(10);
    return came.shift() as Uint8Array;
  };
  /** Shakes hands to the end; answers what the channel said in it. */
  const shake = (): { readonly said: readonly Uint8Array[]; readonly session: NoiseSession } => {
    const said: Uint8Array[] = [];
    for (let turn = 0; turn < 3; turn++) {
      if ((turn % 2 === 0) === initiator) said.push(handshake.read(next()));
      else say(handshake.write(NONE));
    }
    return { said, session: handshake.session() };
  };
  return { side, asked, say, next, shake };
}

const code = (side: Side): CloseCode | undefined => side.closes[0]?.reason.code;

describe("somebody without the pre-shared key", () => {
  it("S-312 who begins a handshake is told nothing, and asks nobody to let it in", () => {
    const { side, asked, say, next } = against(false);
    const stranger = new Handshake({
      initiator: true,
      prologue: PROLOGUE,
      psk: new Uint8Array(32),
      staticKey: keyPair(new Uint8Array(32).fill(3)),
      ephemeralKey: keyPair(seededBytes("stranger")(32)),
    });
    say(stranger.write(NONE));
    expect(stranger.read(next())).toEqual(NONE);
    say(stranger.write(NONE));
    expect(asked).toEqual([]);
    expect(code(side)).toBe("authentication");
  });

  it("S-312 who answers one is not told either, and nobody is asked to let it in", () => {
    const { side, asked, say, shake } = against(true, { psk: new Uint8Array(32) });
    expect(shake).toThrow("does not fit");
    say(new Uint8Array(40));
    expect(asked).toEqual([]);
    expect(side.opened).toEqual([]);
    expect(code(side)).toBe("protocol");
  });

  it("S-313 cannot make a side believe that it was turned away for good", () => {
    for (const said of CLOSE_CODES) {
      const { side, say, next } = against(true);
      next();
      say(Uint8Array.of(CLOSE, CLOSE_CODES.indexOf(said)));
      expect(code(side)).toBe(["refused", "replaced", "full", "overload"].includes(said) ? "lost" : said);
    }
  });

  it("S-313 is not heard unsealed once the channel is open", () => {
    const { side, say, next, shake } = against(true);
    const { session } = shake();
    say(session.sending.seal(Uint8Array.of(OPEN)));
    expect(session.receiving.open(next())).toEqual(Uint8Array.of(OPEN));
    say(Uint8Array.of(CLOSE, 0));
    expect(side.closes).toMatchObject([{ reason: { code: "protocol" }, remote: false }]);
  });
});

describe("a peer with the keys", () => {
  it("S-312 is told the hello when it has proved them: with the third message, or with the opening", () => {
    const one = against(true);
    expect(one.shake().said).toEqual([NONE, text("a name")]);
    const other = against(false);
    const { said, session } = other.shake();
    expect(said).toEqual([NONE]);
    expect(session.receiving.open(other.next())).toEqual(Uint8Array.of(OPEN, ...text("a name")));
  });

  it.each<readonly [string, boolean, readonly Uint8Array[]]>([
    ["opens twice", true, [Uint8Array.of(OPEN), Uint8Array.of(OPEN)]],
    ["opens twice, having begun", false, [Uint8Array.of(OPEN), Uint8Array.of(OPEN)]],
    ["says more than its hello", true, [new Uint8Array(MAX_HELLO + 2).fill(OPEN)]],
    ["says its hello again", false, [Uint8Array.of(OPEN, 1)]],
    ["speaks before it has opened", true, [FRAME]],
    ["speaks before it has opened, having begun", false, [FRAME]],
    ["says nothing at all", true, [NONE]],
  ])("S-302 that %s is no longer heard", (_, initiator, texts) => {
    const { side, say, shake } = against(initiator);
    const { session } = shake();
    for (const one of texts) say(session.sending.seal(one));
    say(session.sending.seal(FRAME));
    expect(side.messages).toEqual([]);
    expect(code(side)).toBe("protocol");
  });

  it("S-311 is not heard after its close, which may stand within a message", () => {
    const { side, say, shake } = against(true);
    const { session } = shake();
    const began = Uint8Array.of(2, 2, 0, 0, 0, 7);
    for (const one of [Uint8Array.of(OPEN), began, Uint8Array.of(CLOSE, 0, ...text("Bye.")), FRAME])
      say(session.sending.seal(one));
    expect(side.messages).toEqual([]);
    expect(side.closes).toEqual([{ reason: { code: "done", text: "Bye." }, remote: true }]);
  });

  it("S-314 is not let in when it is this very device, or when who may come in cannot be told", () => {
    for (const initiator of [true, false]) {
      const self = against(initiator, { key: 1 });
      const { session } = self.shake();
      if (initiator) self.say(session.sending.seal(Uint8Array.of(OPEN)));
      expect(code(self.side)).toBe("refused");
      expect(self.asked).toEqual([]);
      const failing = against(initiator, {
        admit: () => {
          throw new Error("The roles cannot be read.");
        },
      });
      const shaken = failing.shake();
      if (initiator) failing.say(shaken.session.sending.seal(Uint8Array.of(OPEN)));
      expect(code(failing.side)).toBe("failed");
      expect(failing.side.opened).toEqual([]);
    }
  });
});
