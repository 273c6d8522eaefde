import { useCallback, useState } from "react";
import type { Results } from "./list/use-results.ts";

/** Where a list was left: how far it was scrolled, in px, and which row had the cursor. */
interface Left {
  readonly top: number;
  readonly cursor: number;
}

/** By what a list was asked for; for as long as the page lives. */
const left = new Map<string, Left>();
const KEPT = 200;

/** Forgets where lists were left: the same question means other rows now. */
export function forgetPlaces(): void {
  left.clear();
}

export interface Place {
  /** Changes when the list is another one. */
  readonly name: string;
  readonly startAt: number;
  readonly cursor: number;
  readonly setCursor: (cursor: number) => void;
  readonly keepScroll: (top: number) => void;
}

/**
 * Scroll and cursor of a list. A list that the address brings back stands where it was left, once its rows are there;
 * one that was typed or chosen begins at its top at once.
 */
export function usePlace(key: string, arrivals: number, results: Results): Place {
  const [place, setPlace] = useState(() => ({ key, arrivals, startAt: left.get(key)?.top ?? 0 }));
  const [cursor, setCursorState] = useState(() => left.get(key)?.cursor ?? 0);
  const arrived = place.arrivals !== arrivals;
  if (arrived && !results.stale) {
    const before = left.get(key);
    setPlace({ key, arrivals, startAt: before?.top ?? 0 });
    setCursorState(before?.cursor ?? 0);
  } else if (!arrived && place.key !== key) {
    setPlace({ key, arrivals, startAt: 0 });
    setCursorState(0);
  }
  const keep = useCallback((of: string, what: Partial<Left>) => {
    const before = left.get(of) ?? { top: 0, cursor: 0 };
    left.delete(of);
    left.set(of, { ...before, ...what });
    const oldest = left.keys().next().value;
    if (left.size > KEPT && oldest !== undefined) left.delete(oldest);
  }, []);
  const setCursor = useCallback(
    (next: number) => {
      setCursorState(next);
      keep(place.key, { cursor: next });
    },
    [keep, place.key],
  );
  const keepScroll = useCallback((top: number) => keep(place.key, { top }), [keep, place.key]);
  return { name: `${place.arrivals} ${place.key}`, startAt: place.startAt, cursor, setCursor, keepScroll };
}
