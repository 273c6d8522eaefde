import { expect, it, onTestFinished } from "vitest";
import { connectCore, type Connection } from "#core/main.ts";
import { commanded } from "#test/builders/command-line.ts";
import { temporaryFolder } from "#test/builders/folders.ts";
import { failed, type Failed } from "./failed.ts";

const LONG = "x".repeat(5000);
const WORDS = "ability able about above absent absorb".split(" ");
const NO_ID = /^This is no id\. One looks like [0-9a-f-]{36}: tatami search/u;
const NAME = /^A name has 1 to 80 characters in one line, and none that cannot be seen\.$/u;
const ADDRESS = /^--signal takes the address of a signaling server, like wss?:/u;
/** An id like any other, which nothing has. */
const NOTHING = "01890a5d-ac96-774b-bcce-b302099a8057";

async function core(): Promise<Connection> {
  const connection = await connectCore({ dataFolder: temporaryFolder(), shell: "test" });
  onTestFinished(() => connection.close());
  return connection;
}

/** What whoever types this is told, in the end. */
async function refused(connection: Connection, words: readonly string[]): Promise<Failed | null> {
  return await commanded(connection, ...words).then(() => null, failed);
}

it("a value that cannot be what it is given as is told in the words of the command line, as a wrong one", async () => {
  const connection = await core();
  const poc = (await connection.client.catalog.add({ name: "giraffe" })).id;
  const cases: [string[], RegExp][] = [
    [["scan", ""], /^scan takes one folder\.$/u],
    [["scan", LONG], /^The folder: at most 4,096 characters\.$/u],
    [["search", LONG], /^The query: at most 1,000 characters\.$/u],
    [["show", "x"], NO_ID],
    [["show", "12345678-1234-1234-1234-123456789012"], NO_ID],
    [["show"], /^show takes one id/u],
    [["edit", "x", "--description", "y"], NO_ID],
    [["edit", poc, "--description", LONG], /^--description: at most 4,000 characters\.$/u],
    [["edit", poc, "--private-notes", "x".repeat(200_001)], /^--private-notes: at most 200,000 char/u],
    [["doctor", "x"], /^doctor takes options only\.$/u],
    [["sync", "x"], /^sync takes options only\.$/u],
    ...["", "  ", LONG, "x".repeat(81), "two\nlines", "\u001b[1mbold", "\u202eturned"].flatMap(
      (name): [string[], RegExp][] => [
        [["workspace", "create", name], NAME],
        [["workspace", "rename", name], NAME],
        [["workspace", "join", ...WORDS, "--name", name], NAME],
        [["workspace", "invite", "--name", name], NAME],
      ],
    ),
    ...["", "x", "http://example.org", "ws://", "ws://ana:secret@example.org", `ws://${LONG}`].flatMap(
      (address): [string[], RegExp][] => [
        [["workspace", "invite", "--signal", address], ADDRESS],
        [["workspace", "join", ...WORDS, "--name", "Ana", "--signal", address], ADDRESS],
        [["workspace", "doctor", "--signal", address], ADDRESS],
      ],
    ),
    [["workspace", "join", "x".repeat(10_001), "--name", "Ana"], /^The invitation: at most 10,000 char/u],
    [["workspace", "doctor", "x".repeat(10_001)], /^The invitation: at most 10,000 char/u],
    [["workspace", "join", "ability", "--name", "Ana"], /^An invitation has 6 words; these are 1\.$/u],
    [["workspace", "join", ...WORDS, "--name", "Ana"], /where to look.*--signal <address> names one\.$/u],
    [["workspace", "join", ...WORDS], /^join needs --name/u],
    [["workspace", "invite", "--role", "king"], /^--role takes editor or observer\.$/u],
    [["workspace", "invite", "x"], /^invite takes options only\.$/u],
    [["workspace", "revoke", "x"], /^revoke takes the id of an invitation.*tatami workspace invitations/u],
    [["workspace", "revoke", "nothing of the kind"], /^revoke takes the id of an invitation/u],
    [["workspace", "role", "Ana", "king"], /^role takes a member and one of admin, editor, observer\.$/u],
    [["workspace", "list", "x"], /^list takes nothing\.$/u],
    [["workspace", "members", "x"], /^members takes nothing\.$/u],
    [["workspace", "leave", "--keep", "--delete"], /^leave takes --keep or --delete, not both\.$/u],
    [["workspace", "nonsense"], /^workspace takes one of list, create/u],
  ];
  for (const [words, says] of cases) {
    const typed = words.join(" ").slice(0, 80);
    expect
      .soft(await refused(connection, words), typed)
      .toEqual({ code: "VALIDATION_ERROR", message: expect.stringMatching(says), exitCode: 2 });
  }

  const { json } = await commanded(connection, "workspace", "list");
  expect(json).toMatchObject({ workspaces: [{ name: "Personal" }] });
  expect((await connection.client.workspace.sharing()).invitations).toEqual([]);
  expect((await commanded(connection, "search", "giraffe")).json).toMatchObject({ total: 1, all: 1 });
});

it("what is not there is told with what shows what is, and is no wrong command line", async () => {
  const connection = await core();
  const cases: [string[], RegExp][] = [
    [["show", NOTHING], /tatami search/u],
    [["edit", NOTHING, "--description", "y"], /tatami search/u],
    [["workspace", "use", "nothing"], /tatami workspace list/u],
    [["workspace", "use", ""], /tatami workspace list/u],
    [["workspace", "leave", NOTHING], /tatami workspace list/u],
    [["workspace", "role", "Ana", "admin"], /tatami workspace members/u],
    [["workspace", "remove", "Ana"], /tatami workspace members/u],
    [["workspace", "transfer", "Ana"], /tatami workspace members/u],
    [["workspace", "revoke", NOTHING], /tatami workspace invitations/u],
    [["sync", "--once"], /tatami workspace invite/u],
  ];
  for (const [words, says] of cases)
    expect
      .soft(await refused(connection, words), words.join(" "))
      .toEqual({ code: "NOT_FOUND", message: expect.stringMatching(says), exitCode: 3 });
});

it("a fault of the program keeps its words, and is none of the person's", () => {
  expect(failed(new TypeError("x is no function"))).toEqual({
    code: "SERVER_ERROR",
    message: "x is no function",
    exitCode: 3,
  });
});
