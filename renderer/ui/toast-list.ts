/** What is said for a moment, with Undo where it can be taken back. */
export interface Toast {
  readonly message: string;
  /**
   * What it is about, such as a POC: a later toast with the same key takes its place, so that several changes of one
   * thing do not pile up. Undo then takes back the newest of them. Without a key it stands beside the others.
   */
  readonly key?: string;
  readonly tone?: "good" | "bad";
  /** Takes the change back; `mod+z` does the same while the toast stands. */
  readonly undo?: () => void;
}

/** A toast that stands on the page. */
export interface Shown extends Toast {
  readonly id: number;
}

/** Most that stand at a time. */
const MOST = 3;

/** The toasts with one more: last, because it is the newest also where it takes the place of another; the oldest goes. */
export function withToast(shown: readonly Shown[], next: Shown): readonly Shown[] {
  const others = next.key === undefined ? shown : shown.filter((one) => one.key !== next.key);
  return [...others.slice(1 - MOST), next];
}

/** The toasts with another message in one of them: in its place, because it is about the same; gone ones stay gone. */
export function withMessage(shown: readonly Shown[], id: number, message: string): readonly Shown[] {
  return shown.map((one) => (one.id === id ? { ...one, message } : one));
}
