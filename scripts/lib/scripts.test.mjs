import { describe, expect, it } from "vitest";
import { isRemembered } from "./electron.mjs";
import { chooseNode } from "./node.mjs";
import { hasDisplay, parseStart, shellArgs } from "./shell.mjs";
import { sum, tallyLine, tallyPlaywright, tallyVitest, withExit } from "./tally.mjs";
import { plan } from "./test.mjs";

describe("the arguments of npm start", () => {
  it("names folders against where the person typed", () => {
    const asked = parseStart(["code", "--data", "d", "--port", "0", "--no-open"], "/home/a");
    expect(shellArgs(asked)).toEqual({
      electron: ["--data", "/home/a/d", "/home/a/code"],
      web: ["--data", "/home/a/d", "--port", "0", "--no-open", "/home/a/code"],
    });
  });

  it.each([[["--wrong"]], [["a", "b"]], [["--port", "x"]], [["--data"]]])(
    "refuses %j with its usage",
    (args) => {
      expect(() => parseStart(args, "/")).toThrow(/npm start -- \[folder\]/);
    },
  );

  it("opens a window only where there is a display", () => {
    expect(hasDisplay("linux", {})).toBe(false);
    expect(hasDisplay("linux", { DISPLAY: "" })).toBe(false);
    expect(hasDisplay("linux", { WAYLAND_DISPLAY: "wayland-0" })).toBe(true);
    expect(hasDisplay("darwin", {})).toBe(true);
  });
});

describe("the Node that goes on", () => {
  const own = (version) => ({ version, path: "own" });

  it("is our own from 24 on, else the carried one, else our own from 22.12 on", () => {
    expect(chooseNode(own("v24.0.0"), "carried")).toBe("own");
    expect(chooseNode(own("v20.11.1"), "carried")).toBe("carried");
    expect(chooseNode(own("v22.12.0"), null)).toBe("own");
    expect(chooseNode(own("v23.1.0"), null)).toBe("own");
  });

  it("is missing with clear words", () => {
    expect(() => chooseNode(own("v22.11.0"), null)).toThrow(/Node 22.12 or newer; this is v22.11.0/);
    expect(() => chooseNode(own("v20.18.0"), null)).toThrow(/Install Node 24/);
  });
});

describe("a failed fetch of Electron", () => {
  const failure = { version: "45.4.1", at: 1_000_000, why: "no connection" };
  const hour = 3_600_000;

  it("is remembered for a day, for that version", () => {
    expect(isRemembered(failure, "45.4.1", failure.at + 23 * hour)).toBe(true);
    expect(isRemembered(failure, "45.4.1", failure.at + 25 * hour)).toBe(false);
    expect(isRemembered(failure, "45.5.0", failure.at + hour)).toBe(false);
    expect(isRemembered(null, "45.4.1", failure.at)).toBe(false);
  });

  it("is forgotten when the clock was set back", () => {
    expect(isRemembered(failure, "45.4.1", failure.at - hour)).toBe(false);
  });
});

describe("the last line of a test run", () => {
  it("sums both runners", () => {
    const vitest = {
      testResults: [
        {
          status: "passed",
          assertionResults: [{ status: "passed" }, { status: "pending" }, { status: "todo" }],
        },
        { status: "failed", assertionResults: [{ status: "failed" }, { status: "passed" }] },
      ],
    };
    const playwright = { stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 2 }, errors: [] };
    expect(tallyLine(sum([tallyVitest(vitest), tallyPlaywright(playwright)]))).toBe(
      "6 passed, 2 failed, 4 skipped",
    );
  });

  it("counts what failed outside any test", () => {
    expect(tallyVitest({ testResults: [{ status: "failed", assertionResults: [] }] })?.failed).toBe(1);
    const stats = { expected: 0, unexpected: 0, flaky: 0, skipped: 0 };
    expect(tallyPlaywright({ stats, errors: [{ message: "no browser" }] })?.failed).toBe(1);
    expect(withExit(null, 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
    expect(withExit({ passed: 5, failed: 0, skipped: 0 }, 1)).toEqual({ passed: 5, failed: 1, skipped: 0 });
    expect(withExit({ passed: 5, failed: 2, skipped: 0 }, 1)).toEqual({ passed: 5, failed: 2, skipped: 0 });
  });
});

describe("which runners an argument means", () => {
  const files = { unit: ["core/db/open.test.ts"], e2e: ["test/e2e/search.spec.ts"] };
  const runners = (...args) => {
    const { vitest, playwright } = plan(args, files);
    return [vitest, playwright];
  };

  it("takes both, one by name, or those that have such a file", () => {
    expect(runners()).toEqual([true, true]);
    expect(runners("unit")).toEqual([true, false]);
    expect(runners("e2e")).toEqual([false, true]);
    expect(runners("core/db")).toEqual([true, false]);
    expect(runners("search")).toEqual([false, true]);
    expect(runners("nothing")).toEqual([false, false]);
  });
});
