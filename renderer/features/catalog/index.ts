export { CatalogPage } from "./catalog-page.tsx";
export { PocPage } from "./poc-page.tsx";
export { readCatalogSearch } from "./catalog-search.ts";
export { catalogCommands, pocCommands } from "./commands.ts";
export { useCatalogPaletteItems } from "./palette-items.tsx";
export { SamplesCommands } from "./samples/samples-commands.tsx";
export { saveLeftNotes } from "./detail/left-notes.ts";
export { ScanStatus } from "./scan/scan-status.tsx";
export { startFirstSearch } from "./list/use-results.ts";
