import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useId, useLayoutEffect, useRef, useState, type KeyboardEvent } from "react";
import { useMessages } from "#renderer/platform/i18n.ts";
import { IconCheck, IconChevronRight } from "#renderer/ui/icons.ts";
import { LanguageDot } from "#renderer/ui/language-dot.tsx";
import { scanMessages } from "./messages.ts";
import type { Selection } from "./use-poc-selection.ts";
import type { PocRow } from "./use-pocs-under.ts";
import classes from "./root-tabs.module.css";

const ROW = 34;
const PAGE = 10;
/** What sticks to the top of the scroller and would cover a row. */
const STICKY = 48;

export interface PocRowsProps {
  readonly rows: readonly PocRow[];
  /** All rows, those not loaded yet included. */
  readonly total: number;
  readonly selection: Selection;
  /** Rows are gone through and opened, and not marked. */
  readonly readOnly: boolean;
  readonly scroller: HTMLElement | null;
  readonly onOpen: (id: string) => void;
  readonly onNeedMore: () => void;
}

/** Rows to mark: Space or a click marks, Shift extends, Enter opens, Esc unmarks. Only those in sight are drawn. */
export function PocRows({ rows, total, selection, readOnly, scroller, onOpen, onNeedMore }: PocRowsProps) {
  const t = useMessages(scanMessages);
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const [above, setAbove] = useState(0);
  const { at, marked } = selection;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller,
    estimateSize: () => ROW,
    overscan: 12,
    scrollMargin: above,
    scrollPaddingStart: STICKY,
    getItemKey: (index) => rows[index]?.id ?? index,
  });
  // The scan's panel above the list grows and shrinks: measured after each drawing, and it settles at once.
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- there is nothing to list: anything above may have changed.
  useLayoutEffect(() => {
    if (list.current === null || scroller === null) return;
    const top = Math.round(
      list.current.getBoundingClientRect().top - scroller.getBoundingClientRect().top + scroller.scrollTop,
    );
    if (Math.abs(top - above) > 1) setAbove(top);
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last >= rows.length - 1) onNeedMore();
  }, [last, rows.length, onNeedMore]);

  const move = (to: number, extend: boolean) => {
    const next = Math.max(0, Math.min(rows.length - 1, to));
    selection.moveTo(next, extend && !readOnly);
    virtual.scrollToIndex(next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const { shiftKey } = event;
    const keys: Record<string, () => void> = {
      ArrowDown: () => move(at + 1, shiftKey),
      ArrowUp: () => move(at - 1, shiftKey),
      PageDown: () => move(at + PAGE, shiftKey),
      PageUp: () => move(at - PAGE, shiftKey),
      Home: () => move(0, shiftKey),
      End: () => move(rows.length - 1, shiftKey),
      Enter: () => {
        const row = rows[at];
        if (row !== undefined) onOpen(row.id);
      },
    };
    if (!readOnly) {
      keys[" "] = () => selection.toggle(at, shiftKey);
      if (event.key === "Escape" && marked.size > 0) keys["Escape"] = selection.clear;
      if (event.key === "a" && (event.ctrlKey || event.metaKey)) keys["a"] = selection.markAll;
    }
    const act = keys[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  };

  return (
    <div
      ref={list}
      className={classes["rows"]}
      role="listbox"
      aria-multiselectable={!readOnly}
      aria-label={t("tabPocs")}
      aria-activedescendant={items.some((item) => item.index === at) ? `${id}-${at}` : undefined}
      tabIndex={0}
      style={{ height: virtual.getTotalSize() }}
      onKeyDown={onKeyDown}
    >
      {items.map((item) => {
        const row = rows[item.index];
        if (row === undefined) return null;
        const chosen = readOnly ? item.index === at : marked.has(row.id);
        return (
          // The list hears the keys and keeps the focus.
          <div
            key={row.id}
            id={`${id}-${item.index}`}
            role="option"
            aria-selected={chosen}
            aria-posinset={item.index + 1}
            aria-setsize={total}
            data-at={item.index === at || undefined}
            className={classes["row"]}
            style={{ transform: `translateY(${item.start - above}px)` }}
            onClick={(event) =>
              readOnly ? selection.moveTo(item.index, false) : selection.toggle(item.index, event.shiftKey)
            }
            onDoubleClick={() => onOpen(row.id)}
          >
            {readOnly ? null : (
              <span className={classes["mark"]} aria-hidden="true">
                {chosen ? <IconCheck size={12} stroke={3} /> : null}
              </span>
            )}
            <span className={classes["rowName"]}>{row.name}</span>
            <span className={classes["rowPath"]}>{row.path === "" ? t("rootItself") : row.path}</span>
            {row.missing ? <span className={classes["gone"]}>{t("gone")}</span> : null}
            <span className={classes["rowLanguage"]}>
              {row.language === null ? null : (
                <>
                  <LanguageDot language={row.language} /> {row.language}
                </>
              )}
            </span>
            {/* For the mouse; the keys have Enter. */}
            <span
              className={classes["rowOpen"]}
              aria-hidden="true"
              title={t("openPoc", { name: row.name })}
              onClick={(event) => {
                event.stopPropagation();
                onOpen(row.id);
              }}
            >
              <IconChevronRight size={15} stroke={1.8} />
            </span>
          </div>
        );
      })}
    </div>
  );
}
