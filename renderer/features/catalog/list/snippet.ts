/** A text that is shown on one line, with runs to mark: [start, end) in UTF-16 units. */
interface Marked {
  readonly text: string;
  readonly marks: readonly (readonly [number, number])[];
}

/** Characters before the first hit that a line has room for. */
const LEAD = 24;

/** The text from shortly before its first mark, so that a line that is cut at its end still shows the hit. */
export function fromFirstMark({ text, marks }: Marked): Marked {
  const first = marks[0]?.[0] ?? 0;
  if (first <= LEAD) return { text, marks };
  // At the start of a word, where there is one near.
  const space = text.indexOf(" ", first - LEAD);
  let cut = space >= 0 && space < first ? space + 1 : first;
  // What stands between the items of a list is no beginning.
  if (text.startsWith("· ", cut)) cut += 2;
  return {
    text: `…${text.slice(cut)}`,
    marks: marks.map(([start, end]) => [start - cut + 1, end - cut + 1] as const),
  };
}
