/* ARIA's combobox pattern: the field keeps the focus and hears the keys for its options, and no HTML element is a
   filtered list with headings. */
import { Modal, TextInput, VisuallyHidden } from "@mantine/core";
import { useId, useMemo, useRef, useState, type KeyboardEvent } from "react";
import { useLanguage, useMessages } from "#renderer/platform/i18n.ts";
import { aboutOf, isAvailable, runCommand, useBoundCommands } from "#renderer/ui/commands.ts";
import { fuzzyScore } from "#renderer/ui/fuzzy.ts";
import { IconSearch } from "#renderer/ui/icons.ts";
import { Keys } from "#renderer/ui/kbd.tsx";
import type { PaletteItem } from "#renderer/ui/palette-item.ts";
import { takeTypedAhead } from "#renderer/ui/typed-ahead.ts";
import { useFocusReturns } from "#renderer/ui/use-focus-returns.ts";
import { useCatalogPaletteItems } from "#renderer/features/catalog/index.ts";
import { useWorkspacePaletteItems } from "#renderer/features/workspace/index.ts";
import { commands } from "./commands.ts";
import { appMessages } from "./messages.ts";
import { useCommandContext } from "./shortcut-keys.ts";
import classes from "./app.module.css";

/** Every command of the app, the other workspaces, recent searches, and POCs found as one types. */
export function Palette({ onClose }: { readonly onClose: () => void }) {
  const t = useMessages(appMessages);
  useFocusReturns();
  const [query, setQuery] = useState("");
  const [at, setAt] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const listId = useId();
  const context = useCommandContext();
  const own = useCommandItems(query);
  const workspaces = useWorkspacePaletteItems(query);
  const found = useCatalogPaletteItems(query, context);
  const items = useMemo(() => [...own, ...workspaces, ...found], [own, workspaces, found]);
  const selected = Math.min(at, items.length - 1);

  const choose = (item: PaletteItem | undefined) => {
    if (item === undefined) return;
    // Closed first: what the item does may open a dialog or move the focus, and must have the last word.
    onClose();
    setTimeout(item.run, 0);
  };
  const move = (to: number) => {
    if (items.length === 0) return;
    const next = (to + items.length) % items.length;
    setAt(next);
    list.current?.querySelector(`[data-index="${next}"]`)?.scrollIntoView({ block: "nearest" });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const moves: Record<string, number> = {
      ArrowDown: selected + 1,
      ArrowUp: selected - 1,
      PageDown: Math.min(selected + 8, items.length - 1),
      PageUp: Math.max(selected - 8, 0),
    };
    const to = moves[event.key];
    if (to !== undefined) move(to);
    else if (event.key === "Enter" && !event.nativeEvent.isComposing) choose(items[selected]);
    else return;
    event.preventDefault();
  };

  return (
    <Modal
      opened
      onClose={onClose}
      withCloseButton={false}
      padding={0}
      size={620}
      attributes={{ content: { "aria-label": t("palette") } }}
    >
      <TextInput
        data-autofocus
        className={classes["paletteInput"]}
        variant="unstyled"
        size="md"
        leftSection={<IconSearch size={16} />}
        placeholder={t("paletteHint")}
        aria-label={t("paletteHint")}
        role="combobox"
        aria-expanded="true"
        aria-controls={listId}
        aria-activedescendant={items.length === 0 ? undefined : `${listId}-${selected}`}
        autoComplete="off"
        spellCheck={false}
        value={query}
        onFocus={() => {
          const ahead = takeTypedAhead();
          if (ahead !== "") setQuery((was) => was + ahead);
        }}
        onChange={(event) => {
          setQuery(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div ref={list} id={listId} role="listbox" aria-label={t("palette")} className={classes["paletteList"]}>
        {items.map((item, index) => (
          <PaletteRow
            key={item.id}
            id={`${listId}-${index}`}
            item={item}
            index={index}
            selected={index === selected}
            heading={items[index - 1]?.group === item.group ? null : item.group}
            onChoose={() => choose(item)}
            onPoint={() => setAt(index)}
          />
        ))}
        {items.length === 0 ? (
          <div className={classes["paletteNone"]}>{t("paletteNone", { query })}</div>
        ) : null}
      </div>
      <VisuallyHidden component="output">{t("paletteResults", { count: items.length })}</VisuallyHidden>
    </Modal>
  );
}

function useCommandItems(query: string): PaletteItem[] {
  const language = useLanguage();
  const context = useCommandContext();
  const bound = useBoundCommands();
  return useMemo(() => {
    const wanted = query.trim();
    return (
      commands
        // `bound` is read by isAvailable: its change must make the list anew.
        .filter(
          (command) =>
            bound !== null &&
            command.listKey !== true &&
            command.id !== "app.palette" &&
            isAvailable(command),
        )
        .map((command) => ({
          command,
          score: wanted === "" ? 1 : fuzzyScore(wanted, command.title(language)),
        }))
        .filter(({ score }) => score > 0)
        .toSorted((left, right) => right.score - left.score)
        .slice(0, wanted === "" ? commands.length : 8)
        .map(({ command }) => {
          const about = aboutOf(command);
          const group = command.group(language);
          return {
            id: command.id,
            group: about === undefined ? group : `${group}: ${about}`,
            title: command.title(language),
            about,
            icon: command.icon,
            shortcut: command.shortcut,
            run: () => runCommand(command, context),
          };
        })
    );
  }, [query, language, context, bound]);
}

interface PaletteRowProps {
  readonly id: string;
  readonly item: PaletteItem;
  readonly index: number;
  readonly selected: boolean;
  readonly heading: string | null;
  readonly onChoose: () => void;
  readonly onPoint: () => void;
}

function PaletteRow({ id, item, index, selected, heading, onChoose, onPoint }: PaletteRowProps) {
  const Icon = item.icon;
  return (
    <>
      {heading === null ? null : (
        <div className={classes["paletteGroup"]} role="presentation">
          {heading}
        </div>
      )}
      {/* The keys are heard by the field, which keeps the focus. */}
      <div
        id={id}
        role="option"
        aria-selected={selected}
        data-index={index}
        className={classes["paletteItem"]}
        onClick={onChoose}
        onMouseMove={onPoint}
      >
        {item.lead ?? (Icon === undefined ? null : <Icon size={16} />)}
        <span className={classes["paletteTitle"]} title={item.title}>
          {item.title}
        </span>
        {item.about === undefined ? null : <VisuallyHidden component="span">{item.about}</VisuallyHidden>}
        <span className={classes["paletteDetail"]}>{item.detail}</span>
        {item.shortcut === undefined ? null : <Keys shortcut={item.shortcut} />}
      </div>
    </>
  );
}
