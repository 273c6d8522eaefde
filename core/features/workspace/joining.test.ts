import { randomBytes } from "node:crypto";
import { expect, it, onTestFinished } from "vitest";
import type { KnownReason } from "#shared/api/reasons.ts";
import { newLinkSecret, writeLink } from "#shared/features/workspace/invitation.ts";
import { silentLogger } from "#core/platform/logger.ts";
import { serveSignaling } from "#core/sync/signaling-server.ts";
import { Machine } from "#test/builders/lan-machine.ts";
import { MemoryLan } from "#test/builders/lan-network.ts";
import { person } from "#test/builders/members.ts";
import { Joining, type LookedAt } from "./joining.ts";

const WORDS = "ability able about above absent absorb";
const random = (bytes: number): Uint8Array => new Uint8Array(randomBytes(bytes));
const link = (addresses: readonly string[] = []): string => {
  const secret = newLinkSecret(random);
  if (secret.kind !== "link") throw new Error("A link's secret is of a link.");
  return writeLink(secret.bytes, addresses);
};

/** Why nobody was found by an invitation on a local network on which nobody is, and at an address, once that is reached. */
async function notFound(invitation: string, address: string | null = null): Promise<string | undefined> {
  // What is asked for first is the end of the looking; the server's signs of life do not run out meanwhile.
  const asked: (() => void)[] = [];
  let looked: readonly LookedAt[] = [];
  let why: KnownReason | null = null;
  const joining = await Joining.begin({
    invitation,
    addresses: address === null ? [] : [address],
    name: "Ana",
    device: person(1).device,
    clock: Date.now,
    timer: { after: (_delay, work) => (asked.push(work), () => undefined) },
    random,
    logger: silentLogger(),
    lan: new Machine(new MemoryLan().machine()).lan,
    looking: (places) => (looked = places),
    offered: () => expect.unreachable(),
    joined: () => expect.unreachable(),
    ended: (reason) => (why = reason),
  });
  onTestFinished(() => joining.decline());
  if (address !== null) await expect.poll(() => looked[0]?.state, { timeout: 60_000 }).toBe("joined");
  asked[0]?.();
  return (why as KnownReason | null)?.id;
}

it("where nobody is met, words are told that one of them may be wrong, and a link is not", async () => {
  const server = await serveSignaling({ host: "127.0.0.1", port: 0 });
  onTestFinished(() => server.close());
  const address = `ws://127.0.0.1:${server.port}`;
  expect(await notFound(WORDS, address)).toBe("join.nobody-by-words");
  expect(await notFound(link(), address)).toBe("join.nobody");
  expect(await notFound(WORDS)).toBe("join.not-nearby-by-words");
  expect(await notFound(link())).toBe("join.not-nearby");
});
