import { useEffect, useState } from "react";

/** The value once it has rested: of many in a row only the last, and the first at once. */
export function useRested<Value>(value: Value, ms: number): Value {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return rested;
}

/** The value as of the last frame: several changes within one are one. */
export function useEachFrame<Value>(value: Value): Value {
  const [shown, setShown] = useState(value);
  useEffect(() => {
    // A hidden page has no frames.
    if (document.hidden) {
      setShown(value);
      return undefined;
    }
    const frame = requestAnimationFrame(() => setShown(value));
    return () => cancelAnimationFrame(frame);
  }, [value]);
  return shown;
}
