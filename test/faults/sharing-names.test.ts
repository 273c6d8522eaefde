import { expect, it } from "vitest";
import { SharingDesk, signaling, until } from "./support/sharing-desks.ts";

const open = () => SharingDesk.open();

it("S-619 the name is that of all, also of who was away and who joins later, and only some may give it", async () => {
  const [one, two, three] = await Promise.all([open(), open(), open()]);
  const id = await one.found(await signaling());
  await one.letIn(two, "Two");
  await two.offline();
  await one.client.workspace.rename({ id, name: "Friday team" });
  const nameAt = async (desk: SharingDesk) => (await desk.client.workspace.current()).name;
  expect([await nameAt(one), await nameAt(two)]).toEqual(["Friday team", "Team"]);
  two.online();
  await until(async () => (await nameAt(two)) === "Friday team");
  expect((await two.sharing()).mayRename).toBe(false);
  await expect(two.client.workspace.rename({ id, name: "Mine" })).rejects.toMatchObject({
    code: "FORBIDDEN",
  });
  await one.letIn(three, "Three");
  expect(await nameAt(three)).toBe("Friday team");
  await one.client.workspace.assign({ device: await one.device("Two"), role: "admin" });
  await until(async () => (await two.sharing()).mayRename);
  await two.client.workspace.rename({ id, name: "Saturday team" });
  for (const desk of [one, three]) await until(async () => (await nameAt(desk)) === "Saturday team");
  // What is kept is one's own, and so is its name.
  await three.client.workspace.leave({ id, keep: true });
  await three.client.workspace.rename({ id, name: "My copy" });
  expect([await nameAt(three), await nameAt(one)]).toEqual(["My copy", "Saturday team"]);
  await three.close();
  const again = await SharingDesk.open(three.dataFolder);
  expect(await nameAt(again)).toBe("My copy");
});
