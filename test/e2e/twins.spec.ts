import { seriousFindings } from "./support/axe.ts";
import { expect, test, write } from "./support/app.ts";
import { rows, search } from "./support/catalogue-page.ts";
import { openCatalogue, scan } from "./support/scanned.ts";

const LONG = "a-proof-of-concept-with-a-name-that-is-much-longer-than-any-column-of-a-narrow-window";

test.use({ scanned: true });

test.beforeEach(async ({ app, page }) => {
  for (const folder of ["first", "second/deeper"]) {
    write(app.folder, `${folder}/demo/package.json`, '{ "name": "demo" }');
    write(app.folder, `${folder}/${LONG}/package.json`, `{ "name": "${LONG}" }`);
    write(
      app.folder,
      `${folder}/demo/README.md`,
      "# A title\n\nThis demo says so in its second line, too.\n",
    );
  }
  await scan(app);
  await openCatalogue(app, page);
});

test("POCs with the same name show their folders, in each view and density", async ({ page }) => {
  for (const density of ["comfortable", "compact"]) {
    for (const view of ["Table", "Cards"]) {
      await page.setViewportSize({ width: 1280, height: 800 });
      await page.keyboard.press("Control+k");
      await page.getByRole("dialog").getByRole("combobox").fill(`${density} density`);
      await page.keyboard.press("Enter");
      await expect(page.locator("html")).toHaveAttribute("data-density", density);
      await page.getByText(view, { exact: true }).locator("xpath=ancestor::label").click();
      await expect(page.getByRole("radio", { name: view, exact: true })).toBeChecked();
      for (const name of ["demo", LONG]) {
        await search(page).fill(`"${name}"`);
        await expect(rows(page)).toContainText([name, name]);
        // Of a name that is cut off, axe takes what is not seen for the ground of what stands behind it.
        if (name !== LONG) expect(await seriousFindings(page, "main"), `${view}, ${density}`).toEqual([]);
        for (const width of [1440, 900]) {
          await page.setViewportSize({ width, height: 800 });
          for (const folder of ["first", "second/deeper"]) {
            const shown = rows(page).getByText(folder, { exact: true });
            await expect(shown).toBeInViewport();
            // Its end says the most: that is what stands in the line, however little room there is.
            const ends = await shown.evaluate((text) => {
              const { right } = text.getBoundingClientRect();
              const line = text.parentElement?.parentElement?.getBoundingClientRect();
              return line !== undefined && right <= line.right + 1 && right > line.left + 20;
            });
            expect(ends, `${folder}, ${width} px: ${view}, ${density}`).toBe(true);
          }
        }
      }
    }
  }
});

test("a name has the room that it needs before language and date", async ({ page }) => {
  await page.setViewportSize({ width: 1200, height: 800 });
  await search(page).fill("kafka-streams-window");
  const name = rows(page).first().getByText("kafka-streams-window", { exact: true });
  await expect(name).toBeVisible();
  expect(await name.evaluate((text) => text.scrollWidth <= text.clientWidth)).toBe(true);
});
