import { useCallback, useLayoutEffect, useRef } from "react";

/** The same function for as long as the component lives, which does what the newest render says: for what is rendered seldom. */
export function useStable<Args extends readonly unknown[], Result>(
  work: (...args: Args) => Result,
): (...args: Args) => Result {
  const latest = useRef(work);
  useLayoutEffect(() => {
    latest.current = work;
  });
  return useCallback((...args: Args) => latest.current(...args), []);
}
