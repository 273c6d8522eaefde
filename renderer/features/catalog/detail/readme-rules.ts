const ALLOWED = new Set(["http:", "https:", "mailto:"]);

/**
 * Where a link of a README may lead: an absolute address of the web or a mailbox, written out in full; null for all
 * else. Relative ones lead into a folder that the page cannot show, and a `#` would be an address of the app.
 */
export function readmeLink(href: string | null): string | null {
  if (href === null) return null;
  try {
    const address = new URL(href);
    return ALLOWED.has(address.protocol) ? address.href : null;
  } catch {
    return null;
  }
}

/** The level of a README's heading under one of level `above`, after one of level `last`: a step down at most. */
export function headingLevel(own: number, above: number, last: number): number {
  return Math.min(6, Math.max(above + 1, Math.min(own + above, last + 1)));
}
