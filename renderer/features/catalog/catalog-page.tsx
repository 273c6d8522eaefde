import { Button } from "@mantine/core";
import { part } from "#renderer/platform/part.ts";
import { useMediaQuery } from "@mantine/hooks";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import {
  lazy,
  Suspense,
  useCallback,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
} from "react";
import type { Facet, Sort } from "#shared/features/catalog/catalog.ts";
import { useMessages } from "#renderer/platform/i18n.ts";
import { focusIfFree } from "#renderer/ui/focus.ts";
import { ErrorNotice } from "#renderer/ui/error-notice.tsx";
import { IconFolderSearch, IconPlus } from "#renderer/ui/icons.ts";
import { useWriting } from "#renderer/platform/may-write.ts";
import { Page } from "#renderer/ui/page.tsx";
import { useStable } from "#renderer/ui/use-stable.ts";
import { AddDialog } from "./add-dialog.tsx";
import { setAddDialog, useAddDialog } from "./add-dialog-state.ts";
import { DetailSkeleton } from "./detail/detail-skeleton.tsx";
import { FacetPanel } from "./facets/facet-panel.tsx";
import {
  addPill,
  dropPill,
  questionOf,
  searchOf,
  sortOf,
  type FilterPill,
  type Question,
} from "./list-state.ts";
import { EmptyResult } from "./list/empty-result.tsx";
import { withoutExcluding } from "./list/excluding.ts";
import { ListSkeleton, ResultsList, type CursorPlace, type ListHandle } from "./list/results-list.tsx";
import { moveOf, PAGE_SIZE } from "./list/list-window.ts";
import { Toolbar } from "./list/toolbar.tsx";
import { useResults } from "./list/use-results.ts";
import { catalogMessages } from "./messages.ts";
import { comesFromPocPage, wishField } from "./opened-poc.ts";
import { PocCommands } from "./poc-commands.tsx";
import { SamplesNotice } from "./samples/samples-notice.tsx";
import { keepSearch, SearchField } from "./search/search-field.tsx";
import { useFilterTyping } from "./search/use-filter-typing.ts";
import type { PocItem } from "./types.ts";
import { useKeysWithoutFocus } from "./use-keys-without-focus.ts";
import { useListState } from "./use-list-state.ts";
import { useListLook } from "./use-look.ts";
import { usePlace } from "./use-place.ts";
import { useEachFrame, useRested } from "./use-rested.ts";
import { Welcome } from "./welcome/welcome.tsx";
import classes from "./catalog.module.css";

// The detail brings Markdown along: the list does not wait for it.
const PocDetailView = lazy(() =>
  part(() => import("./detail/poc-detail.tsx")).then((module) => ({ default: module.PocDetailView })),
);

/** Moving through the list with a held key asks for no detail on the way, nor does typing. */
const DETAIL_AFTER_MOVE_MS = 50;
const DETAIL_AFTER_KEY_MS = 140;

/** The catalogue: search, facets, list, and the selected POC beside it where the window is wide. */
export function CatalogPage() {
  const t = useMessages(catalogMessages);
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { state, arrivals, change, flush } = useListState();
  const typing = useFilterTyping(state);
  const wanted = JSON.stringify(questionOf(state, typing.asked));
  const asked = useEachFrame(wanted);
  const question = useMemo(() => JSON.parse(asked) as Question, [asked]);
  const results = useResults(question);
  /** What is on screen answers what stands in the field. */
  const settled = !results.stale && asked === wanted;
  const place = usePlace(JSON.stringify(searchOf({ ...state, poc: null })), arrivals, results);
  const { view, compact, setView } = useListLook();
  const wide = useMediaQuery("(min-width: 1200px)", undefined, { getInitialValueInEffect: false });
  const adding = useAddDialog();
  const [filtersShown, setFiltersShown] = useState(false);
  const [{ item: toldItem, elementId: activeId }, setCursorPlace] = useState<CursorPlace>({});
  const [reveal, setReveal] = useState(0);
  const list = useRef<ListHandle>(null);
  const field = useRef<HTMLInputElement>(null);
  const openWhenThere = useRef(false);
  const goesOn = useRef(false);
  const listId = useId();
  const { cursor, setCursor } = place;
  // Known with the rows themselves: what the list tells of those further down comes a moment later, and Enter may come before.
  const cursorItem = cursor < PAGE_SIZE ? results.first?.items[cursor] : toldItem;
  const meantId = state.poc ?? cursorItem?.id ?? null;
  const shownId = useRested(meantId, state.poc === null ? DETAIL_AFTER_KEY_MS : DETAIL_AFTER_MOVE_MS);

  const open = useCallback(
    (item: { readonly id: string }) => {
      keepSearch(state, queries);
      change((was) => ({ ...was, poc: item.id }), "soon");
      flush();
      void navigate({ to: "/catalog/$pocId", params: { pocId: item.id } });
    },
    [change, flush, navigate, queries, state],
  );
  const select = useCallback(
    (index: number, item: PocItem | undefined) => {
      setCursor(index);
      // The list tells it, too, but later than the next key may come: a command right behind an arrow needs its row.
      if (item !== undefined) setCursorPlace((was) => ({ ...was, item }));
      change((was) => ({ ...was, poc: item?.id ?? null }), "soon");
    },
    [change, setCursor],
  );
  const pick = useCallback(
    (index: number, item: PocItem) => (wide ? select(index, item) : open(item)),
    [open, select, wide],
  );

  const onListKey = (
    event: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">,
    typed: boolean,
  ): boolean => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return false;
    if (event.key === "Enter") {
      // Just typed: the answer to it is what is opened, not what stood there before.
      if (!settled) openWhenThere.current = true;
      else if (cursorItem !== undefined) open(cursorItem);
      return true;
    }
    const handle = list.current;
    if (handle === null) return false;
    // In a text these keys move the caret.
    const caretKey = /^(?:ArrowLeft|ArrowRight|Home|End)$/u.test(event.key);
    const move = moveOf(event.key, handle.columns);
    if (move === null || (typed && caretKey && (state.words !== "" || event.key.startsWith("Arrow"))))
      return false;
    const next = handle.move(cursor, move);
    select(next, handle.itemAt(next));
    setReveal((was) => was + 1);
    return true;
  };

  useEffect(() => {
    if (!openWhenThere.current || !settled) return;
    if (results.first?.total === 0) openWhenThere.current = false;
    if (cursorItem === undefined) return;
    if (results.first?.items[cursor]?.id !== cursorItem.id) return;
    openWhenThere.current = false;
    open(cursorItem);
  }, [cursor, cursorItem, open, results, settled]);

  // Whoever comes back from the page of a POC goes on from its row, as soon as the list is there.
  useEffect(() => {
    goesOn.current = comesFromPocPage() || goesOn.current;
  }, []);
  useEffect(() => {
    if (!goesOn.current || results.stale || list.current === null) return;
    goesOn.current = false;
    focusIfFree(list.current.element);
  }, [results]);

  // The selected POC may stand elsewhere after a change: the cursor goes with it.
  useEffect(() => {
    if (state.poc === null || results.stale || cursorItem?.id === state.poc) return;
    const at = results.first?.items.findIndex((item) => item.id === state.poc) ?? -1;
    if (at >= 0 && at !== cursor) setCursor(at);
  }, [cursor, cursorItem, results, setCursor, state.poc]);

  useKeysWithoutFocus((event) => onListKey(event, false));
  const writes = useWriting() === "may";

  const onToggle = useCallback(
    (pill: FilterPill, chosen: boolean) =>
      change(
        (was) => ({
          ...was,
          poc: null,
          pills: chosen ? addPill(was.pills, pill) : dropPill(was.pills, pill),
        }),
        "step",
      ),
    [change],
  );
  const onClearFacet = useCallback(
    (facet: Facet) =>
      change(
        (was) => ({
          ...was,
          poc: null,
          pills: was.pills.filter((pill) => pill.facet !== facet || pill.negated),
        }),
        "step",
      ),
    [change],
  );
  const onSort = useCallback(
    (sort: Sort) => change((was) => ({ ...was, sort, poc: null }), "step"),
    [change],
  );
  const onFilters = useCallback(() => setFiltersShown((shown) => !shown), []);
  const letGo = useCallback(() => change((was) => ({ ...was, poc: null }), "soon"), [change]);
  const openShown = useStable(() => {
    if (shownId !== null) open({ id: shownId });
  });
  const clear = () => {
    change((was) => ({ ...was, words: "", pills: [], poc: null }), "step");
    field.current?.focus();
  };
  const { first } = results;
  const empty = first !== undefined && first.all === 0 && !results.stale;
  const nothing = first !== undefined && first.total === 0 && !empty;
  const listed = first !== undefined && !nothing;
  // What was selected or is being edited stays in sight, also when its new name fits the search no longer.
  const alone = nothing && state.poc === null;
  const notes = first?.notes ?? [];
  /** What the commands of a POC act on: the one that is shown beside the list, else the row with the cursor. */
  const atHand = (wide ? state.poc : null) ?? cursorItem?.id;

  return (
    <Page
      header={
        <>
          <h1 className={empty ? classes["title"] : classes["hidden"]}>{t("catalog")}</h1>
          {/* An empty catalogue has nothing to search; what fills it stands below. */}
          {empty ? null : (
            <>
              <SearchField
                state={state}
                change={change}
                typing={typing}
                onListKey={onListKey}
                listId={listed ? listId : undefined}
                activeId={activeId}
                field={field}
                onLeave={() => (list.current?.element ?? document.getElementById("content"))?.focus()}
              />
              {writes ? (
                <div className={classes["headerEnd"]}>
                  <Button
                    variant="default"
                    aria-label={t("addByHand")}
                    leftSection={<IconPlus size={14} />}
                    onClick={() => setAddDialog(true)}
                  >
                    {t("add")}
                  </Button>
                  <Button
                    aria-label={t("scanFolder")}
                    leftSection={<IconFolderSearch size={14} />}
                    onClick={() => void navigate({ href: "/folders?choose=1" })}
                  >
                    {t("scanFolder")}
                  </Button>
                </div>
              ) : null}
            </>
          )}
        </>
      }
    >
      {empty ? (
        <div className={classes["welcome"]}>
          <Welcome />
        </div>
      ) : (
        <div
          className={classes["body"]}
          data-filters={filtersShown || undefined}
          data-alone={alone || undefined}
        >
          <div className={classes["notice"]}>
            <SamplesNotice />
          </div>
          <div className={classes["facets"]}>
            <FacetPanel
              facets={first?.facets}
              question={question}
              onToggle={onToggle}
              onClear={onClearFacet}
            />
          </div>
          <div className={classes["list"]}>
            <Toolbar
              results={results}
              settled={settled}
              narrowed={question.query !== "" || state.pills.length > 0}
              words={state.words.trim() !== ""}
              sort={sortOf(state)}
              onSort={onSort}
              view={view}
              onView={setView}
              chosen={state.pills.length}
              filtersShown={filtersShown}
              onFilters={onFilters}
            />
            {notes.length === 0 ? null : (
              <div className={classes["note"]}>{t("searchedAsWords", { pieces: notes.join("  ") })}</div>
            )}
            {results.error === null ? null : (
              <div className={classes["failure"]}>
                <ErrorNotice error={results.error} onRetry={results.retry} />
              </div>
            )}
            {first === undefined && results.error === null ? <ListSkeleton compact={compact} /> : null}
            {nothing ? (
              <EmptyResult
                excluding={first.excludes}
                onWithout={(excluding) => change((was) => withoutExcluding(was, excluding), "step")}
                onClear={clear}
              />
            ) : null}
            {!listed ? null : (
              <ResultsList
                id={listId}
                handle={list}
                question={question}
                results={results}
                view={view}
                compact={compact}
                cursor={cursor}
                reveal={reveal}
                startAt={place.startAt}
                place={place.name}
                onCursor={setCursorPlace}
                onPick={pick}
                onOpen={open}
                onScroll={place.keepScroll}
                onKeyDown={(event) => {
                  if (onListKey(event, false)) event.preventDefault();
                }}
              />
            )}
          </div>
          {wide && !alone ? (
            <aside
              className={classes["pane"]}
              aria-label={t("selectedPoc")}
              onFocus={() => {
                if (shownId !== null)
                  change((was) => (was.poc === null ? { ...was, poc: shownId } : was), "soon");
              }}
            >
              {shownId === null ? (
                first === undefined ? (
                  <DetailSkeleton />
                ) : null
              ) : (
                <Suspense fallback={<DetailSkeleton />}>
                  <PocDetailView
                    id={shownId}
                    meant={meantId ?? shownId}
                    placement="pane"
                    chosen={state.poc === shownId}
                    onOpen={openShown}
                    onRemoved={letGo}
                  />
                </Suspense>
              )}
            </aside>
          ) : null}
        </div>
      )}
      {atHand === undefined ? null : (
        <PocCommands
          id={atHand}
          row={cursorItem}
          onRemoved={letGo}
          onField={
            wide
              ? undefined
              : (wished) => {
                  wishField(atHand, wished);
                  open({ id: atHand });
                }
          }
        />
      )}
      {adding && writes ? (
        <AddDialog
          onClose={() => setAddDialog(false)}
          onAdded={(poc) => {
            setAddDialog(false);
            change((was) => ({ ...was, poc: poc.id }), "soon");
            if (!wide) open(poc);
          }}
        />
      ) : null}
    </Page>
  );
}
