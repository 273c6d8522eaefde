import { currentLanguage, text } from "#renderer/platform/i18n.ts";
import { client, inBrowserTab, type CoreInputs } from "#renderer/platform/client.ts";
import type { Command } from "#renderer/ui/commands.ts";
import {
  IconArrowBackUp,
  IconArrowLeft,
  IconFolderSearch,
  IconKeyboard,
  IconNetwork,
  IconPower,
  IconSearch,
  IconSettings,
  IconStack2,
  IconStethoscope,
} from "#renderer/ui/icons.ts";
import { toastError } from "#renderer/ui/toasts.tsx";
import { catalogCommands, pocCommands } from "#renderer/features/catalog/index.ts";
import { workspaceCommands } from "#renderer/features/workspace/index.ts";
import { appMessages } from "./messages.ts";

const general = text(appMessages, "general");
const goTo = text(appMessages, "goTo");
const appearance = text(appMessages, "appearance");

/** A command that chooses: the settings' event stream applies it, in every window. */
function choose(patch: CoreInputs["settings"]["update"]): () => void {
  return () =>
    void client.core.settings.update(patch).catch((error: unknown) => toastError(error, currentLanguage()));
}

const appCommands: readonly Command[] = [
  {
    id: "app.palette",
    title: text(appMessages, "showPalette"),
    group: general,
    icon: IconSearch,
    shortcut: "mod+k",
    whileTyping: true,
  },
  {
    id: "app.shortcuts",
    title: text(appMessages, "showShortcuts"),
    group: general,
    icon: IconKeyboard,
    shortcut: "?",
  },
  {
    id: "app.undo",
    title: text(appMessages, "undoLast"),
    group: general,
    icon: IconArrowBackUp,
    shortcut: "mod+z",
  },
  {
    id: "app.back",
    title: text(appMessages, "back"),
    group: goTo,
    icon: IconArrowLeft,
    shortcut: "alt+arrowleft",
    run: () => history.back(),
  },
  {
    id: "app.catalog",
    title: text(appMessages, "goCatalog"),
    group: goTo,
    icon: IconStack2,
    shortcut: "g c",
    run: ({ go }) => go("/catalog"),
  },
  {
    id: "app.folders",
    title: text(appMessages, "goFolders"),
    group: goTo,
    icon: IconFolderSearch,
    shortcut: "g f",
    run: ({ go }) => go("/folders"),
  },
  {
    id: "app.settings",
    title: text(appMessages, "goSettings"),
    group: goTo,
    icon: IconSettings,
    shortcut: "g s",
    run: ({ go }) => go("/settings"),
  },
  {
    id: "app.diagnostics",
    title: text(appMessages, "goDiagnostics"),
    group: goTo,
    icon: IconStethoscope,
    shortcut: "g d",
    run: ({ go }) => go("/diagnostics"),
  },
  {
    id: "app.hosts",
    title: text(appMessages, "goHosts"),
    group: goTo,
    icon: IconNetwork,
    run: ({ go }) => go("/hosts"),
  },
  {
    id: "app.quit",
    title: text(appMessages, "quit"),
    group: general,
    icon: IconPower,
    shortcut: "mod+q",
    whileTyping: true,
    when: () => !inBrowserTab(),
    run: () => void client.host.quit().catch((error: unknown) => toastError(error, currentLanguage())),
  },
  {
    id: "app.theme-light",
    title: text(appMessages, "themeLight"),
    group: appearance,
    run: choose({ theme: "light" }),
  },
  {
    id: "app.theme-dark",
    title: text(appMessages, "themeDark"),
    group: appearance,
    run: choose({ theme: "dark" }),
  },
  {
    id: "app.theme-auto",
    title: text(appMessages, "themeAuto"),
    group: appearance,
    run: choose({ theme: "auto" }),
  },
  {
    id: "app.density-comfortable",
    title: text(appMessages, "densityComfortable"),
    group: appearance,
    run: choose({ density: "comfortable" }),
  },
  {
    id: "app.density-compact",
    title: text(appMessages, "densityCompact"),
    group: appearance,
    run: choose({ density: "compact" }),
  },
  {
    id: "app.english",
    title: text(appMessages, "languageEnglish"),
    group: appearance,
    run: choose({ language: "en" }),
  },
  {
    id: "app.portuguese",
    title: text(appMessages, "languagePortuguese"),
    group: appearance,
    run: choose({ language: "pt-BR" }),
  },
];

/** Every command of the app, those of the POC at hand first: what palette, shortcut sheet and keys read. */
export const commands: readonly Command[] = [
  ...pocCommands,
  ...appCommands,
  ...workspaceCommands,
  ...catalogCommands,
];
