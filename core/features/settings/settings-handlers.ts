import type { Implementation } from "#core/api/implementation.ts";
import type { Database } from "#core/db/sqlite.ts";
import { findPrograms } from "#core/platform/programs.ts";
import type { Documents } from "#core/sync/documents.ts";
import { diagnose, readLog, type Running } from "./diagnostics.ts";
import type { SettingsService } from "./settings-service.ts";

export interface SettingsParts {
  readonly service: SettingsService;
  /** The workspace that is looked at. */
  readonly room: () => { readonly db: Database; readonly documents: Documents };
  /** Every host that is contacted, and why. */
  readonly hosts: () => { host: string; why: "signaling" | "turn" | "lan"; workspace: string }[];
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
    diagnostics: api.diagnostics.handler(() => diagnose(parts.room(), parts.running, false)),
    log: api.log.handler(({ input }) => readLog(parts.logFolder, input.lines)),
    hosts: api.hosts.handler(() => parts.hosts()),
    rebuild: api.rebuild.handler(() => parts.room().documents.rebuild()),
    events: api.events.handler(async function* ({ signal }) {
      yield* parts.service.events.subscribe(signal);
    }),
  };
}
