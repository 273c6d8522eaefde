import { defineMessages } from "#renderer/platform/i18n.ts";

/** Texts of list, facets, detail and dialogs of the catalogue; scan and welcome have their own files. */
export const catalogMessages = defineMessages(
  {
    catalog: "Catalogue",
    pocs: "POCs",
    recentSearches: "Recent searches",
    focusSearch: "Search POCs",
    scanFolder: "Scan a folder",
    addByHand: "Add a POC by hand",
  },
  {
    catalog: "Catálogo",
    pocs: "POCs",
    recentSearches: "Buscas recentes",
    focusSearch: "Buscar POCs",
    scanFolder: "Varrer uma pasta",
    addByHand: "Adicionar uma POC à mão",
  },
);
