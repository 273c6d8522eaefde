export { catalogHandlers } from "./catalog-handlers.ts";
export { CatalogService } from "./catalog-service.ts";
export { pocKind } from "./catalog-store.ts";
export { PlacesStore } from "./places-store.ts";
export { ScanJobs } from "./scan-jobs.ts";
export { ScanSaver } from "./scan-saver.ts";
export { scan } from "./scan/scan.ts";
export { SearchIndex } from "./search/search-index.ts";
