import { expect, test } from "vitest";
import { makeRepository, type TestRepository } from "#test/builders/repositories.ts";
import { gitDirectoryOf, openRepository } from "./discover/repository.ts";
import { readHistory } from "./history.ts";

const DAY = 86_400_000;
const START = Date.UTC(2024, 0, 1);

async function historyOf(repository: TestRepository, ...folders: readonly string[]) {
  const opened = openRepository(repository.path, gitDirectoryOf(repository.path) ?? "", "", "");
  const pocs = new Map(folders.map((folder) => [folder, [folder]]));
  return (await readHistory(opened, pocs, new AbortController().signal, () => undefined)).pocs;
}

test("counts the commits of each folder, its authors and weeks; the longest folder owns a file", async () => {
  const repository = makeRepository({ "a/x.py": "1", "a/inner/y.py": "1", "b/z.py": "1" }).commit("one");
  repository
    .write({ "a/x.py": "2" })
    .commit("two", { at: START + 8 * DAY, author: { name: "Zweite Autorin", email: "Two@Example.com" } });
  repository
    .write({ "a/inner/y.py": "2", "b/z.py": "2" })
    .commit("three", { at: START + 9 * DAY, author: { name: "Autorin Zwei", email: "two@example.com" } });
  const pocs = await historyOf(repository, "a", "a/inner", "b");
  expect(pocs.get("a")).toEqual({
    firstCommitAt: START,
    lastCommitAt: START + 8 * DAY,
    commits: 2,
    commitWeeks: [
      [START, 1],
      [START + 7 * DAY, 1],
    ],
    authors: [
      { name: "Author One", email: "one@example.com", commits: 1 },
      { name: "Zweite Autorin", email: "Two@Example.com", commits: 1 },
    ],
  });
  expect(pocs.get("a/inner")).toMatchObject({ commits: 2, lastCommitAt: START + 9 * DAY });
  expect(pocs.get("b")).toMatchObject({ commits: 2 });
});

test("a clean merge touches nothing, one that changed something does; a whole repository counts all", async () => {
  const repository = makeRepository({ "a/x.py": "1\n2\n3\n", "b/y.py": "1\n" }).commit("one");
  repository.git("switch", "-q", "-c", "side");
  repository.write({ "a/x.py": "1\n2\n4\n" }).commit("two");
  repository.git("switch", "-q", "main");
  repository.write({ "b/y.py": "2\n" }).commit("three");
  repository.git("merge", "-q", "--no-ff", "--no-edit", "side");
  const pocs = await historyOf(repository, "a", "b");
  expect([pocs.get("a")?.commits, pocs.get("b")?.commits]).toEqual([2, 2]);
  expect((await historyOf(repository, "")).get("")?.commits).toBe(4);
  repository.git("switch", "-q", "side");
  repository.write({ "a/x.py": "1\n2\n5\n" }).commit("four");
  repository.git("switch", "-q", "main");
  repository.git("merge", "-q", "--no-ff", "--no-commit", "side");
  repository.write({ "a/x.py": "1\n2\nmerged\n" }).commit("five");
  expect((await historyOf(repository, "a", "b")).get("a")?.commits).toBe(4);
});

test("a folder that was moved keeps its history, over two moves and below another folder", async () => {
  const files = { "old/pom.xml": "<a/>", "old/src/A.java": "class A {}", "old/mvnw": "wrapper" };
  const repository = makeRepository(files).commit("one").move("old", "middle").commit("two");
  repository
    .move("middle", "pocs/new")
    .commit("three")
    .write({ "pocs/new/src/A.java": "class B {}" })
    .commit("four");
  expect((await historyOf(repository, "pocs/new", "pocs/other")).get("pocs/new")).toMatchObject({
    firstCommitAt: START,
    commits: 4,
  });
});

test("a new folder with the same build wrapper as a removed one is no move", async () => {
  const wrapper = { mvnw: "wrapper script", "mvnw.cmd": "wrapper for windows" };
  const put = (folder: string, content: string) => ({
    [`${folder}/mvnw`]: wrapper.mvnw,
    [`${folder}/mvnw.cmd`]: wrapper["mvnw.cmd"],
    [`${folder}/A.java`]: content,
    [`${folder}/B.java`]: `${content}2`,
    [`${folder}/C.java`]: `${content}3`,
  });
  const repository = makeRepository(put("old", "one")).commit("one");
  repository.remove("old").write(put("new", "other")).commit("two");
  expect((await historyOf(repository, "new", "x")).get("new")).toMatchObject({
    commits: 1,
    firstCommitAt: START + DAY,
  });
});

test("paths and names of any bytes", async () => {
  const repository = makeRepository({ "pasta é/日本\n.py": "1" }).commit("one", {
    author: { name: "Autor Três", email: "três@example.com" },
  });
  const poc = (await historyOf(repository, "pasta é", "x")).get("pasta é");
  expect(poc).toMatchObject({
    commits: 1,
    authors: [{ name: "Autor Três", email: "três@example.com", commits: 1 }],
  });
});
