import { expect, test } from "vitest";
import { folderOf, folderText } from "./folder-of.ts";

test("the folder of a POC is named from the scanned folder on", () => {
  const roots = ["/home/me/code", "/home/me/labs"];
  expect(folderOf("/home/me/code/java/demo", roots)).toEqual({ root: "code", below: "java" });
  expect(folderOf("/home/me/labs/demo", roots)).toEqual({ root: "labs", below: "" });
  expect(folderOf("/home/me/labs/a/b/demo", roots, () => "Samples")).toEqual({
    root: "Samples",
    below: "a/b",
  });
  expect(folderOf(String.raw`C:\code\java\demo`, [String.raw`C:\code`])).toEqual({
    root: "code",
    below: "java",
  });
});

test("of scanned folders in each other the inner one is meant", () => {
  for (const roots of [
    ["/w", "/w/a"],
    ["/w/a", "/w"],
  ])
    expect(folderOf("/w/a/b/demo", roots)).toEqual({ root: "a", below: "b" });
});

test("a scanned folder that is a POC itself is told by the folder above, and so is one outside of all", () => {
  expect(folderOf("/home/me/demo", ["/home/me/demo"])).toEqual({ root: "me", below: "" });
  expect(folderOf("/srv/old/demo", ["/home/me/code"])).toEqual({ root: "old", below: "" });
  expect(folderOf("/", [])).toBeNull();
});

test("one scanned folder is not named on every line, but twins are told apart", () => {
  const deep = { root: "code", below: "java/old" };
  const flat = { root: "code", below: "" };
  expect(folderText(deep, false, false)).toBe("code/java/old");
  expect(folderText(flat, false, false)).toBe("code");
  expect(folderText(deep, true, false)).toBe("java/old");
  expect(folderText(flat, true, false)).toBe("");
  expect(folderText(flat, true, true)).toBe("code");
});
