import { useEffect, useRef, useSyncExternalStore, type ComponentType } from "react";
import type { Text } from "#renderer/platform/i18n.ts";

/**
 * Commands: declared once, in a feature's commands.ts or in app/; palette, shortcut sheet, menus and keys read the same
 * list. What a command does stands in its `run`, or is bound by the component that can do it while it is on screen.
 */
export interface CommandContext {
  /** Goes to an address of the app: "/folders", "/catalog?q=kafka". */
  readonly go: (href: string) => void;
}

export interface Command {
  /** `feature.verb`. */
  readonly id: string;
  readonly title: Text;
  /** Heading in palette and sheet. */
  readonly group: Text;
  readonly icon?: ComponentType<{ size?: number | string }>;
  /** "mod+k", "/", "?", or two keys one after the other: "g c". */
  readonly shortcut?: string;
  /** The key works while text is being written, too. */
  readonly whileTyping?: boolean;
  /** A key of a list, which the list itself hears: it is in the sheet, not in the palette. */
  readonly listKey?: boolean;
  /** False hides it for now. Without it a command is there when it has a `run` or is bound. */
  readonly when?: () => boolean;
  readonly run?: (context: CommandContext) => void;
}

type Handler = () => void;

interface Binding {
  readonly handler: Handler;
  readonly about: string | undefined;
}

let bound: ReadonlyMap<string, readonly Binding[]> = new Map();
const listeners = new Set<() => void>();

function change(next: ReadonlyMap<string, readonly Binding[]>): void {
  bound = next;
  for (const listener of listeners) listener();
}

function bind(id: string, binding: Binding): () => void {
  change(new Map(bound).set(id, [...(bound.get(id) ?? []), binding]));
  return () => {
    const rest = (bound.get(id) ?? []).filter((one) => one !== binding);
    const next = new Map(bound);
    if (rest.length === 0) next.delete(id);
    else next.set(id, rest);
    change(next);
  };
}

/**
 * Lets the component do these commands while it is on screen; the one bound last answers. `false` binds nothing.
 * `about` names what they are done to, where that is one of many.
 */
export function useCommandHandlers(
  handlers: Readonly<Record<string, Handler | false>>,
  about?: string,
): void {
  const latest = useRef(handlers);
  useEffect(() => {
    latest.current = handlers;
  });
  const ids = Object.keys(handlers)
    .filter((id) => handlers[id] !== false)
    .join(" ");
  useEffect(() => {
    const undo = ids
      .split(" ")
      .filter((id) => id !== "")
      .map((id) =>
        bind(id, {
          about,
          handler: () => {
            const handler = latest.current[id];
            if (handler !== undefined && handler !== false) handler();
          },
        }),
      );
    return () => {
      for (const one of undo) one();
    };
  }, [about, ids]);
}

/** True when the command can be done now. */
export function isAvailable(command: Command): boolean {
  if (command.when !== undefined && !command.when()) return false;
  return command.run !== undefined || bound.has(command.id);
}

/** What a command would be done to, such as the name of a POC; undefined where that goes without saying. */
export function aboutOf(command: Command): string | undefined {
  return bound.get(command.id)?.at(-1)?.about;
}

/** Does a command: as the component on screen has bound it, else as it was declared. */
export function runCommand(command: Command, context: CommandContext): void {
  const binding = bound.get(command.id)?.at(-1);
  if (binding !== undefined) binding.handler();
  else command.run?.(context);
}

/** Renders again when commands come and go. */
export function useBoundCommands(): ReadonlyMap<string, unknown> {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => bound,
  );
}
