import { expect, it } from "vitest";
import { readArguments, UsageError } from "#cli/arguments.ts";
import { sync } from "#cli/commands/sync.ts";
import { workspace } from "#cli/commands/workspace.ts";
import { SharingDesk, signaling, until } from "./support/sharing-desks.ts";

interface Members {
  readonly role: string;
  readonly members: readonly { readonly name: string; readonly role: string }[];
  readonly transfer: { readonly name: string } | null;
}

const open = () => SharingDesk.open();

/** What `tatami workspace` answers with --json. */
async function tatami<T>(desk: SharingDesk, ...words: string[]): Promise<T> {
  const args = readArguments(["workspace", ...words]);
  return (await workspace(desk.connection, args, new AbortController().signal)).json as T;
}
const members = (desk: SharingDesk) => tatami<Members>(desk, "members");
const owner = async (desk: SharingDesk) =>
  (await members(desk)).members.find(({ role }) => role === "owner")?.name;

/** `tatami sync --once`. */
const once = (desk: SharingDesk) =>
  sync(desk.connection, readArguments(["sync", "--once"]), new AbortController().signal);

it("a workspace changes its owner though the two are never there at once: a third passes it on", async () => {
  const address = await signaling();
  const [ana, rui, eva] = await Promise.all([open(), open(), open()]);
  await tatami(ana, "create", "Team");
  const { words } = await tatami<{ words: string }>(ana, "invite", "--uses", "2", "--signal", address);
  ana.online();
  for (const [desk, name] of [
    [rui, "Rui"],
    [eva, "Eva"],
  ] as const) {
    await tatami(desk, "join", ...words.split(" "), "--name", name, "--signal", address);
    await once(desk);
  }
  eva.online();
  expect(await tatami<Members>(ana, "transfer", "rui")).toMatchObject({ transfer: { name: "Rui" } });
  await until(async () => (await members(eva)).transfer?.name === "Rui");
  await ana.offline();

  // The owner is gone: the offer comes from the one who is there, and the answer goes to that one.
  await once(rui);
  expect(await members(rui)).toMatchObject({ role: "editor", transfer: { name: "Rui" } });
  expect(await tatami<Members>(rui, "accept")).toMatchObject({ role: "owner", transfer: null });
  await once(rui);
  await until(async () => (await owner(eva)) === "Rui");
  await once(ana);
  expect(await members(ana)).toMatchObject({ role: "admin", transfer: null });
  expect(await owner(ana)).toBe("Rui");
  await expect(tatami(ana, "transfer", "Eva")).rejects.toMatchObject({ code: "FORBIDDEN" });
});

it("a second device of one's own comes in as others do, is made what the first is, and removes a lost one", async () => {
  const address = await signaling();
  const [desk, laptop, phone] = await Promise.all([open(), open(), open()]);
  await tatami(desk, "create", "Team");
  const { link } = await tatami<{ link: string }>(desk, "invite", "--uses", "2", "--signal", address);
  desk.online();
  await tatami(laptop, "join", link, "--name", "Laptop");
  await tatami(phone, "join", link, "--name", "Phone");
  await tatami(desk, "role", "Laptop", "admin");
  for (const one of [laptop, phone]) one.online();
  await until(async () => (await members(laptop)).role === "admin");
  await until(async () => (await laptop.sharing()).members.every(({ online, self }) => online || self));
  const removed = await tatami<Members>(laptop, "remove", "phone");
  expect(removed.members.map(({ name }) => name)).not.toContain("Phone");
  await until(async () => (await phone.sharing()).role === "removed");
  for (const one of [desk, laptop])
    await until(async () => (await members(one)).members.every(({ name }) => name !== "Phone"));
});

it("invitations are listed and taken back, syncing pauses, and a workspace is left with a copy", async () => {
  const desk = await open();
  await tatami(desk, "create", "Team");
  expect(await tatami(desk, "invitations")).toEqual({ schema: "tatami.invitations/1", invitations: [] });
  const { id, words } = await tatami<{ id: string; words: string }>(desk, "invite", "--role", "observer");
  expect(await tatami(desk, "invitations")).toMatchObject({
    invitations: [{ id, words, role: "observer", used: 0, uses: 1 }],
  });
  for (const wrong of ["nothing!", id.slice(0, 7)])
    await expect(tatami(desk, "revoke", wrong)).rejects.toMatchObject({ code: "NOT_FOUND" });
  expect(await tatami(desk, "revoke", id.slice(0, 13))).toMatchObject({ invitations: [] });

  expect(await tatami(desk, "pause")).toEqual({ schema: "tatami.paused/1", paused: true });
  await expect(once(desk)).rejects.toMatchObject({ code: "CONFLICT" });
  expect(await tatami(desk, "resume")).toMatchObject({ paused: false });

  await tatami(desk, "invite");
  const { workspaces } = await tatami<{ workspaces: { name: string }[] }>(desk, "leave", "--keep");
  expect(workspaces.map(({ name }) => name)).toEqual(["Personal", "Team"]);
  expect(await members(desk)).toMatchObject({ role: "owner", members: [], transfer: null });
  expect(await tatami(desk, "invitations")).toMatchObject({ invitations: [] });
  for (const wrong of [["accept", "it"], ["pause", "now"], ["transfer"], ["revoke"], ["invitations", "all"]])
    await expect(tatami(desk, ...wrong)).rejects.toThrow(UsageError);
});
