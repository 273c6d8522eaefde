import { text } from "#renderer/platform/i18n.ts";
import type { Command } from "#renderer/ui/commands.ts";
import {
  IconBan,
  IconCode,
  IconCopy,
  IconExternalLink,
  IconEye,
  IconFolder,
  IconFolderSearch,
  IconGitBranch,
  IconLock,
  IconPlus,
  IconSearch,
  IconTag,
  IconTerminal2,
  IconTrash,
} from "#renderer/ui/icons.ts";
import { detailMessages } from "./detail/messages.ts";
import { catalogMessages } from "./messages.ts";
import { samplesMessages } from "./samples/messages.ts";

const group = text(catalogMessages, "catalog");
const atHand = text(catalogMessages, "selectedPoc");

/** What can be done with the POC at hand: the selected row, or the one whose page is open. */
export const pocCommands: readonly Command[] = [
  {
    id: "poc.open",
    title: text(catalogMessages, "openPoc"),
    group: atHand,
    shortcut: "enter",
    listKey: true,
  },
  {
    id: "poc.editor",
    title: text(catalogMessages, "openEditor"),
    group: atHand,
    icon: IconCode,
    shortcut: "e",
  },
  { id: "poc.folder", title: text(catalogMessages, "openFolder"), group: atHand, icon: IconFolder },
  { id: "poc.terminal", title: text(catalogMessages, "openTerminal"), group: atHand, icon: IconTerminal2 },
  { id: "poc.remote", title: text(catalogMessages, "openRemote"), group: atHand, icon: IconExternalLink },
  { id: "poc.copy-path", title: text(detailMessages, "copyPath"), group: atHand, icon: IconCopy },
  { id: "poc.copy-clone", title: text(detailMessages, "copyClone"), group: atHand, icon: IconGitBranch },
  { id: "poc.add-tag", title: text(detailMessages, "addTag"), group: atHand, icon: IconTag },
  {
    id: "poc.private-notes",
    title: text(detailMessages, "writePrivateNotes"),
    group: atHand,
    icon: IconLock,
  },
  {
    id: "poc.make-notes-private",
    title: text(detailMessages, "makeNotesPrivate"),
    group: atHand,
    icon: IconLock,
  },
  { id: "poc.not-a-poc", title: text(detailMessages, "notAPoc"), group: atHand, icon: IconBan },
  { id: "poc.remove", title: text(detailMessages, "remove"), group: atHand, icon: IconTrash },
];

/** What can be done with the catalogue. Commands without `run` are bound by the screen that can do them. */
export const catalogCommands: readonly Command[] = [
  {
    id: "catalog.search",
    title: text(catalogMessages, "focusSearch"),
    group,
    icon: IconSearch,
    shortcut: "/",
  },
  {
    id: "catalog.scan",
    title: text(catalogMessages, "scanFolder"),
    group,
    icon: IconFolderSearch,
  },
  {
    id: "catalog.add",
    title: text(catalogMessages, "addByHand"),
    group,
    icon: IconPlus,
  },
  { id: "catalog.look-at-samples", title: text(samplesMessages, "look"), group, icon: IconEye },
  { id: "catalog.remove-samples", title: text(samplesMessages, "remove"), group, icon: IconTrash },
  // What the list itself hears.
  {
    id: "catalog.move",
    title: text(catalogMessages, "moveSelection"),
    group,
    shortcut: "arrowup arrowdown",
    listKey: true,
  },
  {
    id: "catalog.page",
    title: text(catalogMessages, "movePage"),
    group,
    shortcut: "pageup pagedown",
    listKey: true,
  },
  {
    id: "catalog.ends",
    title: text(catalogMessages, "moveEnds"),
    group,
    shortcut: "home end",
    listKey: true,
  },
  {
    id: "catalog.leave",
    title: text(catalogMessages, "leaveSearch"),
    group,
    shortcut: "escape",
    listKey: true,
  },
];
