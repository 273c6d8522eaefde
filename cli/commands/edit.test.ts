import { expect, it, onTestFinished } from "vitest";
import { connectCore } from "#core/main.ts";
import { temporaryFolder } from "#test/builders/folders.ts";
import { readArguments } from "../arguments.ts";
import { edit } from "./edit.ts";
import { show } from "./show.ts";

it("writes private notes, which show tells apart from notes, and changes nothing that was not named", async () => {
  const connection = await connectCore({ dataFolder: temporaryFolder(), shell: "test" });
  onTestFinished(() => connection.close());
  const { id } = await connection.client.catalog.add({ name: "giraffe", description: "Long necks" });
  await connection.client.catalog.update({ id, patch: { notes: "for all" } });
  const edited = await edit(connection, readArguments(["edit", id, "--private-notes", "for me"]));
  expect(edited.text).toBe("giraffe: Long necks\nPrivate notes: for me");
  expect(edited.json).toMatchObject({ description: "Long necks", privateNotes: "for me" });
  const shown = await show(connection, readArguments(["show", id, "--json"]));
  expect(shown.text).toMatch(/\nNotes +for all\nPrivate notes for me$/u);
  expect(shown.json).toMatchObject({ privateNotes: "for me", user: { notes: "for all" } });

  const both = ["edit", id, "--description", "Very long necks", "--private-notes", ""];
  expect((await edit(connection, readArguments(both))).text).toBe(
    "giraffe: Very long necks\nPrivate notes: ",
  );
  expect((await show(connection, readArguments(["show", id]))).text).not.toContain("Private");
  await expect(edit(connection, readArguments(["edit", id]))).rejects.toThrow("--private-notes");
});
