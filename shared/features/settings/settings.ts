import type * as z from "zod";
import type { Settings } from "./settings.api.ts";

export type SettingsValues = z.infer<typeof Settings>;

/** What holds until a person chooses otherwise; the device's name is found by the core. */
export const DEFAULT_SETTINGS: Omit<SettingsValues, "deviceName"> = {
  language: "auto",
  theme: "auto",
  density: "comfortable",
  view: "table",
  editor: "",
  terminal: "",
  syncLan: true,
  syncPresence: true,
  syncClosed: false,
};
