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

/**
 * Hears the keys of all commands. While any dialog is open it has the keys for itself: `own` is the command of the dialog
 * that the shell has opened, whose key closes it again.
 */
export function useShortcutKeys(own: string | null): void {
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
      // The shell's own may still be loading; those of features are known by being there.
      const modal = own !== null || document.querySelector("[aria-modal=true]") !== null;
      const typing = isTyping(event.target);
      const step = stepOf(event);
      const keys =
        first !== null && event.timeStamp - first.at < SEQUENCE_MS ? [`${first.step} ${step}`, step] : [step];
      first = modal || typing ? null : { step, at: event.timeStamp };
      const wanted = find(keys, typing);
      if (wanted === undefined) return;
      const held = modal && wanted.id !== own;
      // What is heard while one types would else be a key of the browser; all others are the dialog's.
      if (held && wanted.whileTyping !== true) return;
      first = null;
      event.preventDefault();
      if (!held) runCommand(wanted, context);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [context, own]);
}

function find(keys: readonly string[], typing: boolean): Command | undefined {
  for (const key of keys) {
    const found = commands.find(
      (command) =>
        command.shortcut === key &&
        command.listKey !== true &&
        (!typing || command.whileTyping === true) &&
        isAvailable(command),
    );
    if (found !== undefined) return found;
  }
  return undefined;
}
