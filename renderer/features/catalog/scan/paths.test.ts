import { expect, test } from "vitest";
import {
  baseName,
  beginsPath,
  commonParent,
  crumbsOf,
  isWithin,
  parentOf,
  relativeTo,
  typedPath,
} from "./paths.ts";

test("the name of a folder is its last part, and a disk's is its own", () => {
  expect(baseName("/home/ada/code")).toBe("code");
  expect(baseName("/home/ada/code/")).toBe("code");
  expect(baseName("/")).toBe("/");
  expect(baseName("C:\\Users\\ada")).toBe("ada");
  expect(baseName("C:\\")).toBe("C:\\");
});

test("crumbs lead from the top of the disk to the folder", () => {
  expect(crumbsOf("/home/ada")).toEqual([
    { name: "/", path: "/" },
    { name: "home", path: "/home" },
    { name: "ada", path: "/home/ada" },
  ]);
  expect(crumbsOf("not/absolute")).toEqual([{ name: "not/absolute", path: "not/absolute" }]);
  expect(crumbsOf("/")).toEqual([{ name: "/", path: "/" }]);
  expect(crumbsOf("C:\\dev\\pocs").map((crumb) => crumb.path)).toEqual(["C:\\", "C:\\dev", "C:\\dev\\pocs"]);
  expect(crumbsOf("\\\\server\\share\\pocs").map((crumb) => crumb.path)).toEqual([
    "\\\\server\\share",
    "\\\\server\\share\\pocs",
  ]);
});

test("nothing is above the top", () => {
  expect(parentOf("/home/ada")).toBe("/home");
  expect(parentOf("/home")).toBe("/");
  expect(parentOf("/")).toBeNull();
  expect(parentOf("C:\\")).toBeNull();
});

test("a folder whose name only begins alike is not inside", () => {
  expect(isWithin("/a/pocs", "/a/pocs")).toBe(true);
  expect(isWithin("/a/pocs/x", "/a/pocs")).toBe(true);
  expect(isWithin("/a/pocs-old", "/a/pocs")).toBe(false);
  expect(isWithin("/a", "/")).toBe(true);
});

test("paths below a root are written with a slash", () => {
  expect(relativeTo("/a/pocs", "/a/pocs/web/chat")).toBe("web/chat");
  expect(relativeTo("/a/pocs", "/a/pocs")).toBe("");
  expect(relativeTo("C:\\pocs", "C:\\pocs\\web\\chat")).toBe("web/chat");
  // A backslash is a letter like any other in a Unix name.
  expect(relativeTo("/a", "/a/odd\\name")).toBe("odd\\name");
});

test("the common parent goes by whole names", () => {
  expect(commonParent(["web/chat", "web/charts"])).toBe("web");
  expect(commonParent(["web", "web/chat"])).toBe("web");
  expect(commonParent(["web/chat", "jobs/mail"])).toBe("");
  expect(commonParent(["web/chat/api", "web/chat/ui", "web/chat/db"])).toBe("web/chat");
});

test("a pasted path may be quoted, a file address, or below the home folder", () => {
  expect(typedPath("  '/home/ada/my code' ", null)).toBe("/home/ada/my code");
  expect(typedPath("file:///home/ada/my%20code", null)).toBe("/home/ada/my code");
  expect(typedPath("file:///C:/dev/pocs", null)).toBe("C:\\dev\\pocs");
  expect(typedPath("~/code", "/home/ada")).toBe("/home/ada/code");
  expect(typedPath("~", "/home/ada")).toBe("/home/ada");
  expect(typedPath("~code", "/home/ada")).toBe("~code");
  expect(typedPath("/plain", "/home/ada")).toBe("/plain");
});

test("the beginning of a path is told from that of a name", () => {
  for (const typed of ["/", "~", "~/code", "C:", "\\\\server", "file:/"])
    expect(beginsPath(typed)).toBe(true);
  for (const typed of ["c", "code", ".config", "file", ""]) expect(beginsPath(typed)).toBe(false);
});
