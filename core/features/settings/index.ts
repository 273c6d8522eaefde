export { SettingsService } from "./settings-service.ts";
export { settingsHandlers } from "./settings-handlers.ts";
export type { Shell } from "./diagnostics.ts";
