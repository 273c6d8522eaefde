import { expect, test } from "vitest";
import type { Correction } from "#shared/features/catalog/catalog.ts";
import type { ScanRequest } from "#core/features/catalog/scan/scan-contract.ts";
import type { ReadJob } from "#core/features/catalog/scan/worker-protocol.ts";
import { makeFolder, makeRepository, type TestFolder } from "#test/builders/repositories.ts";
import { discover } from "./discover.ts";

const POM = "<project><modelVersion>4.0.0</modelVersion><artifactId>x</artifactId></project>";
const JAVA = "class A {}\n";

async function look(folder: TestFolder, more: Partial<ScanRequest> = {}) {
  const jobs: ReadJob[] = [];
  const request: ScanRequest = {
    root: folder.path,
    ignore: [],
    corrections: [],
    known: {},
    heads: {},
    exclude: [],
    ...more,
  };
  await discover(request, new AbortController().signal, (message) => {
    if (message.type === "jobs") jobs.push(...message.jobs);
  });
  return { jobs, paths: jobs.map((job) => job.relativePath).toSorted() };
}

const one = (seen: { readonly jobs: readonly ReadJob[] }, path: string) => {
  const found = seen.jobs.find((job) => job.relativePath === path);
  if (found === undefined) throw new Error(`no POC at ${path}`);
  return found;
};

const paths = async (folder: TestFolder, corrections: readonly Correction[] = []) =>
  (await look(folder, { corrections })).paths;

test("a single project is one POC, with what its manifest declares and what goes with it", async () => {
  const folder = makeFolder({
    "pom.xml":
      "<project><artifactId>x</artifactId><modules><module>a</module><module>b</module></modules></project>",
    "a/pom.xml": POM,
    "b/pom.xml": POM,
    "examples/one/pom.xml": POM,
    "test/fixture/package.json": "{}",
  });
  expect(await paths(folder)).toEqual([""]);
});

test.for([
  ["settings.gradle", "include 'a', ':b:c'", ["a/build.gradle", "b/c/build.gradle"]],
  ["settings.gradle.kts", 'include(":a")\ninclude(":b:c")', ["a/build.gradle.kts", "b/c/build.gradle.kts"]],
  ["package.json", '{"workspaces":["packages/*"]}', ["packages/a/package.json", "packages/b/package.json"]],
  ["package.json", '{"workspaces":{"packages":["apps/**","!apps/old"]}}', ["apps/x/a/package.json"]],
  ["Cargo.toml", '[workspace]\nmembers = ["crates/*"]', ["crates/a/Cargo.toml"]],
  ["go.work", "go 1.24\n\nuse (\n\t./a\n\t./b\n)\n", ["a/go.mod", "b/go.mod"]],
  [
    "all.sln",
    'Project("{9A19}") = "A", "src\\A\\A.csproj", "{1}"\nEndProject\nProject("{9A19}") = "B", "lib\\B.csproj", "{2}"\nEndProject',
    ["src/A/A.csproj", "lib/B.csproj"],
  ],
] as const)("%s declares its parts: %s", async ([manifest, content, parts]) => {
  const files: Record<string, string> = { [manifest]: content };
  for (const part of parts) files[part] = "";
  expect(await paths(makeFolder(files))).toEqual([""]);
});

test("pnpm workspaces are declared beside package.json", async () => {
  expect(
    await paths(
      makeFolder({
        "package.json": "{}",
        "pnpm-workspace.yaml": "packages:\n  - libs/*\n",
        "libs/a/package.json": "{}",
      }),
    ),
  ).toEqual([""]);
});

test("a scanned root whose sub-folders have manifests of their own is a container; deeper, the topmost folder counts", async () => {
  const folder = makeFolder({
    "package.json": "{}",
    "one/package.json": "{}",
    "two/pom.xml": POM,
    "two/web/package.json": "{}",
  });
  expect(await paths(folder)).toEqual(["one", "two"]);
});

test("sources below src belong to the folder above, with Eclipse files or nothing at all", async () => {
  expect(
    await paths(
      makeFolder({
        "old/.classpath": "<classpath/>",
        "old/src/com/example/A.java": JAVA,
        "older/src/com/example/A.java": JAVA,
      }),
    ),
  ).toEqual(["old", "older"]);
});

test("fetched packages, build output and ignored files are no POCs, with git and without", async () => {
  const files = {
    ".gitignore": "ignored/\n*.tmp\n",
    "a/package.json": "{}",
    "a/node_modules/x/package.json": "{}",
    "node_modules/y/package.json": "{}",
    "target/z/pom.xml": POM,
    "vendor/w/go.mod": "module w",
    "ignored/pom.xml": POM,
    "b/main.go": "package main\n",
    "b/.gitignore": "out.bin\n",
    "b/out.bin": "x",
  };
  const plain = await look(makeFolder(files));
  expect(plain.paths).toEqual(["a", "b"]);
  expect(one(plain, "b").files.split("\0").length).toBe(2);
  const git = await look(makeRepository(files));
  expect(git.paths).toEqual(["a", "b"]);
  expect(one(git, "b").files.split("\0").length).toBe(2);
});

test("corrections: not a POC, these are one, split here; and patterns of the root", async () => {
  const folder = makeFolder({
    "shop/front/package.json": "{}",
    "shop/back/pom.xml": POM,
    "shop/README.md": "# shop\n\nA shop of two parts that talk to each other.\n",
    "mono/package.json": '{"workspaces":["packages/*"]}',
    "mono/packages/a/package.json": "{}",
    "mono/packages/b/package.json": "{}",
    "other/main.py": "x = 1\n",
  });
  expect(await paths(folder)).toEqual(["mono", "other", "shop/back", "shop/front"]);
  expect(await paths(folder, [{ kind: "not-a-poc", path: "other" }])).toEqual([
    "mono",
    "shop/back",
    "shop/front",
  ]);
  expect(await paths(folder, [{ kind: "split", path: "mono/packages" }])).toEqual([
    "mono",
    "mono/packages/a",
    "mono/packages/b",
    "other",
    "shop/back",
    "shop/front",
  ]);
  expect(await paths(folder, [{ kind: "split", path: "mono" }])).toEqual([
    "mono/packages/a",
    "mono/packages/b",
    "other",
    "shop/back",
    "shop/front",
  ]);
  const merged = await look(folder, {
    corrections: [{ kind: "merge", path: "shop", members: ["shop/front", "shop/back"] }],
    ignore: ["/mono"],
  });
  expect(merged.paths).toEqual(["other", "shop"]);
  expect(one(merged, "shop")).toMatchObject({
    name: "shop",
    files: "README.md\0back/pom.xml\0front/package.json",
  });
  const atFirst = await look(folder, {
    corrections: [{ kind: "merge", path: "shop/back", members: ["shop/back", "shop/front"] }],
    exclude: [folder.at("mono")],
  });
  expect(atFirst.paths).toEqual(["other", "shop/back"]);
  expect(one(atFirst, "shop/back").files).toBe("pom.xml\0../../shop/front/package.json");
});

test("what says too little gets its parent's name, unless that is a collection's", async () => {
  const folder = makeFolder({
    "pocs/chat/backend/pom.xml": POM,
    "pocs/chat/frontend/package.json": "{}",
    "pocs/server/main.go": "package main\n",
  });
  expect((await look(folder)).jobs.map((job) => job.name).toSorted()).toEqual([
    "chat/backend",
    "chat/frontend",
    "server",
  ]);
});

test("a Compose file that builds its sub-folders makes them one POC; one that does not leaves them alone", async () => {
  const parts = { "a/package.json": "{}", "b/pom.xml": POM };
  expect(
    await paths(
      makeFolder({
        "x/compose.yaml": "services:\n  a:\n    build: ./a\n",
        "x/a/package.json": "{}",
        "x/b/pom.xml": POM,
      }),
    ),
  ).toEqual(["x"]);
  expect(
    await paths(makeFolder({ ...parts, "compose.yaml": "services:\n  db:\n    image: postgres\n" })),
  ).toEqual(["a", "b"]);
  expect(await paths(makeFolder({ "x/compose.yaml": "services:\n  db:\n    image: postgres\n" }))).toEqual([
    "x",
  ]);
});

test("few strangers do not dissolve a project of many declared parts: they are POCs beside it", async () => {
  const folder = makeFolder({
    "package.json": '{"workspaces":["packages/*"]}',
    "packages/a/package.json": "{}",
    "packages/b/package.json": "{}",
    "stranger/pom.xml": POM,
  });
  expect(await paths(folder)).toEqual(["", "stranger"]);
});
