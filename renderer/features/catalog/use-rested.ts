import { useEffect, useRef, useState } from "react";

/** The value once it has rested: of many in a row only the last. */
export function useRested<Value>(value: Value, ms: number): Value {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return rested;
}

const FRAME_MS = 16;

/** The value, at most once a frame: the first of several at once, of the others only the last. */
export function useEachFrame<Value>(value: Value): Value {
  const [shown, setShown] = useState(value);
  const last = useRef(0);
  useEffect(() => {
    const show = () => {
      last.current = performance.now();
      setShown(value);
    };
    // A hidden page has no frames.
    if (document.hidden || performance.now() - last.current > FRAME_MS) {
      show();
      return undefined;
    }
    const frame = requestAnimationFrame(show);
    return () => cancelAnimationFrame(frame);
  }, [value]);
  return shown;
}
