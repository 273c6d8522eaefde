import type { KnownReason } from "#shared/api/reasons.ts";
import { patternFault } from "#shared/features/catalog/ignore-patterns.ts";

/** Most patterns of one folder, and most characters of one, as the core takes them. */
export const MOST_PATTERNS = 500;
export const LONGEST_PATTERN = 500;

/** The patterns of a text, one a line; empty lines go. */
export function patternsOf(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

/** What the core would refuse of a text of patterns; lines count from 1. */
export type PatternProblem =
  | { readonly kind: "many" }
  | { readonly kind: "long"; readonly line: number }
  | { readonly kind: "fault"; readonly line: number; readonly reason: KnownReason };

/** The first thing that the core would refuse, or null. */
export function patternProblem(text: string): PatternProblem | null {
  for (const [index, line] of text.split("\n").entries()) {
    const pattern = line.trim();
    if (pattern.length > LONGEST_PATTERN) return { kind: "long", line: index + 1 };
    const reason = patternFault(pattern);
    if (reason !== null) return { kind: "fault", line: index + 1, reason };
  }
  return patternsOf(text).length > MOST_PATTERNS ? { kind: "many" } : null;
}
