import { expect, it } from "vitest";
import { readArguments, UsageError } from "#cli/arguments.ts";
import { sync } from "#cli/commands/sync.ts";
import { workspace } from "#cli/commands/workspace.ts";
import { commanded } from "#test/builders/command-line.ts";
import { makeRepository } from "#test/builders/repositories.ts";
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

/** Numbers that could be moments, anywhere in an answer: milliseconds since the epoch, of this century. */
function moments(json: unknown): number[] {
  if (typeof json === "number") return json > Date.UTC(2000, 0, 1) ? [json] : [];
  return typeof json === "object" && json !== null ? Object.values(json).flatMap(moments) : [];
}

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

it("other devices of one's own come in by a code each, and the first removes a lost one", async () => {
  const address = await signaling();
  const [desk, laptop, phone] = await Promise.all([open(), open(), open()]);
  await tatami(desk, "create", "Team");
  desk.online();
  for (const [device, name] of [
    [laptop, "Laptop"],
    [phone, "Phone"],
  ] as const) {
    const code = await tatami<{ link: string; own: boolean }>(desk, "add-device", "--signal", address);
    expect(code).toMatchObject({ schema: "tatami.invitation/1", role: "admin", own: true });
    await tatami(device, "join", code.link, "--name", name);
  }
  for (const one of [laptop, phone]) one.online();
  await until(async () => (await members(laptop)).role === "admin");
  await until(async () => (await laptop.sharing()).members.every(({ online, self }) => online || self));
  const removed = await tatami<Members>(desk, "remove", "phone");
  expect(removed.members.map(({ name }) => name)).not.toContain("Phone");
  await until(async () => (await phone.sharing()).role === "removed");
  await until(async () => (await members(laptop)).members.every(({ name }) => name !== "Phone"));
  const named = await commanded(desk.connection, "workspace", "members");
  expect(named.text).toMatch(/^ {2}Phone +removed {3}\w+/mu);
  await expect(tatami(desk, "readmit", "phon", "editor")).rejects.toMatchObject({ code: "NOT_FOUND" });
  const again = await tatami<Members>(desk, "readmit", "phone", "observer");
  expect(again.members).toContainEqual(expect.objectContaining({ name: "Phone", role: "observer" }));
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
    await expect(tatami(desk, "revoke", wrong)).rejects.toThrow(UsageError);
  expect(await tatami(desk, "revoke", id.slice(0, 13))).toMatchObject({ invitations: [] });

  expect(await tatami(desk, "pause")).toEqual({ schema: "tatami.paused/1", paused: true });
  await expect(once(desk)).rejects.toMatchObject({ code: "CONFLICT" });
  expect(await tatami(desk, "resume")).toMatchObject({ paused: false });

  await tatami(desk, "invite");
  const { workspaces } = await tatami<{ workspaces: { name: string }[] }>(desk, "leave", "--keep");
  expect(workspaces.map(({ name }) => name)).toEqual(["Personal", "Team"]);
  expect(await members(desk)).toMatchObject({ role: "owner", members: [], transfer: null });
  expect(await tatami(desk, "invitations")).toMatchObject({ invitations: [] });
  expect(await tatami(desk, "put-aside")).toEqual({ schema: "tatami.put-aside/1", entries: [] });
  for (const wrong of [
    ["put-aside", "all"],
    ["accept", "it"],
    ["pause", "now"],
    ["transfer"],
    ["revoke"],
    ["invitations", "all"],
  ])
    await expect(tatami(desk, ...wrong)).rejects.toThrow(UsageError);
});

it("a workspace that others are in may be left, whichever is looked at, and one of two members is named by its key", async () => {
  const address = await signaling();
  const [ana, rui, eva] = await Promise.all([open(), open(), open()]);
  await tatami(ana, "create", "Team");
  await ana.client.catalog.add({ name: "giraffe" });
  const invite = ["invite", "--uses", "any", "--lasts", "never", "--signal", address];
  const { words } = await tatami<{ words: string }>(ana, ...invite);
  ana.online();
  for (const desk of [rui, eva]) {
    const typed = ["workspace", "join", ...words.split(" "), "--name", "Rui", "--signal", address];
    expect((await commanded(desk.connection, ...typed)).text.split("\n").at(-1)).toBe(
      "Its POCs come by tatami sync, or on their own while the app is open.",
    );
    await once(desk);
  }
  const two = await ana.sharing();
  const ruis = two.members.filter(({ name }) => name === "Rui").map(({ device }) => device);
  const named = await tatami(ana, "role", "rui", "observer").catch((error: Error) => error.message);
  for (const device of ruis) expect(named).toContain(device.slice(0, 16));
  await tatami(ana, "role", ruis[0]?.slice(0, 16) ?? "", "observer");
  expect((await members(ana)).members.map(({ role }) => role).toSorted()).toEqual([
    "editor",
    "observer",
    "owner",
  ]);

  const answers = [
    await commanded(rui.connection, "workspace", "members"),
    await commanded(rui.connection, "sync", "--once"),
  ].map(({ json }) => JSON.stringify(json));
  for (const json of answers) expect(json).toMatch(/"inSyncAt":"\d{4}-\d\d-\d\dT/u);

  await tatami(rui, "use", "Personal");
  expect(await tatami(rui, "leave", "Team")).toMatchObject({ workspaces: [{ name: "Personal" }] });
  await tatami(eva, "pause");
  await tatami(eva, "use", "Personal");
  expect(await tatami(eva, "leave", "Team")).toMatchObject({ workspaces: [{ name: "Personal" }] });
});

it("whoever was removed is told so at once, and is not waited for by what else there is to sync", async () => {
  const address = await signaling();
  const [ana, rui] = await Promise.all([open(), open()]);
  await ana.found(address);
  await ana.letIn(rui, "Rui");
  await ana.client.workspace.assign({ device: await ana.device("Rui"), role: "removed" });
  await until(async () => (await rui.sharing()).role === "removed");
  await expect(once(rui)).rejects.toMatchObject({
    message: expect.stringContaining("in no shared workspace"),
  });

  await tatami(ana, "create", "Other");
  const { words } = await tatami<{ words: string }>(ana, "invite", "--signal", address);
  await tatami(rui, "join", ...words.split(" "), "--name", "Rui", "--signal", address);
  expect((await once(rui)).text.split("\n").toSorted()).toEqual([
    expect.stringMatching(/^Other: with /u),
    expect.stringMatching(/: this device is in it no more$/u),
  ]);
});

it("no answer tells of a moment in milliseconds", async () => {
  const address = await signaling();
  const [ana, rui] = await Promise.all([open(), open()]);
  await ana.found(address);
  await ana.letIn(rui, "Rui");
  await tatami(ana, "invite");
  const folder = makeRepository({ "main.py": "print(1)\n", "README.md": "# okapi\n" }).commit("First").path;
  await commanded(rui.connection, "scan", folder);
  await until(async () => (await ana.names()).length === 2);
  const { items } = await rui.client.catalog.search({});
  const shown = await Promise.all(items.map(({ id }) => rui.client.catalog.get({ id })));
  expect(shown.some(({ commitWeeks }) => commitWeeks.length > 0)).toBe(true);
  for (const words of [
    ["scan", folder],
    ["search", ""],
    ...items.map(({ id }) => ["show", id]),
    ["edit", items[0]?.id ?? "", "--private-notes", "for me"],
    ["doctor", "--rebuild"],
    ["sync", "--once"],
    ...["list", "members", "invitations", "put-aside", "doctor"].map((verb) => ["workspace", verb]),
  ]) {
    const { json } = await commanded(rui.connection, ...words, "--json");
    expect.soft(moments(json), words.join(" ")).toEqual([]);
  }
  expect(moments((await commanded(ana.connection, "workspace", "invitations")).json)).toEqual([]);
});
