/** Characters of a tag that somebody writes. */
export const TAG_LIMIT = 60;
/** Characters of a tag that is read: one in lower case may be longer than it was written. */
export const TAG_READ_LIMIT = 3 * TAG_LIMIT;
/** Tags that a POC may have: searches compare each with each, and thousands of them are no sorting any more. */
export const TAGS_MOST = 1_000;

/** Tags are lower case and have no spaces at their ends, so that "Kafka" and "kafka " are one. */
export function normaliseTag(tag: string): string {
  return tag.trim().replace(/\s+/gu, " ").toLowerCase();
}
