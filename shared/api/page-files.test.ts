import { expect, it } from "vitest";
import { pageFile } from "./page-files.ts";

it("a path means a file below the page's folder, and its type", () => {
  expect(pageFile("/index.html")).toEqual({ names: ["index.html"], type: "text/html; charset=utf-8" });
  expect(pageFile("/assets/a%20b.woff2")).toEqual({ names: ["assets", "a b.woff2"], type: "font/woff2" });
  expect(pageFile("/LICENSE")?.type).toBe("application/octet-stream");
  expect(pageFile("/x.constructor")?.type).toBe("application/octet-stream");
});

it.each([
  "",
  "/",
  "//etc/passwd",
  "index.html",
  "/assets/",
  "/../secret",
  "/%2e%2e/secret",
  "/..%2fsecret",
  "/assets/%2e%2e%2f%2e%2e%2fsecret",
  "/..%5csecret",
  "/a\\b",
  "/%00",
  "/%",
  "/./index.html",
])("%j means none", (path) => {
  expect(pageFile(path)).toBeNull();
});
