import { TatamiError } from "./errors.ts";
import { inEnglish, reason, REASONS, type KnownReason, type ReasonId, type ReasonParams } from "./reasons.ts";

/**
 * A failure in words of ours: code and English message are those of its reason, and the reason goes with it, so that a page
 * can say it in its own language.
 */
export function failure<Id extends ReasonId>(
  id: Id,
  params: ReasonParams<Id>,
  options?: ErrorOptions,
): TatamiError {
  return failureFor(reason(id, params), options);
}

/** The failure for a reason that was found before. */
export function failureFor(why: KnownReason, options?: ErrorOptions): TatamiError {
  return new TatamiError(REASONS[why.id][0], inEnglish(why), { ...options, reason: why });
}
