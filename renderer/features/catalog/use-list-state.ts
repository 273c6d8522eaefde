import { useNavigate, useRouter, useSearch } from "@tanstack/react-router";
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { searchOf, stateOf, type ListState } from "./list-state.ts";

/** Browsers refuse hundreds of address changes in a row: the address follows typing and moving after this rest. */
const ADDRESS_AFTER_MS = 180;

/** When the address follows: after a rest in place, or at once as a step that "back" undoes. */
export type ChangeKind = "soon" | "step";

export type ChangeState = (change: (state: ListState) => ListState, kind: ChangeKind) => void;

export interface ListStateHandle {
  readonly state: ListState;
  /** Counts how often the state came from the address (first visit, back, forward, a link). */
  readonly arrivals: number;
  readonly change: ChangeState;
  /** Writes what the address does not say yet; call it before going elsewhere. */
  readonly flush: () => void;
}

/** The list's state: local, so that a key is answered at once, and in the address, so that back and forward keep it. */
export function useListState(): ListStateHandle {
  const search = useSearch({ from: "/catalog" });
  const navigate = useNavigate();
  const { history } = useRouter();
  const [{ state, arrivals }, set] = useState(() => ({ state: stateOf(search), arrivals: 1 }));
  const latest = useRef(state);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  /** Addresses that this page has written and not seen arrive. */
  const written = useRef(new Set<string>());

  const write = useCallback(
    (replace: boolean) => {
      if (timer.current !== null) clearTimeout(timer.current);
      timer.current = null;
      const next = searchOf(latest.current);
      written.current.add(JSON.stringify(next));
      void navigate({ to: "/catalog", search: next, replace });
    },
    [navigate],
  );

  const change = useCallback<ChangeState>(
    (how, kind) => {
      const next = how(latest.current);
      if (next === latest.current) return;
      if (kind === "step" && timer.current !== null) {
        // What was typed before stays a place that "back" finds.
        write(true);
        history.flush();
      }
      latest.current = next;
      set((was) => ({ ...was, state: next }));
      if (kind === "step") write(false);
      else {
        if (timer.current !== null) clearTimeout(timer.current);
        timer.current = setTimeout(() => {
          timer.current = null;
          // Whoever is on the way to another screen, which may take a moment to come, is not called back.
          if (history.location.pathname === "/catalog") write(true);
        }, ADDRESS_AFTER_MS);
      }
    },
    [history, write],
  );

  const flush = useCallback(() => {
    if (timer.current === null) return;
    write(true);
    history.flush();
  }, [history, write]);

  const address = JSON.stringify(search);
  useLayoutEffect(() => {
    if (address === JSON.stringify(searchOf(latest.current))) {
      written.current.clear();
      return;
    }
    if (written.current.has(address)) return;
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = null;
    latest.current = stateOf(search);
    set((was) => ({ state: latest.current, arrivals: was.arrivals + 1 }));
  }, [address, search]);

  useEffect(
    () => () => {
      if (timer.current !== null) clearTimeout(timer.current);
    },
    [],
  );

  return useMemo(() => ({ state, arrivals, change, flush }), [state, arrivals, change, flush]);
}
