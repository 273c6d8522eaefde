import { VisuallyHidden } from "@mantine/core";
import { useEffect, useId, useRef, useState, type KeyboardEvent } from "react";
import { useMessages } from "#renderer/platform/i18n.ts";
import { IconChevronRight, IconFolder, IconGitBranch } from "#renderer/ui/icons.ts";
import { scanMessages } from "./messages.ts";
import { beginsPath, isWithin } from "./paths.ts";
import { TYPE_AHEAD_MS, typeAhead } from "./type-ahead.ts";
import classes from "./folder-dialog.module.css";

interface Folder {
  readonly name: string;
  readonly path: string;
  readonly git: boolean;
}

export interface FolderListProps {
  readonly folders: readonly Folder[];
  /** Name and path of the folder that is listed. */
  readonly name: string;
  readonly here: string;
  /** Another folder is on its way: keys that open wait for it. */
  readonly busy: boolean;
  /** Tells whether a path is being written: the focus stays with it. */
  readonly writing: () => boolean;
  readonly selected: string | null;
  readonly onSelect: (path: string | null) => void;
  readonly onOpen: (path: string) => void;
  readonly onUp: () => void;
  /** A path is being typed or was pasted here: it belongs into the field for it. */
  readonly onPath: (begun: string) => void;
}

const PAGE = 10;

/** Sub-folders to walk through by keyboard: arrows, letters, Enter goes in, Backspace goes up. */
export function FolderList(props: FolderListProps) {
  const { folders, name, here, busy, writing, selected, onSelect, onOpen, onUp, onPath } = props;
  const t = useMessages(scanMessages);
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const latestWriting = useRef(writing);
  useEffect(() => {
    latestWriting.current = writing;
  });
  const typed = useRef({ text: "", at: 0 });
  const [from, setFrom] = useState(here);
  const at = folders.findIndex((folder) => folder.path === selected);

  // The keys go on where one is, whether one got here by keys, a place or a crumb; but not away from a field.
  useEffect(() => {
    if (!latestWriting.current()) list.current?.focus();
  }, [here]);

  // Going up keeps the folder that one comes from in hand.
  useEffect(() => {
    if (from === here) return;
    setFrom(here);
    const child = folders.find((folder) => isWithin(from, folder.path));
    if (child !== undefined) onSelect(child.path);
    else list.current?.scrollTo({ top: 0 });
  }, [from, here, folders, onSelect]);

  useEffect(() => {
    if (at >= 0) document.getElementById(`${id}-${at}`)?.scrollIntoView({ block: "nearest" });
  }, [at, id]);

  const go = (index: number) => {
    const folder = folders[Math.max(0, Math.min(folders.length - 1, index))];
    if (folder !== undefined) onSelect(folder.path);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const moves: Record<string, () => void> = {
      ArrowDown: () => go(at + 1),
      // Above the first there is the listed folder itself.
      ArrowUp: () => (at === 0 ? onSelect(null) : go(at < 0 ? folders.length - 1 : at - 1)),
      PageDown: () => go(at + PAGE),
      PageUp: () => go(at - PAGE),
      Home: () => go(0),
      End: () => go(folders.length - 1),
      Enter: () => selected !== null && at >= 0 && !busy && onOpen(selected),
      ArrowRight: () => selected !== null && at >= 0 && !busy && onOpen(selected),
      Backspace: () => !busy && onUp(),
      ArrowLeft: () => !busy && onUp(),
    };
    const move = moves[event.key];
    if (move !== undefined) {
      event.preventDefault();
      move();
      return;
    }
    if (event.key.length !== 1 || event.key === " ") return;
    event.preventDefault();
    const { text, at: last } = typed.current;
    const next = event.timeStamp - last < TYPE_AHEAD_MS ? text + event.key : event.key;
    if (beginsPath(next)) {
      typed.current = { text: "", at: 0 };
      onPath(next);
      return;
    }
    typed.current = { text: next, at: event.timeStamp };
    const found = typeAhead(
      folders.map((folder) => folder.name),
      next,
      at,
    );
    if (found >= 0) go(found);
  };

  return (
    <>
      <div
        ref={list}
        data-autofocus
        className={classes["list"]}
        // A list of nothing is none; its keys work all the same.
        role={folders.length === 0 ? "group" : "listbox"}
        tabIndex={0}
        aria-label={t("foldersIn", { name })}
        aria-busy={busy}
        aria-activedescendant={at < 0 ? undefined : `${id}-${at}`}
        onKeyDown={onKeyDown}
        onPaste={(event) => {
          const pasted = event.clipboardData.getData("text/plain").trim();
          if (!beginsPath(pasted) || pasted.includes("\n")) return;
          event.preventDefault();
          onPath(pasted);
        }}
      >
        {folders.map((folder, index) => (
          // The list hears the keys and keeps the focus.
          <div
            key={folder.path}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === at}
            className={classes["folder"]}
            onClick={() => onSelect(folder.path)}
            onDoubleClick={() => onOpen(folder.path)}
          >
            <IconFolder size={16} stroke={1.6} aria-hidden="true" />
            <span className={classes["folderName"]}>{folder.name}</span>
            {folder.git ? (
              <span className={classes["git"]}>
                <IconGitBranch size={13} stroke={1.8} aria-hidden="true" />
                <VisuallyHidden>, {t("gitRepository")}</VisuallyHidden>
                <span aria-hidden="true">git</span>
              </span>
            ) : null}
            <span
              className={classes["enter"]}
              aria-hidden="true"
              onClick={(event) => {
                event.stopPropagation();
                onOpen(folder.path);
              }}
            >
              <IconChevronRight size={15} stroke={1.8} />
            </span>
          </div>
        ))}
        {folders.length === 0 ? (
          <div className={classes["none"]} role="presentation">
            {t("emptyFolder")} {t("emptyFolderHint")}
          </div>
        ) : null}
      </div>
      <VisuallyHidden component="output">
        {name}: {t("folderCount", { count: folders.length })}
      </VisuallyHidden>
    </>
  );
}
