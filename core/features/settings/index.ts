export { SettingsService } from "./settings-service.ts";
export { settingsHandlers } from "./settings-handlers.ts";
export { diagnose, readLog, type Running, type Shell } from "./diagnostics.ts";
