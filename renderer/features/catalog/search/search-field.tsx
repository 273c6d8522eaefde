/* The field is the combobox of the list of results beside it: it keeps the focus while the arrows move the selection. */
import { CloseButton, Pill, PillsInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useId, useRef, useState, type FocusEvent, type KeyboardEvent, type RefObject } from "react";
import { flushSync } from "react-dom";
import { complete } from "#shared/features/catalog/query.ts";
import { client } from "#renderer/platform/client.ts";
import { useMessages } from "#renderer/platform/i18n.ts";
import { core } from "#renderer/platform/queries.ts";
import { useCommandHandlers } from "#renderer/ui/commands.ts";
import { IconSearch } from "#renderer/ui/icons.ts";
import { Keys } from "#renderer/ui/kbd.tsx";
import {
  dropPill,
  queryTextOf,
  stateOf,
  takeFilters,
  type FilterPill,
  type ListState,
} from "../list-state.ts";
import { catalogMessages } from "../messages.ts";
import type { ChangeState } from "../use-list-state.ts";
import { CompletionList } from "./completion-list.tsx";
import { RecentSearches } from "./recent-searches.tsx";
import type { FilterTyping } from "./use-filter-typing.ts";
import classes from "./search.module.css";

interface SearchFieldProps {
  readonly state: ListState;
  readonly change: ChangeState;
  readonly typing: FilterTyping;
  /** Hears the keys that move through the results and open one; true when it did something. */
  readonly onListKey: (event: KeyboardEvent<HTMLElement>, typing: boolean) => boolean;
  /** Undefined while there is no list. */
  readonly listId: string | undefined;
  readonly activeId: string | undefined;
  readonly field: RefObject<HTMLInputElement | null>;
  /** Gives the focus on to the list. */
  readonly onLeave: () => void;
}

/** The search field: filters as tokens, words beside them, values of a filter as one types it. */
export function SearchField(props: SearchFieldProps) {
  const { state, change, typing, onListKey, listId, activeId, field } = props;
  const t = useMessages(catalogMessages);
  const queries = useQueryClient();
  const [open, setOpen] = useState(false);
  const { typed, offered, setCaret } = typing;
  const [option, setOption] = useState(0);
  const box = useRef<HTMLDivElement>(null);
  const completionId = useId();
  const completing = open && typed !== null && offered.length > 0;
  const empty = state.words === "" && state.pills.length === 0;
  const recent = open && empty;

  useCommandHandlers({
    "catalog.search": () => {
      field.current?.focus();
      field.current?.select();
    },
  });

  const setWords = (words: string, at: number) => {
    setCaret(at);
    setOption(0);
    setOpen(true);
    change((was) => takeFilters({ ...was, words, poc: null }, false), "soon");
  };
  const choose = (value: string) => {
    if (typed === null) return;
    const next = complete(state.words, typed, typed.facet, value);
    setWords(next.query, next.caret);
  };
  const remove = (pill: FilterPill) => {
    change((was) => ({ ...was, poc: null, pills: dropPill(was.pills, pill) }), "step");
    field.current?.focus();
  };
  const clear = () => change((was) => ({ ...was, words: "", pills: [], poc: null }), "step");
  /** Escape, wherever in the search: one step back each time. Filters stay: they have buttons of their own. */
  const stepBack = () => {
    if (completing || recent) setOpen(false);
    else if (state.words !== "") change((was) => ({ ...was, words: "", poc: null }), "step");
    else {
      props.onLeave();
      return;
    }
    // From a button in the search: the field is where one goes on.
    field.current?.focus();
  };

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (
      completing &&
      completionKey(event, {
        option,
        count: offered.length,
        setOption,
        choose: (at) => choose(offered[at]?.value ?? ""),
      })
    ) {
      event.preventDefault();
      return;
    }
    if (event.key === "Backspace" && event.currentTarget.selectionEnd === 0 && state.pills.length > 0) {
      const last = state.pills.at(-1);
      if (last !== undefined) remove(last);
    } else if (event.key === "ArrowDown" && event.altKey) {
      // They are there when the next line looks for them.
      flushSync(() => setOpen(true));
      box.current?.querySelector<HTMLElement>("[data-recent]")?.focus();
    } else if (event.key === "Enter") {
      change((was) => takeFilters(was, true), "soon");
      keepSearch(state, queries);
      setOpen(false);
      onListKey(event, true);
    } else if (onListKey(event, true)) setOpen(false);
    else return;
    event.preventDefault();
  };
  const onBlur = (event: FocusEvent) => {
    if (box.current?.contains(event.relatedTarget) === true) return;
    setOpen(false);
    change((was) => takeFilters(was, true), "soon");
  };

  return (
    // The field and the buttons around it are what one uses; the search only hears their Escape.
    <div
      ref={box}
      className={classes["box"]}
      role="search"
      onBlur={onBlur}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || event.nativeEvent.isComposing) return;
        event.preventDefault();
        stepBack();
      }}
    >
      <PillsInput
        className={classes["input"]}
        size="xs"
        radius="md"
        leftSection={<IconSearch size={15} />}
        rightSection={
          empty ? (
            <Keys shortcut="/" />
          ) : (
            <CloseButton
              size="sm"
              aria-label={t("clearSearch")}
              onClick={() => (clear(), field.current?.focus())}
            />
          )
        }
        onMouseDown={() => setOpen(true)}
      >
        <Pill.Group gap={4}>
          {state.pills.map((pill) => (
            <PillToken
              key={`${pill.negated}${pill.facet}:${pill.value}`}
              pill={pill}
              onRemove={() => remove(pill)}
            />
          ))}
          <PillsInput.Field
            ref={field}
            role="combobox"
            aria-label={t("focusSearch")}
            aria-expanded={completing || listId !== undefined}
            aria-controls={completing ? completionId : listId}
            aria-activedescendant={completing ? `${completionId}-${option}` : activeId}
            aria-autocomplete="list"
            autoComplete="off"
            spellCheck={false}
            placeholder={empty ? t("searchHint") : undefined}
            maxLength={1000}
            value={state.words}
            onChange={(event) => setWords(event.currentTarget.value, event.currentTarget.selectionStart ?? 0)}
            onSelect={(event) => setCaret(event.currentTarget.selectionStart ?? 0)}
            onFocus={(event) => {
              // Coming from beside it, such as from a suggestion, is no new visit.
              if (box.current?.contains(event.relatedTarget) !== true) setOpen(true);
            }}
            onKeyDown={onKeyDown}
          />
        </Pill.Group>
      </PillsInput>
      {completing ? (
        <CompletionList
          id={completionId}
          facet={typed.facet}
          values={offered}
          selected={Math.min(option, offered.length - 1)}
          onChoose={choose}
        />
      ) : null}
      {recent ? (
        <RecentSearches
          onSearch={(query) => {
            change((was) => ({ ...stateOf({ q: query }), sort: was.sort }), "step");
            setOpen(false);
            field.current?.focus();
          }}
          onKey={(facet) => {
            setWords(`${facet}:`, facet.length + 1);
            field.current?.focus();
          }}
          onLeave={() => field.current?.focus()}
        />
      ) : null}
    </div>
  );
}

/** Remembers what was searched for: when a result is opened, or Enter pressed. */
export function keepSearch(state: ListState, queries: ReturnType<typeof useQueryClient>): void {
  const query = queryTextOf(state).slice(0, 1000);
  if (query === "") return;
  client.core.catalog
    .addRecentSearch({ query })
    .then(() => queries.invalidateQueries({ queryKey: core.catalog.recentSearches.key() }))
    // Not worth a message: the search itself has worked.
    .catch(() => undefined);
}

interface CompletionKeys {
  readonly option: number;
  readonly count: number;
  readonly setOption: (to: number) => void;
  readonly choose: (at: number) => void;
}

function completionKey(event: KeyboardEvent, { option, count, setOption, choose }: CompletionKeys): boolean {
  const at = Math.min(option, count - 1);
  if (event.key === "ArrowDown") setOption((at + 1) % count);
  else if (event.key === "ArrowUp") setOption((at - 1 + count) % count);
  else if (event.key === "Enter" || (event.key === "Tab" && !event.shiftKey)) choose(at);
  else return false;
  return true;
}

function PillToken({ pill, onRemove }: { readonly pill: FilterPill; readonly onRemove: () => void }) {
  const t = useMessages(catalogMessages);
  const said = (value: string) => `${t(pill.facet)}: ${pill.negated ? t("not", { value }) : value}`;
  // The end of a long path says the most.
  const short = pill.facet === "folder" ? pill.value.replace(/^.*\/(?=[^/])/su, "…/") : pill.value;
  return (
    <Pill
      title={said(pill.value)}
      className={classes["pill"]}
      data-negated={pill.negated || undefined}
      withRemoveButton
      onRemove={onRemove}
      removeButtonProps={{
        "aria-label": t("removeFilter", { filter: said(pill.value) }),
        tabIndex: 0,
        "aria-hidden": false,
      }}
    >
      {said(short)}
    </Pill>
  );
}
