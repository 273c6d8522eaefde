import { useMessages } from "#renderer/platform/i18n.ts";
import { uiMessages } from "./messages.ts";
import { toast } from "./toasts.tsx";

/** Copies a text. Rejects when the browser refuses, which it does outside a click or a key. */
async function copyText(text: string): Promise<void> {
  await navigator.clipboard.writeText(text);
}

/** Answers what copies a text: `done` says that it is copied; a browser that refuses is told in a toast. */
export function useCopy(): (text: string, done: () => void) => void {
  const t = useMessages(uiMessages);
  const copy = async (text: string, done: () => void) => {
    try {
      await copyText(text);
    } catch {
      toast({ key: "copied", tone: "bad", message: t("copyFailed") });
      return;
    }
    done();
  };
  return (text, done) => void copy(text, done);
}
