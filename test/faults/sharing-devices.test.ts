import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { toHex } from "#shared/lib/hex.ts";
import { depart } from "#shared/features/workspace/membership-changes.ts";
import { Membership } from "#shared/features/workspace/membership.ts";
import { deviceKey, signerOf } from "#shared/sync/device-key.ts";
import { connect } from "#core/db/sqlite.ts";
import { SharingDesk, signaling, until } from "./support/sharing-desks.ts";

const open = () => SharingDesk.open();

/** Who is in the workspace as a device sees it. */
async function people(desk: SharingDesk): Promise<string[]> {
  return (await desk.sharing()).members.map(({ name, role }) => `${name}: ${role}`).sort();
}

/** Says in the database of a device that is closed that it has left, as a kill leaves it that comes right after. */
function departed(desk: SharingDesk, id: string): void {
  const home = connect(join(desk.dataFolder, "tatami.db"));
  const secret = home.prepare<[], Uint8Array>("SELECT secret FROM device").pluck().get();
  home.close();
  const db = connect(join(desk.dataFolder, "workspaces", id, "tatami.db"));
  const room = db
    .prepare<[], { founder: Uint8Array; members: Uint8Array }>("SELECT founder, members FROM room")
    .get();
  const membership = new Membership(id, toHex(Uint8Array.from(room?.founder ?? [])));
  membership.take(Uint8Array.from(room?.members ?? []));
  depart(membership, { signer: signerOf(deviceKey(Uint8Array.from(secret ?? []))), now: Date.now() });
  db.prepare("UPDATE room SET members = ?").run(membership.encode());
  db.close();
}

/** Who has made the newest change of an entry, as its history says. */
async function lastAuthor(desk: SharingDesk, name: string): Promise<string | undefined> {
  const { items } = await desk.client.catalog.search({ sort: "name" });
  const id = items.find((item) => item.name === name)?.id ?? "";
  return (await desk.client.catalog.history({ id })).at(0)?.author;
}

describe("leaving", () => {
  it("S-615 is heard by who is there, and by the others later, so that an owner whom nobody is left with may go, too", async () => {
    const [one, two, three] = await Promise.all([open(), open(), open()]);
    const id = await one.found(await signaling());
    await one.letIn(two, "Two");
    await one.letIn(three, "Three");
    await until(async () => (await people(three)).length === 3);
    await three.offline();
    await expect(one.client.workspace.leave({ id })).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect(await two.client.workspace.leave({ id })).toEqual({ left: true, heard: true });
    expect((await two.client.workspace.list()).map(({ name }) => name)).toEqual(["Personal"]);
    await until(async () => (await one.sharing()).members.length === 2);
    // Nobody counts it as something that went wrong.
    expect((await one.sharing()).refusals).toEqual([]);
    three.online();
    await until(async () => (await three.sharing()).members.length === 2);
    // While it is away it cannot be heard by who is not there, and says so.
    await one.offline();
    expect(await three.client.workspace.leave({ id })).toEqual({ left: true, heard: false });
    expect((await one.sharing()).members).toHaveLength(2);
  });

  it("S-615 by the command line, which syncs nothing at the moment, meets the others for it", async () => {
    const [one, two] = await Promise.all([open(), open()]);
    const id = await one.found(await signaling());
    await one.letIn(two, "Two");
    await two.offline();
    expect(await two.client.workspace.leave({ id, keep: true })).toEqual({ left: true, heard: true });
    await until(async () => (await one.sharing()).members.length === 1);
    // What was kept is here, can be changed, and is nobody else's.
    expect(await two.sharing()).toMatchObject({ shared: false, members: [] });
    await two.client.catalog.add({ name: "okapi" });
    two.online();
    expect(await two.names()).toEqual(["giraffe", "okapi"]);
    expect(await one.names()).toEqual(["giraffe"]);
    expect(await one.client.workspace.leave({ id })).toEqual({ left: true, heard: true });
  });

  it("S-615 meets nobody while syncing is paused", async () => {
    const [one, two] = await Promise.all([open(), open()]);
    const id = await one.found(await signaling());
    await one.letIn(two, "Two");
    await two.client.workspace.pause({ paused: true });
    expect(await two.client.workspace.leave({ id })).toEqual({ left: true, heard: false });
    expect((await one.sharing()).members).toHaveLength(2);
  });

  it("S-615 keeps what nobody had received yet, where a copy is kept", async () => {
    const [one, two] = await Promise.all([open(), open()]);
    const id = await one.found(await signaling());
    await one.letIn(two, "Two");
    await two.offline();
    await one.offline();
    await two.client.catalog.add({ name: "okapi" });
    one.online();
    expect(await two.client.workspace.leave({ id, keep: true })).toEqual({ left: true, heard: true });
    expect(await two.names()).toEqual(["giraffe", "okapi"]);
    expect(await two.client.workspace.putAside()).toEqual([]);
  });

  it("S-615 S-708 lets one in again by an invitation that still holds", async () => {
    const [one, two] = await Promise.all([open(), open()]);
    const id = await one.found(await signaling());
    await one.letIn(two, "Two");
    expect(await two.client.workspace.leave({ id })).toEqual({ left: true, heard: true });
    await until(async () => (await one.sharing()).members.length === 1);
    const { link } = await one.client.workspace.invite({ role: "observer" });
    expect((await two.join(link, "Two again")).map(({ step }) => step)).toEqual([
      "looking",
      "offered",
      "joined",
    ]);
    two.online();
    await until(async () => (await two.names()).includes("giraffe"));
    expect(await people(one)).toContain("Two again: observer");
  });

  it("S-616 of an admin is settled by the owner: whom it let in stays", async () => {
    const [one, two, three] = await Promise.all([open(), open(), open()]);
    const id = await one.found(await signaling());
    await one.letIn(two, "Two");
    await one.client.workspace.assign({ device: await one.device("Two"), role: "admin" });
    await until(async () => (await two.sharing()).role === "admin");
    await two.letIn(three, "Three");
    await until(async () => (await people(one)).includes("Three: editor"));
    await two.client.workspace.leave({ id });
    for (const desk of [one, three])
      await until(
        async () => (await people(desk)).join() === `Three: editor,${(await people(desk))[1] ?? ""}`,
      );
    await three.client.catalog.add({ name: "okapi" });
    await until(async () => (await one.names()).includes("okapi"));
  });
});

describe("leaving that does not go as it should", () => {
  it("S-615 is done by one of two windows that do so at once; the other finds what that has made of it", async () => {
    const [one, two] = await Promise.all([open(), open()]);
    const id = await one.found(await signaling());
    await one.letIn(two, "Two");
    const [kept, gone] = await Promise.allSettled([
      two.client.workspace.leave({ id, keep: true }),
      two.client.workspace.leave({ id, keep: true }),
    ]);
    expect([kept.status, gone.status]).toEqual(["fulfilled", "fulfilled"]);
    expect(await two.names()).toEqual(["giraffe"]);
    const [removed, missing] = await Promise.allSettled([
      two.client.workspace.leave({ id }),
      two.client.workspace.leave({ id }),
    ]);
    expect(removed.status).toBe("fulfilled");
    expect(missing).toMatchObject({ status: "rejected", reason: { code: "NOT_FOUND" } });
  });

  it("S-615 was broken off between saying so and removing it: it can be said again, and one comes in anew", async () => {
    const [one, two] = await Promise.all([open(), open()]);
    const id = await one.found(await signaling());
    await one.letIn(two, "Two");
    await two.offline();
    await one.offline();
    // Said, and heard by nobody; then it ends.
    await two.close();
    departed(two, id);
    const again = await SharingDesk.open(two.dataFolder);
    expect(await again.sharing()).toMatchObject({ role: "left" });
    expect(await again.client.settings.hosts()).toEqual([]);
    again.online();
    one.online();
    // Whoever lets it in has not heard of it: the first attempt tells that, the next comes in.
    const { link } = await one.client.workspace.invite({ role: "editor", uses: 2 });
    await expect(again.join(link, "Two")).rejects.toMatchObject({
      data: { reason: { id: "join.left-here" } },
    });
    await until(async () => (await one.sharing()).members.length === 1);
    await again.join(link, "Two");
    await until(async () => (await again.sharing()).role === "editor");
    await again.client.catalog.add({ name: "okapi" });
    await until(async () => (await one.names()).includes("okapi"));
  });

  it("S-615 could not be saved: that is told, what is shown is what is so, and it can be said again", async () => {
    const [one, two] = await Promise.all([open(), open()]);
    const id = await one.found(await signaling());
    await one.letIn(two, "Two");
    const db = connect(join(two.dataFolder, "workspaces", id, "tatami.db"));
    db.exec("CREATE TRIGGER full BEFORE UPDATE ON room BEGIN SELECT RAISE(ABORT, 'full'); END");
    await expect(two.client.workspace.leave({ id })).rejects.toThrow();
    expect((await two.sharing()).role).toBe("left");
    db.exec("DROP TRIGGER full");
    db.close();
    expect(await two.client.workspace.leave({ id })).toEqual({ left: true, heard: true });
    expect((await one.sharing()).members).toHaveLength(1);
  });

  it("S-615 is said again by one that syncs nothing, which goes on to sync nothing when it comes in anew", async () => {
    const [one, two] = await Promise.all([open(), open()]);
    const id = await one.found(await signaling());
    await one.letIn(two, "Two");
    await two.offline();
    await two.close();
    departed(two, id);
    await one.client.catalog.add({ name: "okapi" });
    const again = await SharingDesk.open(two.dataFolder);
    await again.client.workspace.pause({ paused: true });
    const { link } = await one.client.workspace.invite({ role: "editor", uses: 2 });
    await expect(again.join(link, "Two")).rejects.toMatchObject({
      data: { reason: { id: "join.left-here" } },
    });
    await until(async () => (await one.sharing()).members.length === 1);
    await again.join(link, "Two");
    expect((await again.sharing()).role).toBe("editor");
    // By the time that a third has come in and has all of it, one that was met would have it, too.
    await one.letIn(await open(), "Three");
    expect((await again.sharing()).addresses.map(({ state }) => state)).toEqual(["off"]);
    expect(await again.names()).toEqual(["giraffe"]);
  });

  it("S-615 may be undone by coming back, but not over a copy that was kept: that is said before anybody is asked", async () => {
    const [one, two] = await Promise.all([open(), open()]);
    const id = await one.found(await signaling());
    await one.letIn(two, "Two");
    await two.client.workspace.leave({ id, keep: true });
    await until(async () => (await one.sharing()).members.length === 1);
    const { link } = await one.client.workspace.invite({ role: "editor" });
    await expect(two.join(link, "Two")).rejects.toMatchObject({ code: "CONFLICT" });
    const { invitations, members } = await one.sharing();
    expect([invitations.map(({ used }) => used), members.length]).toEqual([[0, 1], 1]);
  });

  it("S-616 of an admin whose owner is away: another admin does not let it in again, and says why", async () => {
    const [one, two, three] = await Promise.all([open(), open(), open()]);
    const id = await one.found(await signaling());
    await one.letIn(two, "Two");
    await one.letIn(three, "Three");
    for (const name of ["Two", "Three"])
      await one.client.workspace.assign({ device: await one.device(name), role: "admin" });
    for (const desk of [two, three]) await until(async () => (await desk.sharing()).role === "admin");
    await until(async () => (await people(three)).filter((one) => one.endsWith("admin")).length === 2);
    await one.offline();
    expect(await two.client.workspace.leave({ id })).toEqual({ left: true, heard: true });
    const { link } = await three.client.workspace.invite({ role: "editor" });
    await expect(two.join(link, "Two")).rejects.toMatchObject({
      data: { reason: { id: "join.owner-only" } },
    });
    one.online();
    await until(async () => (await one.sharing()).members.length === 2);
    await until(async () => (await three.sharing()).members.some(({ online }) => online));
    await two.join(link, "Two");
    expect(await people(three)).toContain("Two: editor");
  });
});

describe("another device of the same person", () => {
  it("S-617 comes in by a code that an observer shows, and is removed by that one alone", async () => {
    const [one, two, laptop] = await Promise.all([open(), open(), open()]);
    await one.found(await signaling());
    await one.letIn(two, "Ana", "observer");
    expect(await two.sharing()).toMatchObject({ mayInvite: [], ownDevice: "observer" });
    const code = await two.client.workspace.inviteOwnDevice();
    expect(code).toMatchObject({ own: true, role: "observer", uses: 1, used: 0 });
    const steps = await laptop.join(code.link, "Laptop");
    expect(steps.find(({ step }) => step === "offered")).toMatchObject({ person: "Ana", role: "observer" });
    laptop.online();
    await until(async () => (await laptop.names()).includes("giraffe"));
    await until(async () => (await people(one)).includes("Laptop: observer"));
    const ana = await one.device("Ana");
    const seen = (await one.sharing()).members.find(({ name }) => name === "Laptop");
    expect(seen).toMatchObject({ of: ana, role: "observer", removable: true });
    expect(await laptop.sharing()).toMatchObject({ ownDevice: null, mayInvite: [] });
    await expect(laptop.client.workspace.inviteOwnDevice()).rejects.toMatchObject({
      data: { reason: { id: "member.not-first" } },
    });
    // Nobody else comes by the code.
    const another = await open();
    await expect(another.join(code.link, "Thief")).rejects.toMatchObject({
      data: { reason: { id: "join.used" } },
    });
    await two.client.workspace.assign({ device: seen?.device ?? "", role: "removed" });
    await until(async () => (await laptop.sharing()).role === "removed");
    expect(await people(one)).not.toContain("Laptop: observer");
    await expect(
      laptop.join((await one.client.workspace.invite({ role: "editor" })).link, "L"),
    ).rejects.toThrow();
  });

  it("S-617 of the owner is an admin; what it changes is its person's", async () => {
    const [one, two, laptop] = await Promise.all([open(), open(), open()]);
    await one.found(await signaling());
    // Nothing was shared before.
    const code = await one.client.workspace.inviteOwnDevice();
    expect(code).toMatchObject({ own: true, role: "admin" });
    one.online();
    await laptop.join(
      code.words,
      "Laptop",
      (await one.sharing()).addresses.map(({ address }) => address),
    );
    laptop.online();
    await until(async () => (await laptop.names()).includes("giraffe"));
    expect(await laptop.sharing()).toMatchObject({ role: "admin", ownDevice: null });
    await one.letIn(two, "Two");
    await laptop.client.catalog.add({ name: "okapi" });
    await until(async () => (await two.names()).includes("okapi"));
    const owner = (await two.sharing()).members.find(({ role }) => role === "owner")?.name ?? "";
    expect(await lastAuthor(two, "okapi")).toBe(`${owner} (Laptop)`);
  });

  it("S-617 becomes what the one that shows the code is by then", async () => {
    const [one, two, laptop] = await Promise.all([open(), open(), open()]);
    await one.found(await signaling());
    await one.letIn(two, "Two");
    const code = await two.client.workspace.inviteOwnDevice();
    expect(code.role).toBe("editor");
    await one.client.workspace.assign({ device: await one.device("Two"), role: "observer" });
    await until(async () => (await two.sharing()).role === "observer");
    const steps = await laptop.join(code.link, "Laptop");
    expect(steps.find(({ step }) => step === "offered")).toMatchObject({ role: "observer" });
    await until(async () => (await people(one)).includes("Laptop: observer"));
    // Whoever is out meets nobody any more, and lets nobody in.
    await one.client.workspace.assign({ device: await one.device("Two"), role: "removed" });
    await until(async () => (await two.sharing()).role === "removed");
    await until(async () => (await two.sharing()).addresses.every(({ state }) => state === "off"));
    expect(await two.client.settings.hosts()).toEqual([]);
  });

  it("S-618 stays when the first one was lost and is removed", async () => {
    const [one, phone, laptop] = await Promise.all([open(), open(), open()]);
    await one.found(await signaling());
    await one.letIn(phone, "Phone");
    await laptop.join((await phone.client.workspace.inviteOwnDevice()).link, "Laptop");
    laptop.online();
    await until(async () => (await people(one)).includes("Laptop: editor"));
    await one.client.workspace.assign({ device: await one.device("Phone"), role: "removed" });
    await until(async () => (await phone.sharing()).role === "removed");
    await laptop.client.catalog.add({ name: "okapi" });
    await until(async () => (await one.names()).includes("okapi"));
    expect(await laptop.sharing()).toMatchObject({ role: "editor", ownDevice: "editor" });
  });
});

describe("whoever is out", () => {
  it("S-617 together with the first one that left: its second device hears it, and meets nobody any more", async () => {
    const [one, phone, laptop] = await Promise.all([open(), open(), open()]);
    const id = await one.found(await signaling());
    await one.letIn(phone, "Phone");
    await laptop.join((await phone.client.workspace.inviteOwnDevice()).link, "Laptop");
    laptop.online();
    await until(async () => (await people(one)).includes("Laptop: editor"));
    await laptop.offline();
    await phone.client.workspace.leave({ id });
    await until(async () => (await one.sharing()).members.length === 1);
    laptop.online();
    await until(async () => (await laptop.sharing()).role === "left");
    await until(async () => (await laptop.sharing()).addresses.every(({ state }) => state === "off"));
  });

  it("by an admin whose word falls away: it is in again, for it has gone on to ask", async () => {
    const [one, two, three] = await Promise.all([open(), open(), open()]);
    await one.found(await signaling());
    await one.letIn(two, "Two");
    await one.letIn(three, "Three");
    await one.client.workspace.assign({ device: await one.device("Two"), role: "admin" });
    await until(async () => (await two.sharing()).role === "admin");
    await until(async () => (await people(two)).length === 3);
    await one.offline();
    await two.client.workspace.assign({ device: await two.device("Three"), role: "removed" });
    await until(async () => (await three.sharing()).role === "removed");
    await two.offline();
    await one.client.workspace.assign({ device: await one.device("Two"), role: "observer" });
    one.online();
    await until(async () => (await three.sharing()).role === "editor");
    await until(async () => (await three.sharing()).members.some(({ online }) => online));
  });
});

describe("coming where one is already", () => {
  it("one's own invitation is named as that, at once", async () => {
    const one = await open();
    await one.found(await signaling());
    const { link, words } = await one.client.workspace.invite({ role: "editor" });
    for (const invitation of [link, words.toUpperCase()])
      await expect(one.join(invitation, "Me")).rejects.toMatchObject({
        message: expect.stringContaining("“Team”") as string,
        data: { reason: { id: "join.own" } },
      });
  });

  it("a member who opens an invitation again is told, and its use is not spent", async () => {
    const [one, two] = await Promise.all([open(), open()]);
    const id = await one.found(await signaling());
    await one.letIn(two, "Two");
    const device = await one.device("Two");
    const { link } = await one.client.workspace.invite({ role: "observer" });
    await two.client.workspace.use({ id: (await two.client.workspace.list())[0]?.id ?? "" });
    expect((await two.join(link, "Somebody else")).at(-1)).toMatchObject({ step: "here", workspace: { id } });
    expect(await people(one)).toContain("Two: editor");
    expect((await one.sharing()).invitations.map(({ used }) => used)).toContain(0);
    // By its key it is still the one that it was.
    expect(await one.device("Two")).toBe(device);
  });
});
