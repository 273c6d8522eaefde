import { expect, test } from "vitest";
import { escapeName } from "./names.ts";
import { normaliseRemote, parseGitConfig } from "./repository.ts";

test.for([
  ["git@host.example:owner/name.git", "https://host.example/owner/name"],
  ["ssh://git@host.example:2222/owner/name.git", "https://host.example/owner/name"],
  ["https://user:secret@Host.example/owner/name.git/", "https://host.example/owner/name"],
  ["https://token@host.example:8443/owner/name", "https://host.example:8443/owner/name"],
  ["git://host.example/owner/name.git?a=b", "https://host.example/owner/name"],
  ["host.example:group/sub/name", "https://host.example/group/sub/name"],
  ["/srv/git/name.git", null],
  ["../name", null],
  ["C:\\work\\name", null],
  ["file:///srv/name.git", null],
  ["ext::sh -c evil", null],
  ["javascript:alert(1)", null],
  ["", null],
] as const)("remote %s", ([url, normal]) => {
  expect(normaliseRemote(url)).toBe(normal);
});

test("reads origin, else the first remote, and passes over includes", () => {
  const config =
    '[core]\n\tbare = true\n[include]\n\tpath = /etc/passwd\n[remote "fork"]\n\turl = "a # b"\n[remote "origin"]\n\turl = git@h.example:o/n.git ; comment\n';
  expect(parseGitConfig(config)).toEqual({ remote: "git@h.example:o/n.git", bare: true });
  expect(parseGitConfig('[remote "fork"]\n\turl = x\n')).toEqual({ remote: "x", bare: false });
});

test("escapes what cannot be shown", () => {
  expect(escapeName(Buffer.from([0x61, 0xff, 0x0a, 0xc3, 0xa9, 0xe2, 0x80, 0xae]))).toBe("a\\xff\\né\\u202e");
});
