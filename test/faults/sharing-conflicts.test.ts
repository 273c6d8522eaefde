import { describe, expect, it } from "vitest";
import { SharingDesk, signaling, until } from "./support/sharing-desks.ts";

const open = () => SharingDesk.open();

/** Who has which role by what a desk knows, by the numbers of the desks. */
async function roles(desk: SharingDesk, all: readonly string[]): Promise<string> {
  const { members } = await desk.sharing();
  return all.map((device) => members.find((member) => member.device === device)?.role ?? "removed").join(" ");
}

it("S-707 whoever was removed and comes again by a valid invitation is refused and told why, and gets nothing more", async () => {
  const [one, two, three] = await Promise.all([open(), open(), open()]);
  const address = await signaling();
  const id = await one.found(address);
  one.online();
  const { words, link } = await one.client.workspace.invite({ role: "editor", uses: 5 });
  await two.join(words, "Two", [address]);
  two.online();
  await until(async () => (await two.names()).includes("giraffe"));
  await one.client.workspace.assign({ device: await one.device("Two"), role: "removed" });
  await until(async () => (await two.sharing()).role === "removed");
  await one.client.catalog.add({ name: "okapi" });

  const blocked = { code: "FORBIDDEN", data: { reason: { id: "join.blocked" } } };
  for (const invitation of [words, link])
    await expect(two.join(invitation, "Two", [address])).rejects.toMatchObject(blocked);
  expect(await two.names()).toEqual(["giraffe"]);
  // Nor as somebody who has never been there, by another name and another invitation.
  await two.client.workspace.leave({ id });
  const another = await one.client.workspace.invite({ role: "observer", uses: 1 });
  for (const invitation of [words, link, another.link])
    await expect(two.join(invitation, "Somebody else", [address])).rejects.toMatchObject(blocked);
  expect((await two.client.workspace.list()).map(({ name }) => name)).toEqual(["Personal"]);
  // It has cost nobody a place.
  expect((await one.sharing()).invitations.map(({ used }) => used).toSorted()).toEqual([0, 1]);
  await three.join(words, "Three", [address]);
  three.online();
  await until(async () => (await three.names()).join() === "giraffe,okapi");
});

it("S-621 whoever was removed comes in again once owner or admin say so, and writes again", async () => {
  const [one, two, three] = await Promise.all([open(), open(), open()]);
  const address = await signaling();
  const id = await one.found(address);
  await one.letIn(two, "Two");
  await one.letIn(three, "Three");
  const [device, roleOf] = [await one.device("Two"), async () => (await two.sharing()).role];
  const assign = (role: "editor" | "removed") => one.client.workspace.assign({ device, role });
  const readmit = (by: SharingDesk) => by.client.workspace.readmit({ device, role: "editor" });
  await expect(readmit(one)).rejects.toMatchObject({ data: { reason: { id: "member.exists" } } });
  await assign("removed");
  await until(async () => (await roleOf()) === "removed");
  // By a page that has not heard of it nobody is brought back.
  await expect(assign("editor")).rejects.toMatchObject({ data: { reason: { id: "member.missing" } } });
  await until(async () => (await three.sharing()).members.length === 2);
  expect((await three.sharing()).removed).toEqual([]);
  await expect(readmit(three)).rejects.toMatchObject({ code: "FORBIDDEN" });
  await one.client.workspace.assign({ device: await one.device("Three"), role: "admin" });
  await until(async () => (await three.sharing()).role === "admin");
  const roles = ["editor", "observer"];
  expect((await three.sharing()).removed).toEqual([
    { device, name: "Two", roles, fingerprint: expect.any(String) },
  ]);
  const { link } = await one.client.workspace.invite({ role: "observer", uses: 1 });
  await expect(two.join(link, "Two", [address])).rejects.toMatchObject({ code: "FORBIDDEN" });

  await readmit(three);
  await until(async () => (await one.sharing()).removed.length === 0);
  await one.client.catalog.add({ name: "okapi" });
  await two.join(link, "Two", [address]);
  expect(await roleOf()).toBe("editor");
  expect((await two.client.workspace.list()).filter((room) => room.id === id)).toHaveLength(1);
  await until(async () => (await two.names()).join() === "giraffe,okapi");
  await two.client.catalog.add({ name: "zebra" });
  for (const desk of [one, three])
    await until(async () => (await desk.names()).join() === "giraffe,okapi,zebra");
  // It was a member already when it came.
  expect((await one.sharing()).invitations.find((made) => made.link === link)?.used ?? 0).toBe(0);
});

describe("an owner who was away when its offer was accepted", () => {
  /** Three of one workspace, whose owner has offered it to the second and then gone offline. */
  async function away() {
    const desks = await Promise.all([open(), open(), open()]);
    const [one, two, three] = desks as [SharingDesk, SharingDesk, SharingDesk];
    await one.found(await signaling());
    await one.letIn(two, "Two");
    await one.letIn(three, "Three");
    const all = [await one.device(), await one.device("Two"), await one.device("Three")] as const;
    await one.client.workspace.offerOwnership({ device: all[1] });
    for (const desk of [two, three]) await until(async () => (await desk.sharing()).transfer !== null);
    await one.offline();
    await two.client.workspace.acceptOwnership();
    await until(async () => (await roles(three, all)) === "admin owner editor");
    const agree = async (expected: string) => {
      for (const desk of desks) await until(async () => (await roles(desk, all)) === expected);
      await one.client.catalog.add({ name: "okapi" });
      for (const desk of desks) await until(async () => (await desk.names()).includes("okapi"));
    };
    return { one, two, three, all, agree };
  }

  it("S-607 S-609 and signs what contradicts the new one is overruled on every device, its own too", async () => {
    const { one, two, all, agree } = await away();
    await one.client.workspace.assign({ device: all[2], role: "observer" });
    await two.client.workspace.assign({ device: all[2], role: "admin" });
    one.online();
    await agree("admin owner admin");
  });

  it("S-607 S-609 and has removed another meanwhile is in touch with that one again, and overruled", async () => {
    const { one, all, agree } = await away();
    await one.client.workspace.assign({ device: all[2], role: "removed" });
    one.online();
    await agree("admin owner editor");
  });

  it("S-602 S-614 and has removed its successor has taken the offer back with that: it is the owner on every device", async () => {
    const { one, two, three, all } = await away();
    await one.client.workspace.assign({ device: all[1], role: "removed" });
    one.online();
    for (const desk of [one, three])
      await until(async () => (await roles(desk, all)) === "owner removed editor");
    await until(async () => (await two.sharing()).role === "removed");
    await one.client.catalog.add({ name: "okapi" });
    await until(async () => (await three.names()).includes("okapi"));
    expect(await two.names()).not.toContain("okapi");
  });

  it("S-602 S-614 and has taken the offer back is the owner on every device", async () => {
    const { one, all, agree } = await away();
    await one.client.workspace.offerOwnership({ device: all[0] });
    one.online();
    await agree("owner editor editor");
  });
});
