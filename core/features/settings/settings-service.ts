import type * as z from "zod";
import { Settings } from "#shared/features/settings/settings.api.ts";
import { DEFAULT_SETTINGS, type SettingsValues } from "#shared/features/settings/settings.ts";
import type { Database } from "#core/db/sqlite.ts";
import type { WorkspaceService } from "#core/features/workspace/index.ts";
import { Publisher } from "#core/platform/publisher.ts";

type SettingsPatch = { readonly [Key in keyof SettingsValues]?: SettingsValues[Key] | undefined };

/** What a person chose on this machine: kept in the database, key by key. */
export class SettingsService {
  readonly #db: Database;
  readonly #workspace: WorkspaceService;
  readonly #changed: (patch: SettingsPatch) => void;
  readonly events = new Publisher<{ type: "changed" }>();

  /** `changed` hears what was saved. */
  constructor(
    db: Database,
    workspace: WorkspaceService,
    changed: (patch: SettingsPatch) => void = () => undefined,
  ) {
    this.#db = db;
    this.#changed = changed;
    this.#workspace = workspace;
  }

  /** The settings; a stored value that no longer fits reads as the default. */
  get(): SettingsValues {
    const rows = this.#db.prepare<[], { key: string; value: string }>("SELECT key, value FROM setting").all();
    const stored: Record<string, unknown> = Object.fromEntries(
      rows.map((row) => [row.key, parse(row.value)]),
    );
    const base: SettingsValues = { ...DEFAULT_SETTINGS, deviceName: this.#workspace.device().name };
    const result: Record<string, unknown> = { ...base };
    for (const [key, schema] of Object.entries(Settings.shape)) {
      const value = (schema as z.ZodType).safeParse(stored[key]);
      if (key !== "deviceName" && value.success) result[key] = value.data;
    }
    return result as SettingsValues;
  }

  /** Saves what is given and answers the whole. */
  update(patch: SettingsPatch): SettingsValues {
    const put = this.#db.prepare("INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)");
    this.#db.transaction(() => {
      for (const [key, value] of Object.entries(patch)) {
        if (value === undefined) continue;
        if (key === "deviceName") this.#workspace.renameDevice(String(value));
        else put.run(key, JSON.stringify(value));
      }
    })();
    this.#changed(patch);
    this.events.publish({ type: "changed" });
    return this.get();
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
