import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { useLanguage } from "#renderer/platform/i18n.ts";
import { toastError } from "#renderer/ui/toasts.tsx";
import { switchTo } from "./looked-at.ts";

/** Answers what looks at another workspace; why it cannot is said in a toast. */
export function useSwitch(): (workspace: { readonly id: string }) => void {
  const queries = useQueryClient();
  const language = useLanguage();
  return useCallback(
    ({ id }) => void switchTo(queries, id).catch((error: unknown) => toastError(error, language)),
    [queries, language],
  );
}
