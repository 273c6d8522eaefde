import { resolve } from "node:path";
import { expect, it } from "vitest";
import { readOptions } from "./options.ts";

it("reads folder and data folder as absolute paths", () => {
  expect(readOptions(["--data", "d", "code"], {})).toEqual({
    dataFolder: resolve("d"),
    scanFolder: resolve("code"),
  });
});

it("takes TATAMI_DATA where no data folder is named, and else leaves the choice to the core", () => {
  expect(readOptions([], { TATAMI_DATA: "/d" }).dataFolder).toBe(resolve("/d"));
  expect(readOptions(["--data", "/e"], { TATAMI_DATA: "/d" }).dataFolder).toBe(resolve("/e"));
  expect(readOptions(["--data="], { TATAMI_DATA: "/d" }).dataFolder).toBe(resolve("/d"));
  expect(readOptions(["--data="], { TATAMI_DATA: "" })).toEqual({ dataFolder: null, scanFolder: null });
});

it("passes over Chromium's switches", () => {
  expect(readOptions(["--ozone-platform=wayland", "--enable-features=A", "/code"], {}).scanFolder).toBe(
    resolve("/code"),
  );
});
