import { tmpdir } from "node:os";
import { describe, expect, it } from "vitest";
import { readArguments } from "#cli/arguments.ts";
import { workspace } from "#cli/commands/workspace.ts";
import { SharingDesk, signaling, until } from "./support/sharing-desks.ts";

const open = () => SharingDesk.open();

describe("ownership", () => {
  it("goes to a member who accepts it, and what was taken back is not to be had", async () => {
    const [one, two] = await Promise.all([open(), open()]);
    const address = await signaling();
    const id = await one.found(address);
    await one.letIn(two, "Two");
    const device = await one.device("Two");
    const seen = await one.sharing();
    expect(seen).toMatchObject({ role: "owner", documents: 1, paused: false, transfer: null });
    expect(seen.bytes).toBeGreaterThan(0);
    expect(seen.mayInvite).toEqual(["editor", "observer"]);
    expect(seen.members.find(({ self }) => self)).toMatchObject({ removable: false, roles: [], pipe: null });
    expect(seen.members.find(({ self }) => !self)).toMatchObject({
      removable: true,
      roles: ["admin", "editor", "observer"],
      pipe: "relay",
      through: address,
    });
    expect(seen.addresses).toMatchObject([{ state: "joined", source: "set" }]);

    const offered = await one.client.workspace.offerOwnership({ device });
    expect(offered.transfer).toEqual({ to: device, name: "Two" });
    await until(async () => (await two.sharing()).transfer !== null);
    await one.client.workspace.offerOwnership({ device: await one.device() });
    await until(async () => (await two.sharing()).transfer === null);
    await expect(two.client.workspace.acceptOwnership()).rejects.toMatchObject({
      data: { reason: { id: "member.offer-void" } },
    });

    await one.client.workspace.offerOwnership({ device });
    await until(async () => (await two.sharing()).transfer !== null);
    await expect(one.client.workspace.leave({ id })).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect(await two.client.workspace.acceptOwnership()).toMatchObject({ role: "owner", transfer: null });
    await until(async () => (await one.sharing()).role === "admin");
    await expect(one.client.workspace.offerOwnership({ device })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    // Now the former owner may go.
    await expect(one.client.workspace.leave({ id })).resolves.toMatchObject({ left: true });
  });
});

it("a member who is removed by an admin does not become the owner by what was offered before", async () => {
  const [one, two, three] = await Promise.all([open(), open(), open()]);
  await one.found(await signaling());
  await one.letIn(two, "Two");
  await one.letIn(three, "Three");
  const device = await one.device("Three");
  await one.client.workspace.assign({ device: await one.device("Two"), role: "admin" });
  await one.client.workspace.offerOwnership({ device });
  await until(async () => (await three.sharing()).transfer !== null);
  await until(async () => (await two.sharing()).role === "admin");
  await three.offline();
  await two.client.workspace.assign({ device, role: "removed" });
  await until(async () => (await one.sharing()).members.length === 2);
  expect(await three.client.workspace.acceptOwnership()).toMatchObject({ role: "owner" });
  three.online();
  await until(async () => (await three.sharing()).role === "removed");
  for (const desk of [one, two]) expect(await desk.device()).toBe(await one.device());
  expect(await one.sharing()).toMatchObject({ role: "owner", members: { length: 2 } });
});

it("S-533 a member who was removed by an admin whose word falls away is met again by whoever had refused it", async () => {
  const [one, two, three] = await Promise.all([SharingDesk.open(), SharingDesk.open(), SharingDesk.open()]);
  await one.found(await signaling());
  await one.letIn(two, "Two");
  await one.letIn(three, "Three");
  await one.client.workspace.assign({ device: await one.device("Two"), role: "admin" });
  await until(async () => (await two.sharing()).role === "admin");
  const online = async (desk: SharingDesk) =>
    (await desk.sharing()).members.filter((one) => one.online).length;
  await until(async () => (await online(two)) === 2);
  await one.offline();
  await two.client.workspace.assign({ device: await two.device("Three"), role: "removed" });
  await until(async () => (await three.sharing()).role === "removed");
  // The owner has not heard of that, and takes the role away: the word counts no more.
  await one.client.workspace.assign({ device: await one.device("Two"), role: "observer" });
  one.online();
  // All are connected with all, though two of them have been at the same server all the time.
  for (const desk of [one, two, three]) await until(async () => (await online(desk)) === 2);
  expect((await three.sharing()).role).toBe("editor");
});

it("S-707 who was removed does not come in by an invitation, and that is counted", async () => {
  const [one, two, stranger] = await Promise.all([open(), open(), open()]);
  const address = await signaling();
  await one.found(address);
  await one.letIn(two, "Two");
  await one.client.workspace.assign({ device: await one.device("Two"), role: "removed" });
  await until(async () => (await two.sharing()).role === "removed");
  const { link, words } = await one.client.workspace.invite({ role: "editor" });
  const counted = async () =>
    (await one.sharing()).refusals.find(({ device, why }) => device === null && why === "refused")?.count ??
    0;
  await two.offline();
  const before = await counted();
  await expect(two.join(link, "Two")).rejects.toThrow("This device was removed");
  await until(async () => (await counted()) > before);
  // The same invitation is good for who was meant.
  expect((await stranger.join(words, "Three", [address])).at(-1)?.step).toBe("joined");
  expect((await one.sharing()).members.map(({ name }) => name)).toContain("Three");
});

describe("pausing", () => {
  it("syncs nothing, also after a restart, until it is taken back", async () => {
    const [one, two] = await Promise.all([open(), open()]);
    await one.found(await signaling());
    await one.letIn(two, "Two");
    expect(await two.client.workspace.pause({ paused: true })).toMatchObject({ paused: true });
    await until(async () => (await one.sharing()).members.every(({ online }) => !online));
    await one.client.catalog.add({ name: "okapi" });
    await two.close();

    const again = await SharingDesk.open(two.dataFolder);
    again.online();
    const waiting = await again.sharing();
    expect(waiting).toMatchObject({ paused: true, addresses: [{ state: "off" }] });
    expect(await again.names()).toEqual(["giraffe"]);
    expect(await again.client.workspace.pause({ paused: false })).toMatchObject({ paused: false });
    await until(async () => (await again.names()).includes("okapi"));
  });
});

describe("leaving with a copy", () => {
  it("keeps the documents and who wrote what, under another key that nobody has", async () => {
    const [one, two] = await Promise.all([open(), open()]);
    const id = await one.found(await signaling());
    await one.letIn(two, "Two");
    const [giraffe] = (await two.client.catalog.search({})).items;
    const entry = giraffe?.id ?? "";
    await one.client.catalog.update({ id: entry, patch: { notes: "theirs" } });
    await until(async () => (await two.client.catalog.get({ id: entry })).user.notes === "theirs");
    const author = async () => (await two.client.catalog.history({ id: entry })).at(0)?.author;
    const wrote = await author();

    await two.client.workspace.leave({ id, keep: true });
    expect(await two.sharing()).toMatchObject({
      id,
      shared: false,
      role: "owner",
      members: [],
      invitations: [],
      addresses: [],
    });
    expect(await two.names()).toEqual(["giraffe"]);
    expect(await author()).toBe(wrote);
    expect(wrote).not.toMatch(/^[0-9a-f]{64}$/u);
    await until(async () => (await one.sharing()).members.every(({ online }) => !online));
    await two.client.catalog.add({ name: "private" });
    await one.client.catalog.add({ name: "okapi" });

    // An invitation to the workspace of before does not make what is kept theirs again.
    const { link } = await one.client.workspace.invite({ role: "editor" });
    await expect(two.join(link, "Two")).rejects.toMatchObject({
      data: { reason: { id: "workspace.exists" } },
    });
    expect(await two.sharing()).toMatchObject({ shared: false, members: [] });
    await two.close();
    const again = await SharingDesk.open(two.dataFolder);
    again.online();
    expect(await again.sharing()).toMatchObject({ id, shared: false });
    expect(await again.names()).toEqual(["giraffe", "private"]);
    expect(await one.names()).toEqual(["giraffe", "okapi"]);
  });

  it("is for the first workspace, too, and for no owner whom others need", async () => {
    const [one, two] = await Promise.all([open(), open()]);
    const { id } = await one.client.workspace.current();
    await one.client.catalog.add({ name: "giraffe" });
    await one.client.workspace.setAddresses({ addresses: [await signaling()] });
    await one.letIn(two, "Two");
    await expect(one.client.workspace.leave({ id, keep: true })).rejects.toMatchObject({
      data: { reason: { id: "workspace.owned" } },
    });
    const device = await one.device("Two");
    await one.client.workspace.offerOwnership({ device });
    await until(async () => (await two.sharing()).transfer !== null);
    await two.client.workspace.acceptOwnership();
    await until(async () => (await one.sharing()).role === "admin");
    await expect(one.client.workspace.leave({ id })).rejects.toMatchObject({
      data: { reason: { id: "workspace.first" } },
    });
    await one.client.workspace.leave({ id, keep: true });
    expect(await one.sharing()).toMatchObject({ id, shared: false, role: "owner" });
    expect(await one.names()).toEqual(["giraffe"]);
  });
});

describe("an observer", () => {
  it("is told before anything is read that a scan is not his, and its folder does not become one of the catalogue", async () => {
    const [one, two] = await Promise.all([open(), open()]);
    await one.found(await signaling());
    await one.letIn(two, "Two");
    await one.client.workspace.assign({ device: await one.device("Two"), role: "observer" });
    await until(async () => (await two.sharing()).role === "observer");
    await expect(two.client.catalog.startScan({ path: tmpdir() })).rejects.toMatchObject({
      code: "FORBIDDEN",
      data: { reason: { id: "member.not-allowed" } },
    });
    expect(await two.client.catalog.roots()).toEqual([]);
    expect(await two.client.catalog.jobs()).toEqual([]);
  });
});

describe("what nobody took", () => {
  it("is put aside, told, and forgotten when a person says so; the entry is what the others have", async () => {
    const [one, two] = await Promise.all([open(), open()]);
    await one.found(await signaling());
    await one.letIn(two, "Two");
    const [giraffe] = (await two.client.catalog.search({})).items;
    const id = giraffe?.id ?? "";
    await until(async () => (await two.sharing()).members.some(({ equalAt }) => equalAt !== null));
    await two.offline();
    await two.client.catalog.update({ id, patch: { notes: "mine", name: "okapi" } });
    await one.client.workspace.assign({ device: await one.device("Two"), role: "observer" });
    two.online();
    await until(async () => (await two.sharing()).putAside > 0);
    expect(await two.names()).toEqual(["giraffe"]);
    expect((await two.client.catalog.get({ id })).user.notes).toBe("");
    const aside = await two.client.workspace.putAside();
    expect(aside).toMatchObject([
      { document: id, name: "okapi", field: "notes", before: null, mine: "mine" },
      { document: id, name: "okapi", field: "name", before: "giraffe", mine: "okapi" },
    ]);
    // The history says so, too, and whose it was.
    const history = await two.client.catalog.history({ id });
    expect(history.map(({ field, after }) => [field, after])).toContainEqual(["notes", "mine"]);
    expect((await one.client.catalog.get({ id })).user.notes).toBe("");
    const [first] = aside;
    expect(await two.client.workspace.forgetPutAside({ ids: [first?.id ?? 0] })).toHaveLength(1);
    expect((await two.sharing()).putAside).toBe(1);
    await until(async () => (await two.sharing()).members.some(({ equalAt }) => equalAt !== null));
    const args = readArguments(["workspace", "put-aside", "forget"]);
    const { text } = await workspace(two.connection, args, new AbortController().signal);
    expect(text).toBe("Nothing is put aside.");
    expect((await two.sharing()).putAside).toBe(0);
  });
});
