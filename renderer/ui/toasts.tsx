import { ActionIcon, Button } from "@mantine/core";
import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { failureOf } from "#renderer/platform/failure.ts";
import { translator, useMessages, type Language } from "#renderer/platform/i18n.ts";
import { IconX } from "./icons.ts";
import { uiMessages } from "./messages.ts";
import { withMessage, withToast, type Shown, type Toast } from "./toast-list.ts";
import { useFocusGoesOn } from "./use-focus-goes-on.ts";
import classes from "./ui.module.css";

const STAYS_MS = 4_000;
const STAYS_WITH_ACTION_MS = 10_000;

let shown: readonly Shown[] = [];
let next = 1;
const listeners = new Set<() => void>();

function set(toasts: readonly Shown[]): void {
  shown = toasts;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/**
 * Says that something was done, with Undo where it can be taken back. Answers what says how it went on in its place,
 * where it still stands.
 */
export function toast(what: Toast): (message: string) => void {
  const id = next++;
  set(withToast(shown, { ...what, id }));
  return (message) => set(withMessage(shown, id, message));
}

/** Says that a call failed, where there is no better place for an ErrorNotice. */
export function toastError(error: unknown, language: Language): void {
  const failure = failureOf(error, language);
  const t = translator(uiMessages, language);
  const what = failure.message === "" ? t(failure.words) : failure.message;
  const message = `${what} ${t(`${failure.words}_next`)}`;
  toast({ tone: "bad", message, key: message });
}

function drop(id: number): void {
  set(shown.filter((one) => one.id !== id));
}

/** Takes all toasts away: what they tell of is not on this screen any more. */
export function dropToasts(): void {
  set([]);
}

/** Undoes what the newest toast offers to undo; null when none does. */
export function useNewestUndo(): (() => void) | null {
  const toasts = useSyncExternalStore(subscribe, () => shown);
  const newest = toasts.findLast((one) => one.undo !== undefined);
  if (newest === undefined) return null;
  return () => {
    drop(newest.id);
    newest.undo?.();
  };
}

/** The place where toasts stand; screen readers are told politely. */
export function Toasts() {
  const t = useMessages(uiMessages);
  const toasts = useSyncExternalStore(subscribe, () => shown);
  return (
    <section className={classes["toasts"]} aria-label={t("notifications")} aria-live="polite">
      {toasts.map((one) => (
        <ToastCard key={one.id} toast={one} />
      ))}
    </section>
  );
}

function ToastCard({ toast: one }: { readonly toast: Shown }) {
  const t = useMessages(uiMessages);
  const [held, setHeld] = useState(false);
  const card = useRef<HTMLDivElement>(null);
  useFocusGoesOn(card);
  const { id, undo } = one;
  useEffect(() => {
    // Whoever reads it or reaches for its button has all the time.
    if (held || one.tone === "bad") return undefined;
    const timer = setTimeout(() => drop(id), undo === undefined ? STAYS_MS : STAYS_WITH_ACTION_MS);
    return () => clearTimeout(timer);
  }, [held, id, undo, one.tone]);
  return (
    <div
      ref={card}
      className={classes["toast"]}
      data-tone={one.tone}
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <div className={classes["toastText"]}>{one.message}</div>
      {undo === undefined ? null : (
        <Button
          variant="light"
          onClick={() => {
            drop(id);
            undo();
          }}
        >
          {t("undo")}
        </Button>
      )}
      <ActionIcon aria-label={t("dismiss")} onClick={() => drop(id)}>
        <IconX size={14} />
      </ActionIcon>
    </div>
  );
}
