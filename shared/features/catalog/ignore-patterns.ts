import { reason, type KnownReason } from "#shared/api/reasons.ts";

/** Why a pattern in .gitignore's syntax can never match anything, which nobody writes on purpose; null for a good one. */
export function patternFault(pattern: string): KnownReason | null {
  if (pattern.startsWith("#")) return null;
  const bare = pattern.replace(/^!/u, "");
  if (/^\/*$/u.test(bare)) return pattern === "" ? null : reason("ignore.names-nothing", { pattern });
  for (let at = 0; at < bare.length; at++) {
    if (bare[at] === "\\") {
      // It takes the next character for itself.
      at++;
      if (at === bare.length) return reason("ignore.open-escape", { pattern });
    } else if (bare[at] === "[") {
      const end = endOfClass(bare, at);
      if (end < 0) return reason("ignore.open-bracket", { pattern });
      at = end;
    }
  }
  return null;
}

/** Where the class of characters that begins at `start` ends; -1 where it does not. */
function endOfClass(pattern: string, start: number): number {
  let at = start + 1;
  if (pattern[at] === "!" || pattern[at] === "^") at++;
  // A bracket that stands first is one of the characters.
  for (const first = at; at < pattern.length; at++) {
    const named = /^\[:[a-z]*:\]/u.exec(pattern.slice(at))?.[0];
    if (named !== undefined) at += named.length - 1;
    else if (pattern[at] === "\\") at++;
    else if (pattern[at] === "]" && at > first) return at;
  }
  return -1;
}
