import { execFileSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator, Page } from "@playwright/test";
import { seriousFindings } from "./support/axe.ts";
import { expect, test, write } from "./support/app.ts";

const CLI = join(import.meta.dirname, "../../out/main/cli.js");

/** What a newcomer reads on the way, in each language. */
const WORDS = {
  en: {
    welcome: "Find every proof of concept you ever wrote",
    look: "Look at samples",
    remove: "Remove the samples",
    removed: "The samples are removed.",
    ordinary: "Remove from the catalogue…",
    notice: "12 samples are in the catalogue. Scan a folder of your own, or remove them.",
    samples: "Samples",
    scan: "Scan a folder",
    notes: "Notes",
    saved: "Saved",
    more: "More",
    found: (count: number) => `${count} of 12 POCs`,
  },
  "pt-BR": {
    welcome: "Ache cada prova de conceito que você já escreveu",
    look: "Ver exemplos",
    remove: "Remover os exemplos",
    removed: "Os exemplos foram removidos.",
    ordinary: "Remover do catálogo…",
    notice: "12 exemplos estão no catálogo. Varra uma pasta sua ou remova-os.",
    samples: "Exemplos",
    scan: "Varrer uma pasta",
    notes: "Notas",
    saved: "Salvo",
    more: "Mais",
    found: (count: number) => `${count} de 12 POCs`,
  },
} as const;

/** Goes on with the Tab key until the focus is there. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(async () => {
    await page.keyboard.press("Tab");
    expect(await target.evaluate((element) => element === document.activeElement)).toBe(true);
  }).toPass({ intervals: [0] });
}

/** Types a command's name into the palette; answers the options that it offers. */
async function palette(page: Page, typed: string): Promise<Locator> {
  await page.keyboard.press("Control+k");
  const field = page.getByRole("dialog").getByRole("combobox");
  await expect(field).toBeFocused();
  await field.pressSequentially(typed);
  return page.getByRole("dialog").getByRole("option");
}

const total = (page: Page) => page.getByTestId("total");
const results = (page: Page) => page.getByRole("listbox").getByRole("option");

for (const locale of ["en", "pt-BR"] as const) {
  const words = WORDS[locale];
  test.describe(locale, () => {
    test.use({ locale: locale === "en" ? "en-US" : locale, viewport: { width: 1000, height: 760 } });

    test("a newcomer looks at samples, finds and opens one, and is rid of them again, by keyboard alone", async ({
      page,
      app,
    }) => {
      await page.goto(app.address);
      const welcome = page.getByRole("heading", { name: words.welcome });
      await expect(welcome).toBeVisible();
      await tabTo(page, page.getByRole("button", { name: words.look }));
      await page.keyboard.press("Enter");

      const notice = page.getByRole("region", { name: words.samples });
      await expect(notice).toContainText(words.notice);
      await expect(total(page)).toContainText("12 POCs");

      // What is fun to ask first.
      for (const [query, found] of [
        ["rust", ["axum-rate-limiter", "zig-ring-buffer"]],
        ["language:go ", ["grpc-sensor-stream"]],
        ["year:2024 ", ["react-virtual-list", "grpc-sensor-stream", "kafka-retry-topics"]],
        ["kafka", ["kafka-retry-topics", "genstage-back-pressure"]],
      ] as const) {
        // The first clears the words that were asked before, the second leaves the field; a filter goes by Backspace.
        await page.keyboard.press("Escape");
        await page.keyboard.press("Escape");
        await page.keyboard.press("/");
        await page.keyboard.press("Backspace");
        await page.keyboard.type(query);
        await expect(total(page)).toContainText(words.found(found.length));
        await expect(results(page)).toContainText([...found]);
      }
      await page.keyboard.press("Enter");
      await expect(page.getByRole("heading", { name: "kafka-retry-topics", exact: true })).toBeVisible();
      await expect(page.getByRole("cell", { name: "orders-retry-3000" })).toBeVisible();
      await tabTo(page, page.getByRole("textbox", { name: words.notes }));
      await page.keyboard.type("shown on Friday");
      await page.keyboard.press("Shift+Tab");
      await expect(page.getByText(words.saved, { exact: true })).toBeVisible();

      // In Folders they are what they are, and go without a dialog, because it can be undone.
      await page.keyboard.press("g");
      await page.keyboard.press("f");
      await expect(page.getByRole("heading", { name: words.samples, exact: true })).toBeVisible();
      await tabTo(page, page.getByRole("button", { name: words.more, exact: true }));
      await page.keyboard.press("Enter");
      await expect(page.getByRole("menuitem", { name: words.ordinary })).toHaveCount(0);
      await page.getByRole("menuitem", { name: words.remove }).press("Enter");
      await expect(page.getByText(words.removed)).toBeVisible();
      expect(existsSync(join(app.dataFolder, "samples"))).toBe(false);

      await page.keyboard.press("Control+z");
      await page.keyboard.press("g");
      await page.keyboard.press("c");
      await page.keyboard.press("/");
      await page.keyboard.press("Control+a");
      await page.keyboard.type("friday");
      await expect(results(page)).toContainText(["kafka-retry-topics"]);

      const offered = await palette(page, words.remove);
      await expect(offered.filter({ hasText: words.look })).toHaveCount(0);
      await expect(offered.first()).toContainText(words.remove);
      await page.keyboard.press("Enter");
      await expect(welcome).toBeVisible();
      await expect(page.getByText(words.removed)).toBeVisible();
      await expect((await palette(page, words.look)).first()).toContainText(words.look);
      await expect(page.getByRole("dialog").getByText(words.remove)).toHaveCount(0);
    });

    test("nothing of it keeps anybody out, in both themes", async ({ page, app }) => {
      await page.goto(app.address);
      const look = page.getByRole("button", { name: words.look });
      await look.waitFor();
      expect(await seriousFindings(page)).toEqual([]);
      await look.press("Enter");
      await expect(total(page)).toContainText("12 POCs");
      await expect(page.getByRole("region", { name: words.samples })).toContainText(words.notice);
      expect(await seriousFindings(page)).toEqual([]);
    });
  });
}

test("a sample's page keeps nobody out, nor does the toast when all of them are gone", async ({
  page,
  app,
}) => {
  await page.goto(app.address);
  await page.getByRole("button", { name: "Look at samples" }).press("Enter");
  // Rows that still come push others down, also from under the pointer.
  await expect(total(page)).toContainText("12 POCs");
  await page.getByRole("option", { name: /^react-virtual-list/u }).dblclick();
  await page.getByText("Of a long column of rows").waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await page.goBack();
  await page.getByRole("button", { name: "Remove the samples" }).press("Enter");
  await page.getByText("The samples are removed.").waitFor();
  await page.getByRole("button", { name: "Look at samples" }).waitFor();
  expect(await seriousFindings(page)).toEqual([]);
});

test("what one put among the samples stays, and the toast says where", async ({ page, app }) => {
  await page.goto(app.address);
  await page.getByRole("button", { name: "Look at samples" }).press("Enter");
  await expect(total(page)).toContainText("12 POCs");
  writeFileSync(join(app.dataFolder, "samples", "notes.txt"), "mine");
  await page.getByRole("button", { name: "Remove the samples" }).press("Enter");
  await expect(page.getByText(/What you added or changed is kept in .*samples: notes\.txt\./u)).toBeVisible();
  expect(existsSync(join(app.dataFolder, "samples", "notes.txt"))).toBe(true);
});

test("beside POCs of one's own the notice only offers to remove the samples, and only they go", async ({
  page,
  app,
}) => {
  write(app.folder, "mine/package.json", '{ "name": "mine" }');
  await page.goto(app.address);
  await page.getByRole("button", { name: "Look at samples" }).press("Enter");
  const notice = page.getByRole("region", { name: "Samples" });
  await expect(notice.getByRole("button")).toHaveText(["Scan a folder", "Remove the samples"]);
  await notice.getByRole("button", { name: "Scan a folder" }).press("Enter");
  await expect(page.getByRole("dialog", { name: "Choose a folder to scan" })).toBeVisible();
  execFileSync(process.execPath, [CLI, "scan", app.folder, "--data", app.dataFolder, "--json"], {
    stdio: "ignore",
  });
  await page.goBack();
  await expect(total(page)).toContainText("13 POCs");
  await expect(notice).toContainText("12 samples are in the catalogue, beside your own POCs.");
  await expect(notice.getByRole("button")).toHaveText(["Remove the samples"]);
  await notice.getByRole("button").press("Enter");
  await expect(total(page)).toContainText("1 POC");
  await expect(notice).toHaveCount(0);
  await expect(results(page)).toContainText(["mine"]);
});
