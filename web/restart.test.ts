import { execFileSync } from "node:child_process";
import { expect, it } from "vitest";
import { restartCommand } from "./restart.ts";

it("names what differs from a bare start", () => {
  expect(restartCommand(null, null, "linux")).toBe("npm start -- --web");
  expect(restartCommand("/srv/tatami", 4000, "linux")).toBe(
    "npm start -- --web --data /srv/tatami --port 4000",
  );
  expect(restartCommand("C:\\Users\\Ana Lima\\data", null, "win32")).toBe(
    'npm start -- --web --data "C:\\Users\\Ana Lima\\data"',
  );
});

it
  .skipIf(process.platform === "win32")
  .each(["/a b", "/it's", "/$HOME/`x`", "/back\\slash", "/açaí", '/"quoted"'])(
  "a shell takes %s for one word",
  (folder) => {
    const command = restartCommand(folder, null, "linux").replace("npm start -- --web --data", "printf %s");
    expect(execFileSync("sh", ["-c", command], { encoding: "utf8" })).toBe(folder);
  },
);
