/** Tags are lower case and have no spaces at their ends, so that "Kafka" and "kafka " are one. */
export function normaliseTag(tag: string): string {
  return tag.trim().replace(/\s+/gu, " ").toLowerCase();
}
