import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connected, entries, scanned } from "./support/core.ts";
import { tatami, tatamiJson } from "./support/processes.ts";

/** What a terminal would obey, or show in another order than it is. */
// oxlint-disable-next-line no-control-regex -- control characters are what this looks for
const CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

const ESCAPES =
  "\u001b[2J\u001b]0;owned\u0007\u001b]8;;http://evil.example\u001b\\\u009b31m\u0008\u0008\r\u202e\u2066";

const README = `# ${ESCAPES}Title<script>alert(1)</script>

${ESCAPES}This text <img src=x onerror=alert(1)> has [a link](javascript:alert(1)) and ![a picture](http://evil.example/p.png).

<iframe src="http://evil.example"></iframe>
`;

interface Told {
  readonly code: number | null;
  readonly answer: {
    readonly items: readonly { readonly id: string; readonly name: string }[];
    readonly pocs: readonly { readonly id: string; readonly path: string }[];
  };
}

describe("hostile content", () => {
  let root = "";
  let data = "";
  let scan: Told;
  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), "tatami-hostile-"));
    data = mkdtempSync(join(tmpdir(), "tatami-hostile-data-"));
    const put = (name: string, files: Record<string, string>) => {
      mkdirSync(join(root, name), { recursive: true });
      for (const [file, content] of Object.entries(files)) writeFileSync(join(root, name, file), content);
    };
    put("npm", {
      "package.json": JSON.stringify({
        name: `${ESCAPES}npm`,
        description: `${ESCAPES}described`,
        license: ESCAPES,
        version: ESCAPES,
        dependencies: { [`${ESCAPES}react`]: ESCAPES, react: `${ESCAPES}19` },
      }),
      "README.md": README,
      "index.js": "1",
    });
    put("proto", {
      "package.json":
        '{"name":"__proto__","__proto__":{"polluted":true},"dependencies":{"__proto__":"1","constructor":"1","toString":"2","hasOwnProperty":"3"},"workspaces":["__proto__","../../..","/etc","**/**/**/**/**"]}',
      "index.js": "1",
    });
    put("types", {
      "package.json":
        '{"name":["a"],"description":{"a":1},"license":[[[]]],"dependencies":"react","devDependencies":[null],"workspaces":{"packages":7},"engines":null}',
      "index.js": "1",
    });
    put("maven", {
      "pom.xml": `<project><artifactId>&#27;[2J${"<![CDATA[<script>]]>"}</artifactId><modules><module>../../../etc</module><module>/etc</module></modules><name>&#x1b;]0;owned&#7;</name><parent><version>&#8;</version></parent></project>`,
      "A.java": "class A {}",
    });
    put("cargo", {
      "Cargo.toml": `[package]\nname = "\\u001b[2Jcargo"\ndescription = "\\u202edesrever"\n[workspace]\nmembers = ["../../..", "/etc/*"]\n`,
      "main.rs": "fn main() {}",
    });
    put("half", { "package.json": '{"name":"half \\ud800 pair","description":"\\udfff"}', "index.js": "1" });
    put(`${ESCAPES.replaceAll("/", "")}folder`, { "package.json": "{}", "index.js": "1" });
    const git = (...args: string[]) =>
      execFileSync(
        "git",
        ["-c", `user.name=${"\u001b[31mAuthor"} One`, "-c", "user.email=one@example.com\u202e", ...args],
        { cwd: join(root, "npm"), stdio: "pipe" },
      );
    git("init", "-q");
    git("remote", "add", "origin", "https://user:secret@git.example.com/a/\u001b[2Jb.git");
    git("add", ".");
    git("commit", "-qm", `${ESCAPES.replaceAll("\0", "")}message`);
    scan = (await tatamiJson(["scan", root], { data })) as unknown as Told;
  });

  afterAll(() => {
    for (const folder of [root, data]) rmSync(folder, { recursive: true, force: true });
  });

  /** The npm and the Maven one: each process costs half a second. */
  const some = () => scan.answer.pocs.filter(({ path }) => /(npm|maven)$/u.test(path)).map(({ id }) => id);

  it("is found all the same", () => {
    expect(scan.code).toBe(0);
    expect(scan.answer.pocs).toHaveLength(7);
  });

  it("reaches no terminal as a control character, by any command", async () => {
    const commands = [
      ["scan", root],
      ["search", ""],
      ["search", `tag:"${ESCAPES}"`],
      [ESCAPES],
      ["show", ESCAPES],
      ["scan", join(root, ESCAPES)],
      [`--${ESCAPES}`],
      ...some().map((id) => ["show", id]),
    ];
    for (const args of commands) {
      const { stdout, stderr, code } = await tatami(args, { data });
      expect([0, 1, 2, 3]).toContain(code);
      expect(
        CONTROL.exec(stdout + stderr)?.[0],
        `${JSON.stringify(args)}: ${JSON.stringify((stdout + stderr).slice(0, 300))}`,
      ).toBeUndefined();
    }
  });

  it("is valid JSON on one line, with what was written in it", async () => {
    for (const args of [["search", ""], ["doctor"], ...some().map((id) => ["show", id])]) {
      const { code, answer } = await tatamiJson(args, { data });
      expect([0, 1]).toContain(code);
      expect(answer).toHaveProperty("schema");
    }
    const failed = await tatamiJson(["show", ESCAPES], { data });
    expect(failed).toMatchObject({ code: 2, answer: { schema: "tatami.error/1" } });
  });

  it("keeps what is secret in a remote out of the catalogue, and changes nothing on a rebuild or rescan", async () => {
    const core = await connected(data);
    expect(JSON.stringify(await entries(core))).not.toContain("user:secret");
    for (const { id } of scan.answer.pocs)
      expect(JSON.stringify(await core.client.catalog.get({ id }))).not.toContain("user:secret");
    expect(await core.client.settings.rebuild()).toMatchObject({ differed: 0, setAside: 0 });
    expect(await scanned(core, root)).toMatchObject({ found: 7, changed: 0, new: 0, missing: 0, failed: [] });
  });
});
