import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, type Page } from "@playwright/test";
import { png } from "#test/builders/pictures.ts";
import { write } from "./support/app.ts";
import { seriousFindings } from "./support/axe.ts";
import { nameFolder, rows } from "./support/catalogue-page.ts";
import { addPoc, command, create, share, status, test } from "./support/workspaces.ts";

const RED = [200, 30, 30] as const;
const row = (page: Page, name: string) => rows(page).filter({ hasText: name });

/** Size and colour in the middle of the picture in a row, as it is drawn. */
async function drawnIn(page: Page, name: string) {
  const picture = row(page, name).locator("img");
  await expect(picture).toBeVisible({ timeout: 30_000 });
  return picture.evaluate(async (image: HTMLImageElement) => {
    await image.decode();
    const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight);
    const context = canvas.getContext("2d");
    context?.drawImage(image, 0, 0);
    const [red = 0, green = 0, blue = 0] =
      context?.getImageData(canvas.width / 2, canvas.height / 2, 1, 1).data ?? [];
    return { width: canvas.width, height: canvas.height, red: red > 150 && green < 80 && blue < 80 };
  });
}

test("the picture of a scanned POC is made small by itself, and another member sees it", async ({
  two: { one, other, signaling },
}) => {
  // Two of everything, on machines that may have other things to do.
  test.setTimeout(120_000);
  const folder = mkdtempSync(join(tmpdir(), "tatami-e2e-pictures-"));
  const shown = (name: string) => `# ${name}\n\nWhat it looks like.\n\n![shot](docs/shot.png)\n`;
  for (const [name, picture] of [
    ["gull", png(960, 640, RED)],
    ["heron", png(960, 640, "noise")],
    // One that no page can draw, and must not try for ever: the others come after it.
    ["auk", png(960, 640, RED).subarray(0, 200)],
  ] as const) {
    write(folder, `${name}/package.json`, "{}");
    write(folder, `${name}/README.md`, shown(name));
    write(folder, `${name}/docs/shot.png`, picture);
  }
  try {
    await create(one, "Team");
    await addPoc(one, "Giraffe");
    await share(one, other, signaling);
    await expect(status(other)).toContainText("In sync");

    await command(one, "Scan a folder");
    await nameFolder(one, folder);
    await one.keyboard.press("Control+Enter");
    await expect(one.getByRole("heading", { name: /^3 POCs found/u })).toBeVisible();
    await one.goto(`${new URL(one.url()).origin}/#/catalog`);
    await expect(rows(other)).toHaveCount(4);
    expect(await drawnIn(other, "gull")).toEqual({ width: 480, height: 320, red: true });
    expect(await drawnIn(other, "heron")).toMatchObject({ red: false });
    await expect(row(other, "auk").locator("img")).toHaveCount(0);
    expect(await drawnIn(one, "gull")).toEqual({ width: 480, height: 320, red: true });

    // A picture that is replaced is seen without a reload, here and there.
    write(folder, "gull/docs/shot.png", png(640, 960, "noise"));
    await command(one, "Scan a folder");
    await nameFolder(one, folder);
    await one.keyboard.press("Control+Enter");
    await expect(one.locator("footer")).toContainText("0 new, 1 changed");
    await one.goto(`${new URL(one.url()).origin}/#/catalog`);
    for (const page of [one, other])
      await expect(async () =>
        expect(await drawnIn(page, "gull")).toEqual({ width: 320, height: 480, red: false }),
      ).toPass({ timeout: 30_000 });

    // It is shown large, too, where the POC is; nothing of it stands in the history.
    await row(other, "gull").click();
    const detail = other.getByRole("article", { name: "gull" });
    await expect(detail.locator("img").first()).toBeVisible();
    await expect(detail).not.toContainText("picture");
    expect(await seriousFindings(other)).toEqual([]);
    await command(other, "Go to the workspace");
    await expect(other.getByText("in its README or folder (2 so far)", { exact: false })).toBeVisible();
    expect(await seriousFindings(other)).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
