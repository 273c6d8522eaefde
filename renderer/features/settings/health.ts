import type { Language, Translate } from "#renderer/platform/i18n.ts";
import { saidIn } from "#renderer/platform/reason-text.ts";
import type { settingsMessages } from "./messages.ts";
import type { Diagnostics } from "./report.ts";

type Say = Translate<(typeof settingsMessages)["en"]>;
type Check = Diagnostics["health"][number];

/** A check in the words of the language; what the core found stands beside it where it says more. */
export interface HealthText {
  readonly title: string;
  readonly detail: string;
  /** What exactly was found, or null; SQLite's own words are as they are. */
  readonly finding: string | null;
}

/** Says a check of the core in the language of the page. A check that is not known here keeps the core's words. */
export function healthText(check: Check, t: Say, language: Language): HealthText {
  const good = check.state === "good";
  const found = saidIn(language, { words: check.detail, reasons: [check.reason] });
  switch (check.name) {
    case "database":
      return {
        title: t("healthDatabase"),
        detail: good ? t("healthDatabaseGood") : t("healthDatabaseBad"),
        finding: good ? null : found,
      };
    case "references":
      return {
        title: t("healthReferences"),
        detail: good ? t("healthReferencesGood") : t("healthReferencesBad"),
        finding: good ? null : found,
      };
    case "git":
      return {
        title: t("healthGit"),
        detail: good ? t("healthGitGood", { version: check.detail }) : t("healthGitWarning"),
        finding: null,
      };
    case "set aside":
      return {
        title: t("healthAside"),
        detail: good ? t("healthAsideGood") : t("healthAsideWarning"),
        finding: null,
      };
    default:
      return { title: check.name, detail: found, finding: null };
  }
}

const MEASURES = {
  database: "sizeDatabase",
  "write-ahead log": "sizeWal",
  logs: "sizeLogs",
  documents: "countDocuments",
  "deleted documents": "countDeleted",
  "updates in the log": "countUpdates",
  "changes in the history": "countChanges",
  folders: "countFolders",
} as const;

/** The name of a size or count in the language of the page. */
export function measureText(name: string, t: Say): string {
  return name in MEASURES ? t(MEASURES[name as keyof typeof MEASURES]) : name;
}
