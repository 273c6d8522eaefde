import { Textarea } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { useLanguage, useMessages } from "#renderer/platform/i18n.ts";
import { ErrorNotice } from "#renderer/ui/error-notice.tsx";
import { toastError } from "#renderer/ui/toasts.tsx";
import type { PocDetail } from "../types.ts";
import { draftOf, keepDraft } from "../drafts.ts";
import { notesKey } from "./left-notes.ts";
import { detailMessages } from "./messages.ts";
import { SaveState } from "./save-state.tsx";
import { Section } from "./section.tsx";
import { usePocEdit } from "./use-poc-edit.ts";
import classes from "./detail.module.css";

/** Notes save themselves after this rest, and when one leaves. */
const SAVE_AFTER_MS = 700;

interface NotesProps {
  readonly poc: PocDetail;
  /** They may be seen and not be changed; what was being written stays in its field. */
  readonly readOnly: boolean;
}

/** Notes: written at any time, saved by themselves; "saved" is said after the answer, and what fails stays. */
export function Notes({ poc, readOnly }: NotesProps) {
  const t = useMessages(detailMessages);
  const language = useLanguage();
  const edit = usePocEdit(poc);
  const key = notesKey(poc.id);
  const [text, setText] = useState(() => draftOf(key)?.text ?? poc.user.notes);
  const [state, setState] = useState<"saving" | "saved" | "notSaved" | null>(() => {
    const draft = draftOf(key);
    if (draft === null || draft.text === poc.user.notes) return null;
    return draft.sending ? "saving" : "notSaved";
  });
  const [error, setError] = useState<unknown>(null);
  const typed = useRef(text);
  const saved = useRef(poc.user.notes);
  /** What is being written began from this: it is not always what is saved by now. */
  const base = useRef(draftOf(key)?.base ?? poc.user.notes);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const sending = useRef(false);
  const here = useRef(true);

  useEffect(() => {
    const { notes } = poc.user;
    if (notes !== saved.current) {
      if (typed.current === saved.current) {
        // Notes that changed elsewhere are shown, unless something is being written here.
        typed.current = notes;
        base.current = notes;
        setText(notes);
      } else if (typed.current === notes) {
        // A draft of an earlier visit, which had to wait.
        setState("saved");
      }
    }
    saved.current = notes;
  }, [poc.user]);

  const save = async () => {
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = null;
    if (typed.current === saved.current && !sending.current) {
      // Written back to what is saved: there is nothing left that could not be.
      keepDraft(key, null);
      setError(null);
      setState((was) => (was === "notSaved" ? null : was));
      return;
    }
    setState("saving");
    // While one text waits for the connection, only the last one is to be sent after it.
    if (!sending.current) await send();
    else keepDraft(key, { text: typed.current, base: base.current, sending: true });
  };
  const send = async () => {
    sending.current = true;
    try {
      while (typed.current !== saved.current && timer.current === null) {
        const notes = typed.current;
        // From now on: it may have to wait, and whoever looks elsewhere meanwhile finds it again.
        keepDraft(key, { text: notes, base: base.current, sending: true });
        const { user } = await edit({ notes, notesBase: base.current });
        saved.current = user.notes;
        base.current = notes;
        // What somebody else wrote meanwhile stands in them too, and is shown unless more is being written.
        if (typed.current === notes) {
          typed.current = user.notes;
          base.current = user.notes;
          setText(user.notes);
        }
      }
      // What was written meanwhile is made from what is saved now.
      keepDraft(
        key,
        timer.current === null ? null : { text: typed.current, base: base.current, sending: false },
      );
      setError(null);
      setState(timer.current === null ? "saved" : null);
    } catch (failed) {
      keepDraft(key, { text: typed.current, base: base.current, sending: false });
      setError(failed);
      setState("notSaved");
      if (!here.current) toastError(failed, language);
    } finally {
      sending.current = false;
    }
  };
  const latest = useRef(save);
  useEffect(() => {
    latest.current = save;
  });
  useEffect(() => {
    here.current = true;
    // Whoever leaves in the middle of a word keeps it: another POC, another tab, a closed window.
    const saveNow = () => {
      if (timer.current !== null) void latest.current();
    };
    const leaving = new AbortController();
    document.addEventListener("visibilitychange", saveNow, leaving);
    // Before drafts are put by for the next start.
    window.addEventListener("pagehide", saveNow, { capture: true, signal: leaving.signal });
    return () => {
      here.current = false;
      leaving.abort();
      saveNow();
    };
  }, []);

  if (readOnly && text === poc.user.notes) {
    return (
      <Section title={t("notes")}>
        <p className={text === "" ? classes["quietText"] : classes["readNotes"]}>
          {text === "" ? t("notesNone") : text}
        </p>
      </Section>
    );
  }
  return (
    <Section title={t("notes")} aside={<SaveState state={state} />}>
      <Textarea
        aria-label={t("notes")}
        placeholder={t("noNotes")}
        classNames={{ input: classes["notes"] ?? "" }}
        rows={2}
        maxLength={200_000}
        readOnly={readOnly}
        value={text}
        onChange={(event) => {
          typed.current = event.currentTarget.value;
          setText(typed.current);
          // Kept with every key: a window that closes does not ask for it.
          keepDraft(key, { text: typed.current, base: base.current, sending: sending.current });
          setState(null);
          if (timer.current !== null) clearTimeout(timer.current);
          timer.current = setTimeout(() => void latest.current(), SAVE_AFTER_MS);
        }}
        onBlur={() => void save()}
      />
      {error === null ? null : <ErrorNotice error={error} onRetry={() => void save()} />}
    </Section>
  );
}
