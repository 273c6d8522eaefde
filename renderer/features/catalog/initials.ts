/** The one or two signs that stand for a name: "kafka-streams" is KS, "tatami" is TA. */
export function initialsOf(name: string): string {
  const words = name.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");
  // Numbers say little: of "java-25-kafka" J and K are what one knows it by.
  const named = words.filter((word) => /^\p{L}/u.test(word));
  const [first = "", second = ""] = named.length === 0 ? words : named;
  const letters = second === "" ? [...first].slice(0, 2) : [[...first][0] ?? "", [...second][0] ?? ""];
  return letters.join("").toUpperCase();
}

/** The hue of a name, 0 to 359, always the same. */
export function hueOf(name: string): number {
  let hash = 2_166_136_261;
  for (const character of name) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16_777_619);
  return (hash >>> 0) % 360;
}
