const mac = /Mac|iPhone|iPad/u.test(navigator.platform);

const NAMES: Readonly<Record<string, string>> = {
  mod: mac ? "⌘" : "Ctrl",
  shift: mac ? "⇧" : "Shift",
  alt: mac ? "⌥" : "Alt",
  arrowup: "↑",
  arrowdown: "↓",
  arrowleft: "←",
  arrowright: "→",
  enter: "Enter",
  escape: "Esc",
  pageup: "PgUp",
  pagedown: "PgDn",
  home: "Home",
  end: "End",
};

/** The keys of a shortcut as people read them. "g c" is two keys one after the other. */
export function shortcutKeys(shortcut: string): string[] {
  return shortcut
    .split(/[+ ]/u)
    .map((part) => NAMES[part.toLowerCase()] ?? (part.length === 1 ? part.toUpperCase() : part));
}

/** The step of a shortcut that a key press is: "mod+k", "/", "?", "arrowdown". */
export function stepOf(
  event: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">,
): string {
  const key = event.key.toLowerCase();
  const parts: string[] = [];
  if (mac ? event.metaKey : event.ctrlKey) parts.push("mod");
  if (event.altKey) parts.push("alt");
  // Shift is part of the sign itself in "?", and a key of its own in "shift+enter".
  if (event.shiftKey && key.length > 1) parts.push("shift");
  else if (event.shiftKey && /[a-z]/u.test(key)) parts.push("shift");
  parts.push(key);
  return parts.join("+");
}

/** True where a key press writes text. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches("input:not([type=checkbox], [type=radio]), textarea, select"))
  );
}
