import { expect, it, onTestFinished } from "vitest";
import { connectCore, type Connection } from "#core/main.ts";
import { commanded } from "#test/builders/command-line.ts";
import { temporaryFolder } from "#test/builders/folders.ts";

interface Listed {
  readonly workspaces: readonly { readonly id: string; readonly name: string; readonly current: boolean }[];
}

/** `tatami workspace` at a core of its own. */
async function atCore(): Promise<{
  connection: Connection;
  workspace: (...words: string[]) => ReturnType<typeof commanded>;
  names: () => Promise<string[]>;
}> {
  const connection = await connectCore({ dataFolder: temporaryFolder(), shell: "test" });
  onTestFinished(() => connection.close());
  const workspace = (...words: string[]) => commanded(connection, "workspace", ...words);
  const names = async () =>
    ((await workspace("list")).json as unknown as Listed).workspaces.map(({ name }) => name);
  return { connection, workspace, names };
}

it("an invitation is for as many devices and as long as was said, and says so", async () => {
  const { connection, workspace } = await atCore();
  await workspace("create", "Team");
  const usual = await workspace("invite");
  expect(usual.text).toMatch(/\nFor one device as editor, until \d{4}-\d\d-\d\d \d\d:\d\d UTC\.\n/u);
  expect(usual.json).toEqual({
    schema: "tatami.invitation/1",
    id: expect.any(String),
    words: expect.any(String),
    link: expect.any(String),
    role: "editor",
    own: false,
    expiresAt: expect.stringMatching(/^\d{4}-.*Z$/u),
  });
  const few = await workspace("invite", "--uses", "3", "--role", "observer", "--lasts", "30m");
  expect(few.text).toMatch(/\nFor 3 devices as observer, until /u);
  const open = await workspace("invite", "--uses", "any", "--lasts", "never");
  expect(open.text).toContain("\nFor any number of devices as editor, until you take it back.\n");
  expect(open.json).toMatchObject({ expiresAt: null });

  const { invitations } = await connection.client.workspace.sharing();
  const byId = new Map(invitations.map((one) => [one.id, one]));
  const lasted = (id: unknown) => {
    const { createdAt = 0, expiresAt = null } = byId.get(String(id)) ?? {};
    return expiresAt === null ? null : Math.round((expiresAt - createdAt) / 60_000);
  };
  expect([usual, few, open].map(({ json }) => lasted(json["id"]))).toEqual([7 * 24 * 60, 30, null]);
  expect(byId.get(String(few.json["id"]))).toMatchObject({ uses: 3, role: "observer" });
  expect(byId.get(String(open.json["id"]))).toMatchObject({ uses: null });
  const lines = (await workspace("invitations")).text.split("\n");
  expect(lines.find((line) => line.startsWith(String(open.json["id"])))).toContain(
    "0 of any  until you take it back",
  );
});

it("the first invitation says what the others call its owner, and later ones leave that", async () => {
  const { connection, workspace } = await atCore();
  await workspace("create", "Team");
  await expect(workspace("invite", "--name", "two\nlines")).rejects.toMatchObject({
    code: "VALIDATION_ERROR",
  });
  expect(await connection.client.workspace.sharing()).toMatchObject({ shared: false, invitations: [] });
  await workspace("invite", "--name", " Ana ");
  await expect(workspace("invite", "--name", "Bia")).rejects.toThrow(
    '--name goes with the first invitation only: the others see you as "Ana".',
  );
  await connection.client.workspace.invite({ role: "editor", name: "Bia" });
  const { members, invitations } = await connection.client.workspace.sharing();
  expect([members.map(({ name, role }) => [name, role]), invitations.length]).toEqual([
    [["Ana", "owner"]],
    2,
  ]);
});

it("what is nowhere else is not left by mistake", async () => {
  const { connection, workspace, names } = await atCore();
  await workspace("create", "Empty");
  await workspace("leave");
  expect(await names()).toEqual(["Personal"]);

  await workspace("create", "Team");
  await connection.client.catalog.add({ name: "giraffe" });
  await expect(workspace("leave")).rejects.toThrow(
    '"Team" is on no other device, and its 1 POC would be deleted for good: give --delete, too, if you want that.',
  );
  expect((await workspace("list")).text).toMatch(/Team +1 POC +[0-9a-f-]{36}$/mu);
  // An invitation that nobody has come by brings it to no other device.
  await workspace("invite");
  await workspace("use", "Personal");
  for (const before of ["resume", "pause"]) {
    await workspace(before);
    await expect(workspace("leave", "team")).rejects.toThrow("1 POC would be deleted");
    expect((await connection.client.workspace.current()).name).toBe("Personal");
  }
  await workspace("leave", "Team", "--keep");
  expect(await names()).toEqual(["Personal", "Team"]);
  await workspace("leave", "Team", "--delete");
  expect(await names()).toEqual(["Personal"]);

  await connection.client.catalog.add({ name: "okapi" });
  await expect(workspace("leave")).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(workspace("leave", "--delete")).rejects.toMatchObject({ code: "FORBIDDEN" });
});

it("of workspaces with one name each is named by its id", async () => {
  const { workspace } = await atCore();
  const ids: string[] = [];
  for (let at = 0; at < 2; at++) {
    const { workspaces } = (await workspace("create", "Team")).json as unknown as Listed;
    ids.push(workspaces.find(({ current }) => current)?.id ?? "");
  }
  const [first = "", second = ""] = ids;
  const wrong = `"team" may be several workspaces: name one by its id, ${first}, ${second}.`;
  for (const verb of ["use", "leave"]) await expect(workspace(verb, "team")).rejects.toThrow(wrong);
  for (const wanted of [first, second.toUpperCase(), first.slice(0, -1)]) {
    const { workspaces } = (await workspace("use", wanted)).json as unknown as Listed;
    expect(workspaces.find(({ current }) => current)?.id.startsWith(wanted.toLowerCase())).toBe(true);
  }
  const listed = (await workspace("list")).text;
  for (const id of ids) expect(listed).toContain(id);
});

it("who is in no workspace is named in the answer", async () => {
  const { workspace } = await atCore();
  await workspace("create", "Team");
  for (const words of [
    ["role", "Bob", "editor"],
    ["remove", "Bob"],
    ["transfer", "Bob"],
  ])
    await expect(workspace(...words)).rejects.toMatchObject({
      code: "NOT_FOUND",
      message: 'Nobody in this workspace is called "Bob".',
    });
});
