import type { ErrorCode } from "#shared/api/errors.ts";
import { uiMessages } from "#renderer/ui/messages.ts";

/** True for a code that has words of its own. */
export function isErrorCode(code: string | undefined): code is ErrorCode {
  return code !== undefined && code in uiMessages.en && `${code}_next` in uiMessages.en;
}
