import type { CoreInputs, CoreOutputs } from "#renderer/platform/client.ts";

export type Settings = CoreOutputs["settings"]["get"];
export type SettingsPatch = CoreInputs["settings"]["update"];

/** What is chosen with one click is shown at once, and taken back when the core refuses; what is typed when it is saved. */
const CHOICES = ["language", "theme", "density", "view", "syncLan", "syncPresence", "syncClosed"] as const;

/** The part of a patch that is shown before it is saved. */
export function choicesOf(patch: SettingsPatch): Partial<Settings> {
  const chosen = CHOICES.filter((name) => patch[name] !== undefined);
  return Object.fromEntries(chosen.map((name) => [name, patch[name]]));
}

/** The settings without choices that were refused: what was chosen meanwhile, elsewhere or for the same, stands. */
export function withoutRefused(now: Settings, before: Settings, refused: SettingsPatch): Settings {
  const own = CHOICES.filter((name) => refused[name] !== undefined && now[name] === refused[name]);
  return { ...now, ...Object.fromEntries(own.map((name) => [name, before[name]])) };
}

/** The settings with what a patch has saved: what else the answer says may be older than what is shown. */
export function withSaved(now: Settings, saved: Settings, patch: SettingsPatch): Settings {
  const own = Object.entries(saved).filter(([name]) => Object.hasOwn(patch, name));
  return { ...now, ...Object.fromEntries(own) };
}
