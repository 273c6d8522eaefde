import type { Locator, Page } from "@playwright/test";

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
