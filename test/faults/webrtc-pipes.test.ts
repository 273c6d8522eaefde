import type { Page } from "@playwright/test";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { MAX_FRAME, PAGE_AHEAD, writeFrame } from "#shared/sync/page-wire.ts";
import type { Pipe } from "#shared/sync/pipe.ts";
import type { DirectConnection } from "#core/sync/page-pipes.ts";
import { pipeContract } from "#test/contracts/pipe-contract.ts";
import { PipePages, type PipePage } from "./support/pipe-pages.ts";

let pages: PipePages;
beforeAll(async () => {
  pages = await PipePages.start(2);
});
afterAll(() => pages.close());

/** Two connected pages, each of a core of its own, in two browser processes. */
async function connected(): Promise<{
  readonly sides: readonly [PipePage, PipePage];
  readonly ends: readonly [Pipe, Pipe];
}> {
  const sides = [await pages.open(0), await pages.open(1)] as const;
  onTestFinished(async () => {
    for (const { page } of sides) await page.close();
  });
  const opened = [Promise.withResolvers<Pipe>(), Promise.withResolvers<Pipe>()] as const;
  let answering: DirectConnection | null = null;
  const early: string[] = [];
  const offering = sides[0].pipes.open(null, [], {
    description: (offer) => {
      answering = sides[1].pipes.open(offer, [], {
        description: (answer) => offering?.answer(answer),
        candidate: (candidate) => offering?.candidate(candidate),
        opened: opened[1].resolve,
        closed: () => undefined,
      });
      for (const candidate of early) answering?.candidate(candidate);
    },
    candidate: (candidate) => (answering === null ? early.push(candidate) : answering.candidate(candidate)),
    opened: opened[0].resolve,
    closed: () => undefined,
  });
  return { sides, ends: [await opened[0].promise, await opened[1].promise] };
}

pipeContract("over WebRTC", async () => {
  const { sides, ends } = await connected();
  const heard = () => sides[0].heard + sides[1].heard;
  return {
    ends,
    settle: async () => {
      // All has arrived when no page says anything any more, though each has had its turn.
      let before = -1;
      for (let still = 0; still < 5; still++) {
        await new Promise((done) => setTimeout(done, 30));
        for (const { page } of sides) await page.evaluate(() => new Promise((done) => setTimeout(done, 10)));
        if (heard() !== before) still = 0;
        before = heard();
      }
    },
    cut: () => sides[0].cut(),
  };
});

/** What a page of somebody who means harm has at hand. */
interface Harm {
  readonly peer: RTCPeerConnection;
  readonly channel: RTCDataChannel;
}

/** Answers an offer in a page by hand: the answer, with all addresses in it. */
async function answerByHand(page: Page, offer: string): Promise<string> {
  return await page.evaluate(async (sdp) => {
    const peer = new RTCPeerConnection();
    const channel = peer.createDataChannel("tatami", { negotiated: true, id: 0 });
    Object.assign(window, { harm: { peer, channel } });
    await peer.setRemoteDescription({ type: "offer", sdp });
    await peer.setLocalDescription();
    while (peer.iceGatheringState !== "complete") await new Promise((done) => setTimeout(done, 10));
    return peer.localDescription?.sdp ?? "";
  }, offer);
}

/** A page of a core, connected with one that does as it likes; resolves with what that may do, and when it is over. */
async function harmed(side: PipePage) {
  const { page } = await pages.load(1);
  onTestFinished(() => page.close());
  const opened = Promise.withResolvers<Pipe>();
  const closed = Promise.withResolvers<undefined>();
  const connection = side.pipes.open(null, [], {
    description: (offer) => void answerByHand(page, offer).then((answer) => connection?.answer(answer)),
    candidate: () => undefined,
    opened: opened.resolve,
    closed: () => closed.resolve(undefined),
  });
  const pipe = await opened.promise;
  await page.waitForFunction(() => (window as unknown as { harm: Harm }).harm.channel.readyState === "open");
  return { page, pipe, closed: closed.promise };
}

describe("a page whose other side means harm", () => {
  it.each<[string, (harm: Harm, size: number) => void]>([
    ["sends text", ({ channel }) => channel.send("please")],
    ["sends nothing", ({ channel }) => channel.send(new ArrayBuffer(0))],
    ["sends what is larger than a frame", ({ channel }, size) => channel.send(new ArrayBuffer(size + 1))],
    ["opens another channel", ({ peer }) => void peer.createDataChannel("more")],
  ])("S-563 ends the connection that %s, and holds the next", async (_, does) => {
    const side = await pages.open(0);
    onTestFinished(() => side.page.close());
    const { page, pipe, closed } = await harmed(side);
    const closes: string[] = [];
    pipe.listen({
      packet: () => closes.push("packet"),
      drained: () => undefined,
      closed: ({ code }) => closes.push(code),
    });
    await page.evaluate(`(${does.toString()})(window.harm, ${MAX_FRAME})`);
    await closed;
    expect(closes).toEqual(["lost"]);
    expect(side.pipes.able).toBe(true);
    expect((await harmed(side)).pipe.kind).toBe("webrtc");
  });

  it("S-564 ends a connection of which more waits than may, while its core takes nothing", async () => {
    const { page, socket } = await pages.load(0);
    const { page: other } = await pages.load(1);
    onTestFinished(async () => {
      for (const one of [page, other]) await one.close();
    });
    const say = (message: object): void => socket.send(JSON.stringify(message));
    let frames = 0;
    const over = new Promise<void>((done) =>
      socket.on("message", (data, binary) => {
        if (binary) return void frames++;
        const message = JSON.parse((data as Buffer).toString()) as { type: string; description: string };
        if (message.type === "ready") say({ type: "open", id: 1, offer: null, iceServers: [] });
        else if (message.type === "description")
          void answerByHand(other, message.description).then((description) =>
            say({ type: "answer", id: 1, description }),
          );
        else if (message.type === "opened") socket.send(writeFrame(1, Uint8Array.of(1)));
        else if (message.type === "closed") done();
      }),
    );
    say({ type: "begin" });
    await other.waitForFunction(() => {
      const { harm } = window as unknown as { harm?: Harm };
      return harm?.channel.readyState === "open";
    });
    await other.evaluate(async (size) => {
      const { channel } = (window as unknown as { harm: Harm }).harm;
      while (channel.readyState === "open") {
        // A browser itself takes no more than this.
        if (channel.bufferedAmount < 1024 * 1024) channel.send(new ArrayBuffer(size));
        else await new Promise((done) => setTimeout(done, 5));
      }
    }, MAX_FRAME);
    await over;
    expect(frames).toBe(Math.floor(PAGE_AHEAD / MAX_FRAME));
  });

  it("S-562 a core that says what no core would is not listened to, and its connections are over", async () => {
    for (const nonsense of [
      "{",
      '{"type":"please"}',
      '{"type":"open","id":1}',
      Uint8Array.of(1),
      "x".repeat(70_000),
    ]) {
      const { page, socket } = await pages.load(0);
      const closed = new Promise((done) => socket.once("close", done));
      socket.send(nonsense);
      await closed;
      await page.close();
    }
  });
});
