import { randomBytes } from "node:crypto";
import { describe, expect, it, onTestFinished } from "vitest";
import { fromBase64Url } from "#shared/lib/base64url.ts";
import { readDns } from "#shared/sync/dns-message.ts";
import { readAnnouncements, writeAnnouncement } from "#shared/sync/lan-announcement.ts";
import { connectCore, type Connection } from "#core/main.ts";
import { temporaryFolder } from "#test/builders/folders.ts";
import { LINK, MemoryLan } from "#test/builders/lan-network.ts";

type Client = Connection["client"];
type Network = ReturnType<MemoryLan["machine"]>;

/** A core on a local network, which syncs from `online` on. */
async function desk(network: Network): Promise<{ client: Client; online(): void; close(): Promise<void> }> {
  const dataFolder = temporaryFolder();
  const connection = await connectCore({ dataFolder, shell: "test", logLevel: "debug", network });
  const { client } = connection;
  const stop = new AbortController();
  let closed: Promise<void> | null = null;
  const close = () => {
    stop.abort();
    return (closed ??= connection.close());
  };
  onTestFinished(close);
  const listen = async () => {
    for await (const _ of await client.workspace.sync(undefined, { signal: stop.signal }));
  };
  return { client, online: () => void listen().catch(() => undefined), close };
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 30));
}

async function inviting(client: Client) {
  const team = await client.workspace.create({ name: "Team" });
  await client.workspace.use({ id: team.id });
  await client.catalog.add({ name: "giraffe" });
  return client.workspace.invite({ role: "editor" });
}

async function join(client: Client, invitation: string, addresses: string[] = []): Promise<void> {
  for await (const step of await client.workspace.join({ invitation, name: "Two", addresses })) {
    if (step.step === "offered") await client.workspace.answerJoin({ id: step.id, accept: true });
    if (step.step === "joined") await client.workspace.use({ id: step.workspace.id });
  }
}

const names = async (client: Client): Promise<string> =>
  (await client.catalog.search({ sort: "name" })).items.map(({ name }) => name).join();

const said = ({ packets }: MemoryLan) =>
  packets.flatMap((packet) => {
    const message = readDns(packet);
    return message === null ? [] : readAnnouncements(message);
  });

describe("without any address", () => {
  it("six words let somebody in who is on the same network, and both stay equal", async () => {
    const net = new MemoryLan();
    const [one, two] = [await desk(net.machine()), await desk(net.machine())];
    const { words } = await inviting(one.client);
    one.online();
    await join(two.client, words);
    two.online();
    await until(async () => (await names(two.client)) === "giraffe");
    await two.client.catalog.add({ name: "okapi" });
    await until(async () => (await names(one.client)) === "giraffe,okapi");

    // S-553: the address is shown as found, and kept nowhere.
    await until(async () => (await two.client.workspace.sharing()).addresses.length > 0);
    const { addresses } = await two.client.workspace.sharing();
    expect(addresses).toMatchObject([
      { source: "lan", address: expect.stringMatching(/^ws:\/\/127\.0\.0\.1:/u) },
    ]);
    expect(await two.client.settings.hosts()).toMatchObject([{ why: "lan", workspace: "Team" }]);
  });

  it("S-553 a link is good on the network without an address, and no address that was found gets into one", async () => {
    const net = new MemoryLan();
    const [one, two] = [await desk(net.machine()), await desk(net.machine())];
    const { link } = await inviting(one.client);
    one.online();
    await join(two.client, link);
    two.online();
    await until(async () => (await two.client.workspace.sharing()).addresses.length > 0);
    await until(async () => (await one.client.workspace.sharing()).addresses.length > 0);
    const made = await one.client.workspace.invite({ role: "observer" });
    const [, , where = ""] = made.link.split(".");
    expect(fromBase64Url(where)).toEqual(Uint8Array.of(0));
    await one.close();
    await until(async () => (await two.client.workspace.sharing()).addresses.length === 0);
  });

  it("S-544 the workspace is announced, and both secrets of each invitation that is open; nothing while it is paused", async () => {
    const net = new MemoryLan();
    const one = await desk(net.machine());
    one.online();
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(net.packets).toEqual([]);
    const first = await inviting(one.client);
    const announced = (): number => said(net).at(-1)?.hashes.length ?? 0;
    await until(() => announced() === 3);
    await one.client.workspace.invite({ role: "observer", uses: null });
    await until(() => announced() === 5);
    await one.client.workspace.revokeInvitation({ id: first.id });
    await until(() => announced() === 3);
    const text = net.packets.map((packet) => Buffer.from(packet).toString("latin1")).join("");
    const { deviceName } = await one.client.settings.get();
    for (const word of ["Team", deviceName, ...first.words.split(" ")]) expect(text).not.toContain(word);

    await one.client.workspace.pause({ paused: true });
    await until(() => said(net).at(-1)?.ttl === 0 && net.open === 0);
    await one.client.workspace.pause({ paused: false });
    await until(() => announced() === 3);
  });

  it("S-540 nothing is said where a person does not want it, from the moment on", async () => {
    const net = new MemoryLan();
    const one = await desk(net.machine());
    const { words } = await inviting(one.client);
    one.online();
    await until(() => said(net).length > 0);
    await one.client.settings.update({ syncLan: false });
    await until(() => net.open === 0);
    const two = await desk(net.machine());
    await two.client.settings.update({ syncLan: false });
    await expect(join(two.client, words)).rejects.toMatchObject({ data: { reason: { id: "join.nowhere" } } });
  });

  it("S-547 whoever repeats what others announce holds up nobody, and is left when it goes", async () => {
    const net = new MemoryLan();
    const [one, two] = [await desk(net.machine()), await desk(net.machine())];
    const { words } = await inviting(one.client);
    one.online();
    await until(() => said(net).length > 0);
    const { hashes = [] } = said(net)[0] ?? {};
    // Nobody answers there.
    const port = 40_000 + (randomBytes(1)[0] as number);
    const lie = (ttl: number): void =>
      net.say(writeAnnouncement({ name: "liarliarliarliar", port, hashes, ttl }, LINK.address), LINK.address);
    lie(120);
    await join(two.client, words);
    two.online();
    await until(async () => (await names(two.client)) === "giraffe");
    await until(async () =>
      (await one.client.workspace.sharing()).addresses.some(({ address }) => address.endsWith(`:${port}`)),
    );
    lie(0);
    await until(async () =>
      (await one.client.workspace.sharing()).addresses.every(({ address }) => !address.endsWith(`:${port}`)),
    );
  });
});
