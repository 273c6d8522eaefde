import type { Timer } from "#shared/lib/time.ts";

/** The system's own timer. */
export const systemTimer: Timer = {
  after: (delay, work) => {
    const timeout = setTimeout(work, delay);
    return () => clearTimeout(timeout);
  },
};
