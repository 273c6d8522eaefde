import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import Sqlite from "better-sqlite3";
import { SENTENCES } from "#shared/api/reasons.ts";
import { seriousFindings } from "./support/axe.ts";
import { expect, test, write, type App } from "./support/app.ts";
import { nameFolder } from "./support/catalogue-page.ts";
import { scansEnded } from "./support/scanned.ts";

test.use({ locale: "pt-BR" });

/** The longest piece of each English sentence between its places: none may stand on a Portuguese page. */
const ENGLISH = Object.values(SENTENCES).map((sentence) =>
  sentence.split(/\{\w+\}/u).reduce((longest, piece) => (piece.length > longest.length ? piece : longest)),
);

async function expectNoEnglish(page: Page): Promise<void> {
  const text = await page.locator("body").innerText();
  expect(ENGLISH.filter((piece) => piece.length > 12 && text.includes(piece))).toEqual([]);
}

function makePoc(folder: string, name = "alpha"): void {
  write(folder, `${name}/package.json`, `{ "name": "${name}", "description": "Diz olá." }`);
  write(folder, `${name}/index.js`, "console.log('olá');\n");
}

async function openFolderDialog(page: Page, app: App): Promise<void> {
  await page.goto(app.address);
  await page.locator("footer").waitFor();
  await page.keyboard.press("g");
  await page.keyboard.press("f");
  // The first screen has the same button, and may still be there.
  await page.getByRole("heading", { name: "Pastas", exact: true }).waitFor();
  await page.getByRole("button", { name: "Varrer uma pasta" }).click();
}

async function scan(page: Page, app: App): Promise<void> {
  await openFolderDialog(page, app);
  await nameFolder(page, app.folder);
  await page.keyboard.press("Control+Enter");
  await scansEnded(app);
  await expect(page.getByRole("status").filter({ hasText: "encontrada" })).toBeVisible();
}

test("a folder that does not exist, a file and a path without end are refused in Portuguese", async ({
  page,
  app,
}) => {
  write(app.folder, "arquivo.txt", "x\n");
  await openFolderDialog(page, app);
  const path = page.getByLabel("Caminho da pasta a varrer");
  const alert = page.getByRole("alert");
  for (const [typed, said] of [
    [`${app.folder}/sumida`, `Não existe a pasta “${app.folder}/sumida”: ela foi movida ou tem outro nome.`],
    [`${app.folder}/arquivo.txt`, `“${app.folder}/arquivo.txt” é um arquivo: escolha a pasta`],
    [`/${"p".repeat(300)}`, "Este caminho é longo demais para o sistema."],
    [`/${"p".repeat(4200)}`, "Caminho: no máximo 4.096 caracteres."],
  ] as const) {
    await nameFolder(page, typed);
    await path.press("Enter");
    await expect(alert).toContainText(said);
    await expectNoEnglish(page);
  }
  await path.fill(`${app.folder}/sumida`);
  await path.press("Enter");
  await expect(alert).toContainText("Não existe a pasta");
  expect(await seriousFindings(page)).toEqual([]);
});

test("a tab without access says so in Portuguese, and names the one command that helps", async ({
  page,
  app,
}) => {
  await page.goto(new URL(app.address).origin);
  await expect(page.getByRole("heading", { name: "Esta aba não tem acesso" })).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "pt-BR");
  await expect(page.locator("code")).toHaveText(["npm start -- --web"]);
  expect(await seriousFindings(page)).toEqual([]);
});

test("a copy that the browser refuses is said", async ({ page, app }) => {
  await page.addInitScript(() => {
    Object.defineProperty(navigator.clipboard, "writeText", {
      value: () => Promise.reject(new DOMException("Not now.", "NotAllowedError")),
    });
  });
  const broken: string[] = [];
  page.on("pageerror", (error) => broken.push(error.message));
  await page.goto(app.address);
  await page.locator("footer").waitFor();
  await page.keyboard.press("g");
  await page.keyboard.press("d");
  await page.getByRole("button", { name: "Copiar relatório" }).press("Enter");
  await expect(page.getByText("O navegador não permitiu copiar.")).toBeVisible();
  expect(broken).toEqual([]);
});

test("what a scan could not read says why in Portuguese", async ({ page, app }) => {
  test.skip(process.platform !== "linux", "Only Linux takes any bytes as a name.");
  makePoc(app.folder);
  mkdirSync(Buffer.concat([Buffer.from(`${app.folder}/bad-`), Buffer.from([0xff, 0xfe])]));
  // A repository whose index is none, and a bare one.
  makePoc(app.folder, "quebrado");
  write(app.folder, "quebrado/.git/HEAD", "ref: refs/heads/main\n");
  write(app.folder, "quebrado/.git/index", "not an index");
  for (const name of ["objects", "refs"]) mkdirSync(join(app.folder, "quebrado/.git", name));
  write(app.folder, "bare.git/HEAD", "ref: refs/heads/main\n");
  for (const name of ["objects", "refs"]) mkdirSync(join(app.folder, "bare.git", name));
  await scan(page, app);
  await expect(page.getByRole("heading", { name: "3 caminhos não puderam ser lidos" })).toBeVisible();
  const failed = page.getByRole("listitem");
  await expect(failed.filter({ hasText: "bad-\\xff\\xfe" })).toContainText(
    "O nome não é texto válido: O nome não é UTF-8 válido. Renomeie para que seja lido.",
  );
  await expect(failed.filter({ hasText: "quebrado" })).toContainText(
    /O git diz: .+\. Os arquivos são lidos sem o git\./u,
  );
  await expect(failed.filter({ hasText: "bare.git" })).toContainText("Clone-o para ver o que há nele.");
  await expectNoEnglish(page);
  expect(await seriousFindings(page)).toEqual([]);
});

test("a scan that fails says in Portuguese why, and what is kept", async ({ page, app }) => {
  makePoc(app.folder);
  await scan(page, app);
  makePoc(app.folder, "beta");
  // Another program holds the database for longer than a scan waits for it.
  const writer = new Sqlite(join(app.dataFolder, "tatami.db"));
  try {
    writer.exec("BEGIN IMMEDIATE");
    await page.getByRole("button", { name: "Varrer de novo" }).press("Enter");
    const alert = page.getByRole("alert").filter({ hasText: "Esta varredura falhou" });
    await expect(alert).toContainText("A varredura falhou por um defeito do Tatami", { timeout: 20_000 });
    await expectNoEnglish(page);
    expect(await seriousFindings(page)).toEqual([]);
  } finally {
    writer.close();
  }
  await page.getByRole("button", { name: "Tentar de novo" }).press("Enter");
  await expect(page.getByRole("status").filter({ hasText: "2 POCs encontradas" })).toBeVisible();
});

test("a tag that is too long and a program that is not there are refused in Portuguese", async ({
  page,
  app,
}) => {
  makePoc(app.folder);
  await scan(page, app);
  await page.keyboard.press("g");
  await page.keyboard.press("c");
  await page.getByRole("option").first().press("ArrowDown");
  const pane = page.getByRole("complementary");
  await pane.getByRole("button", { name: "Adicionar uma tag" }).click();
  await pane.getByRole("textbox", { name: "Adicionar uma tag" }).fill("t".repeat(61));
  await page.keyboard.press("Enter");
  await expect(pane.getByRole("alert")).toContainText("Tags: no máximo 60 caracteres.");
  await expectNoEnglish(page);
  expect(await seriousFindings(page)).toEqual([]);

  await page.goto(`${new URL(app.address).origin}/#/settings`);
  await page.getByRole("combobox", { name: "Editor" }).selectOption("own");
  await page.getByLabel("Comando do editor").fill("editor-que-falta {path}");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Comando salvo.")).toBeVisible();
  await page.goto(`${new URL(app.address).origin}/#/catalog`);
  await page.getByRole("option").first().press("ArrowDown");
  await pane.getByRole("button", { name: "Editor" }).click();
  await expect(page.getByLabel("Notificações")).toContainText(
    "“editor-que-falta” não abriu: não está nesta máquina.",
  );
  await expectNoEnglish(page);
});

test("what was set aside is told in Portuguese, and the workspace has a Portuguese name", async ({
  page,
  app,
}) => {
  mkdirSync(join(app.dataFolder, "damaged-2025-01-02"));
  writeFileSync(join(app.dataFolder, "damaged-2025-01-02", "tatami.db"), "not a database");
  await page.goto(app.address);
  await expect(page.locator("footer").getByRole("button", { name: /^Pessoal 0 POC/u })).toBeVisible();
  await page.keyboard.press("g");
  await page.keyboard.press("d");
  await expect(page.getByText("Um banco de dados danificado, guardado inteiro à parte.")).toBeVisible();
  await expectNoEnglish(page);
  expect(await seriousFindings(page)).toEqual([]);
});
