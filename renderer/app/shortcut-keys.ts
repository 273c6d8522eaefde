import { useRouter } from "@tanstack/react-router";
import { useEffect, useMemo } from "react";
import { isAvailable, runCommand, type Command, type CommandContext } from "#renderer/ui/commands.ts";
import { isTyping, stepOf } from "#renderer/ui/shortcuts.ts";
import { commands } from "./commands.ts";

/** Between the two keys of a shortcut such as "g c". */
const SEQUENCE_MS = 1_000;

/** What a command may do to the app. */
export function useCommandContext(): CommandContext {
  const router = useRouter();
  return useMemo(() => ({ go: (href: string) => router.history.push(href) }), [router]);
}

/** Hears the keys of all commands. While a dialog is open only those of `whileTyping` are heard. */
export function useShortcutKeys(dialogOpen: boolean): void {
  const context = useCommandContext();
  useEffect(() => {
    let first: { step: string; at: number } | null = null;
    const onKey = (event: KeyboardEvent) => {
      if (
        event.defaultPrevented ||
        event.isComposing ||
        ["Control", "Shift", "Alt", "Meta"].includes(event.key)
      )
        return;
      // Any dialog, a feature's own included, has the keys for itself.
      const quiet =
        dialogOpen || isTyping(event.target) || document.querySelector("[aria-modal=true]") !== null;
      const step = stepOf(event);
      const keys =
        first !== null && event.timeStamp - first.at < SEQUENCE_MS ? [`${first.step} ${step}`, step] : [step];
      first = quiet ? null : { step, at: event.timeStamp };
      const wanted = find(keys, quiet);
      if (wanted === undefined) return;
      first = null;
      event.preventDefault();
      runCommand(wanted, context);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [context, dialogOpen]);
}

function find(keys: readonly string[], quiet: boolean): Command | undefined {
  for (const key of keys) {
    const found = commands.find(
      (command) =>
        command.shortcut === key &&
        command.listKey !== true &&
        (!quiet || command.whileTyping === true) &&
        isAvailable(command),
    );
    if (found !== undefined) return found;
  }
  return undefined;
}
