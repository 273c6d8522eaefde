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

/** What the core would refuse, by line (from 1), or null. */
export function patternProblem(
  text: string,
): { readonly kind: "many" } | { readonly kind: "long"; readonly line: number } | null {
  const long = text.split("\n").findIndex((line) => line.trim().length > LONGEST_PATTERN);
  if (long >= 0) return { kind: "long", line: long + 1 };
  return patternsOf(text).length > MOST_PATTERNS ? { kind: "many" } : null;
}
