import { useVirtualizer } from "@tanstack/react-virtual";
import {
  memo,
  useCallback,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type Ref,
} from "react";
import { fold } from "#shared/lib/text.ts";
import { useMessages } from "#renderer/platform/i18n.ts";
import type { Question } from "../list-state.ts";
import { catalogMessages } from "../messages.ts";
import type { PocItem } from "../types.ts";
import type { View } from "../use-look.ts";
import { columnsFor, moveCursor, type Move } from "./list-window.ts";
import { PocCard } from "./poc-card.tsx";
import { PocRow } from "./poc-row.tsx";
import { useFolderOf } from "./use-folder-of.ts";
import { usePages, type ItemAt, type Results } from "./use-results.ts";
import classes from "./list.module.css";

const ROW = 62;
const COMPACT_ROW = 40;
const CARD_HEIGHT = 188;
const CARD_WIDTH = 206;
const GAP = 12;

/** What the page may ask of the list: whoever has the focus, the list knows its lines. */
export interface ListHandle {
  /** What has the focus while one moves through the list. */
  readonly element: HTMLElement | null;
  readonly itemAt: ItemAt;
  readonly move: (cursor: number, move: Move) => number;
  readonly columns: number;
}

/** Where the cursor stands. */
export interface CursorPlace {
  readonly item?: PocItem | undefined;
  /** Id of its element, for `aria-activedescendant`; a row that is scrolled away has none. */
  readonly elementId?: string | undefined;
}

const NOWHERE: CursorPlace = {};

interface ResultsListProps {
  readonly id: string;
  readonly handle: Ref<ListHandle>;
  readonly question: Question;
  readonly results: Results;
  readonly view: View;
  readonly compact: boolean;
  readonly cursor: number;
  /** Rises when the list must show its cursor: it was moved by a key. */
  readonly reveal: number;
  /** Where the list was scrolled to when it was left, in px. Read when `place` changes. */
  readonly startAt: number;
  readonly place: string;
  /** Tells where the cursor stands, once it is there, and that it stands nowhere when the list goes. */
  readonly onCursor: (at: CursorPlace) => void;
  readonly onPick: (index: number, item: PocItem) => void;
  readonly onOpen: (item: PocItem) => void;
  readonly onScroll: (top: number) => void;
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
}

/** The results, as many as there are: only what is in sight is there, and only its pages are asked for. */
export const ResultsList = memo(function ResultsList(props: ResultsListProps) {
  const {
    id,
    handle,
    question,
    results,
    view,
    compact,
    cursor,
    reveal,
    startAt,
    place,
    onCursor,
    onPick,
    onOpen,
  } = props;
  const t = useMessages(catalogMessages);
  const scroller = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  // Rows that come between the two presses of a double click push another under the pointer: the first press counts.
  const pressed = useRef<PocItem | null>(null);
  const press = useCallback(
    (index: number, item: PocItem) => {
      pressed.current = item;
      onPick(index, item);
    },
    [onPick],
  );
  const openPressed = useCallback(() => {
    if (pressed.current !== null) onOpen(pressed.current);
  }, [onOpen]);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    const measure = () => setWidth(element.clientWidth);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const total = results.first?.total ?? 0;
  const columns = view === "cards" ? columnsFor(width - 2 * GAP, CARD_WIDTH, GAP) : 1;
  const lineHeight = view === "cards" ? CARD_HEIGHT + GAP : compact ? COMPACT_ROW : ROW;
  // oxlint-disable-next-line react/incompatible-library -- nothing is compiled to memoize what it answers.
  const virtual = useVirtualizer({
    count: Math.ceil(total / columns),
    getScrollElement: () => scroller.current,
    estimateSize: () => lineHeight,
    overscan: view === "cards" ? 2 : 6,
    initialOffset: startAt,
    paddingStart: view === "cards" ? GAP : 0,
  });
  useLayoutEffect(() => virtual.measure(), [virtual, lineHeight, columns]);

  const lines = virtual.getVirtualItems();
  const first = (lines[0]?.index ?? 0) * columns;
  const last = ((lines.at(-1)?.index ?? 0) + 1) * columns - 1;
  const { itemAt, twins } = usePages(question, results, first, last);
  const folderOf = useFolderOf();
  const cursorItem = itemAt(cursor);
  const drawn = cursor < total && lines.some((line) => line.index === Math.floor(cursor / columns));
  const cursorId = drawn ? `${id}-${cursor}` : undefined;
  useEffect(() => onCursor({ item: cursorItem, elementId: cursorId }), [cursorItem, cursorId, onCursor]);
  useEffect(() => () => onCursor(NOWHERE), [onCursor]);

  // Another list begins where it was left, a new one at its top.
  const shownPlace = useRef(place);
  useLayoutEffect(() => {
    if (shownPlace.current === place) return;
    shownPlace.current = place;
    scroller.current?.scrollTo({ top: startAt });
  }, [place, startAt]);

  useEffect(() => {
    if (reveal > 0) virtual.scrollToIndex(Math.floor(cursor / columns), { align: "auto" });
  }, [reveal, cursor, columns, virtual]);

  useImperativeHandle(
    handle,
    () => ({
      element: scroller.current,
      itemAt,
      columns,
      move: (from, move) =>
        moveCursor(from, move, {
          total,
          columns,
          lines: Math.floor((scroller.current?.clientHeight ?? 0) / lineHeight),
        }),
    }),
    [itemAt, columns, total, lineHeight],
  );

  const Entry = view === "cards" ? PocCard : PocRow;
  return (
    <div
      ref={scroller}
      id={id}
      role="listbox"
      aria-label={t("results")}
      aria-activedescendant={cursorId}
      aria-busy={results.stale}
      tabIndex={0}
      className={classes["scroller"]}
      data-view={view}
      data-compact={compact || undefined}
      onScroll={(event) => props.onScroll(event.currentTarget.scrollTop)}
      onKeyDown={props.onKeyDown}
    >
      <div role="presentation" className={classes["sizer"]} style={{ height: virtual.getTotalSize() }}>
        {lines.map((line) => (
          <div
            key={line.key}
            role="presentation"
            className={classes["line"]}
            style={
              { height: line.size, transform: `translateY(${line.start}px)`, "--columns": columns } as object
            }
          >
            {Array.from({ length: Math.min(columns, total - line.index * columns) }, (_, column) => {
              const index = line.index * columns + column;
              const item = itemAt(index);
              const twin = item !== undefined && twins.has(fold(item.name));
              return (
                <Entry
                  key={column}
                  id={`${id}-${index}`}
                  item={item}
                  folder={folderOf(item, twin)}
                  twin={twin}
                  index={index}
                  total={total}
                  selected={index === cursor}
                  compact={compact}
                  onPress={press}
                  onOpen={openPressed}
                />
              );
            })}
          </div>
        ))}
      </div>
    </div>
  );
});

/** Rows of the final size before the first answer. */
export function ListSkeleton({ compact }: { readonly compact: boolean }) {
  return (
    <div
      className={classes["scroller"]}
      data-view="table"
      data-compact={compact || undefined}
      aria-hidden="true"
    >
      {Array.from({ length: 14 }, (_, at) => (
        <div key={at} className={classes["line"]} data-still style={{ height: compact ? COMPACT_ROW : ROW }}>
          <div className={classes["row"]}>
            <span className={classes["boneTile"]} />
            <div className={classes["texts"]}>
              <div className={classes["bone"]} style={{ width: `${32 + ((at * 7) % 24)}%` }} />
              <div className={classes["bone"]} style={{ width: `${56 + ((at * 11) % 34)}%` }} />
            </div>
          </div>
        </div>
      ))}
    </div>
  );
}
