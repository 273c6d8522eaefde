import type { Translate } from "#renderer/platform/i18n.ts";
import type { pageMessages } from "./messages.ts";

const FIELDS = {
  name: "field_name",
  description: "field_description",
  notes: "field_notes",
  created: "field_created",
  deleted: "field_deleted",
  restored: "field_restored",
} as const;

/** What a field of the history is called here; one that this page does not know keeps its name. */
export function putAsideField(field: string, t: Translate<(typeof pageMessages)["en"]>): string {
  if (field.startsWith("tag:")) return t("field_tag", { tag: field.slice(4) });
  return Object.hasOwn(FIELDS, field) ? t(FIELDS[field as keyof typeof FIELDS]) : field;
}
