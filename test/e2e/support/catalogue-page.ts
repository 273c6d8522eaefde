import { expect, type Locator, type Page } from "@playwright/test";

/** The search field of the catalogue. */
export const search = (page: Page): Locator =>
  page.getByRole("combobox", { name: /Search POCs|Buscar POCs/u });
/** The results that are on the page. */
export const rows = (page: Page): Locator =>
  page.getByRole("listbox", { name: /Results|Resultados/u }).getByRole("option");
/** The option that has the cursor. */
export const selected = (page: Page): Locator => page.getByRole("option", { selected: true });
/** How many were found. */
export const total = (page: Page): Locator => page.getByTestId("total");
/** The detail beside the list of a wide window. */
export const pane = (page: Page): Locator => page.getByRole("complementary", { name: "Selected POC" });
/** The facets. */
export const filters = (page: Page): Locator => page.getByRole("navigation", { name: /Filters|Filtros/u });

/** Names a folder in the dialog that chooses one. The dialog itself fills the field once it knows where it stands: not before. */
export async function nameFolder(page: Page, path: string): Promise<void> {
  const field = page.getByLabel(/^(?:Path of the folder to scan|Caminho da pasta a varrer)$/u);
  await expect(field).not.toHaveValue("");
  await field.fill(path);
}
