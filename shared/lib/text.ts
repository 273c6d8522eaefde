/** Text for comparison: case folded, accents removed ("São" becomes "sao"), so that both spellings meet. */
export function fold(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}+/gu, "").toLowerCase();
}
