import { CONTACTED_HOSTS } from "#shared/features/settings/settings.ts";
import type { Implementation } from "#core/api/implementation.ts";
import type { Database } from "#core/db/sqlite.ts";
import { findPrograms } from "#core/platform/programs.ts";
import type { Documents } from "#core/sync/documents.ts";
import { diagnose, readLog, type Running } from "./diagnostics.ts";
import type { SettingsService } from "./settings-service.ts";

export interface SettingsParts {
  readonly service: SettingsService;
  readonly db: Database;
  readonly documents: Documents;
  readonly running: Running;
  readonly logFolder: string;
}

/** The side of the contract for settings and diagnostics. */
export function settingsHandlers(os: Implementation, parts: SettingsParts) {
  const api = os.settings;
  return {
    get: api.get.handler(() => parts.service.get()),
    update: api.update.handler(({ input }) => parts.service.update(input)),
    programs: api.programs.handler(() => findPrograms()),
    diagnostics: api.diagnostics.handler(() => diagnose(parts.db, parts.documents, parts.running, false)),
    log: api.log.handler(({ input }) => readLog(parts.logFolder, input.lines)),
    hosts: api.hosts.handler(() => [...CONTACTED_HOSTS]),
    rebuild: api.rebuild.handler(() => parts.documents.rebuild()),
    events: api.events.handler(async function* ({ signal }) {
      yield* parts.service.events.subscribe(signal);
    }),
  };
}
