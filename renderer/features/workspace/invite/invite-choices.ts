const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** How long an invitation stands, milliseconds; null for ever. */
export const LASTS = { hour: HOUR, day: DAY, week: 7 * DAY, month: 30 * DAY, never: null } as const;
export type Lasts = keyof typeof LASTS;

/** The message that names a time. */
export function lastsKey(lasts: Lasts): `lasts_${Lasts}` {
  return `lasts_${lasts}`;
}
