import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeSamplePocs } from "../builders/sample-pocs.ts";
import { expect, startWeb, test } from "./support/app.ts";

/** With TATAMI_PICTURES=1 the pictures of the README are taken anew. */
const PICTURES =
  process.env.TATAMI_PICTURES === "1" ? join(import.meta.dirname, "../../docs/pictures") : null;

const ROOT = join(import.meta.dirname, "../..");

test.use({ viewport: { width: 1360, height: 800 } });

test("a newcomer starts with a folder, finds a POC, writes a note, and finds it by the note from the command line", async ({
  page,
}) => {
  // A picture shows the path: one that says nothing of the machine.
  const work = PICTURES === null ? mkdtempSync(join(tmpdir(), "tatami-e2e-first-")) : join(tmpdir(), "code");
  const data = join(work, "data");
  makeSamplePocs(join(work, "labs"));
  const { child, address } = await startWeb(data, [join(work, "labs")]);
  try {
    await page.goto(address);
    await expect(page.getByTestId("total")).toContainText("24 POCs");
    await page.keyboard.press("/");
    await page.keyboard.type("kafka ");
    await expect(page.getByRole("option").first()).toContainText("kafka");
    await page.keyboard.press("ArrowDown");
    const pane = page.getByRole("complementary", { name: "Selected POC" });
    await expect(pane.getByRole("heading", { level: 2 }).first()).toHaveText("kafka-retry-topics");
    if (PICTURES !== null) {
      mkdirSync(PICTURES, { recursive: true });
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        await page.waitForTimeout(500);
        await page.screenshot({ path: join(PICTURES, `catalogue-${colorScheme}.png`) });
      }
    }
    const notes = pane.getByRole("textbox", { name: "Notes" });
    await notes.fill("shown at the Friday meeting");
    await notes.blur();
    await expect(pane.getByText("Saved")).toBeVisible();
    const found = await cli(data, ["search", "friday meeting", "--json"]);
    expect(found).toMatchObject({ schema: "tatami.search/1", total: 1 });
  } finally {
    child.kill();
    await new Promise((done) => child.once("exit", done));
    rmSync(work, { recursive: true, force: true });
  }
});

/** The command line of the checkout: nothing on stdout but the answer. */
async function cli(data: string, args: readonly string[]): Promise<unknown> {
  const child = spawn(process.execPath, [join(ROOT, "out/main/cli.js"), ...args, "--data", data], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let out = "";
  for await (const chunk of child.stdout) out += String(chunk);
  return JSON.parse(out) as unknown;
}

test("the README's pictures are there", () => {
  for (const name of ["catalogue-light.png", "catalogue-dark.png"]) {
    expect(
      readFileSync(join(ROOT, "docs/pictures", name))
        .subarray(1, 4)
        .toString(),
    ).toBe("PNG");
  }
});
