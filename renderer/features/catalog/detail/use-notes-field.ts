import { useEffect, useRef, useState } from "react";
import { useLanguage } from "#renderer/platform/i18n.ts";
import { toastError } from "#renderer/ui/toasts.tsx";
import { draftOf, keepDraft } from "../drafts.ts";
import type { PocDetail } from "../types.ts";
import { notesKey } from "./left-notes.ts";
import { notesPatch, savedNotes, type NotesField } from "./notes-fields.ts";
import { usePocEdit } from "./use-poc-edit.ts";

/** Notes save themselves after this rest, and when one leaves. */
const SAVE_AFTER_MS = 700;

/** A text that saves itself, as its field shows it. */
export interface NotesText {
  readonly text: string;
  readonly state: "saving" | "saved" | "notSaved" | null;
  /** Why it could not be saved, or null. */
  readonly error: unknown;
  readonly write: (text: string) => void;
  readonly save: () => void;
}

/** Notes of a POC: written at any time, saved by themselves; "saved" is said after the answer, and what fails stays. */
export function useNotesField(poc: PocDetail, field: NotesField): NotesText {
  const language = useLanguage();
  const edit = usePocEdit(poc);
  const key = notesKey(poc.id, field);
  const stored = savedNotes(poc, field);
  const [text, setText] = useState(() => draftOf(key)?.text ?? stored);
  const [state, setState] = useState<NotesText["state"]>(() => {
    const draft = draftOf(key);
    if (draft === null || draft.text === stored) return null;
    return draft.sending ? "saving" : "notSaved";
  });
  const [error, setError] = useState<unknown>(null);
  const typed = useRef(text);
  const saved = useRef(stored);
  /** What is being written began from this: it is not always what is saved by now. */
  const base = useRef(draftOf(key)?.base ?? stored);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const sending = useRef(false);
  const here = useRef(true);

  useEffect(() => {
    if (stored !== saved.current) {
      if (typed.current === saved.current) {
        // Notes that changed elsewhere are shown, unless something is being written here.
        typed.current = stored;
        base.current = stored;
        setText(stored);
      } else if (typed.current === stored) {
        // A draft of an earlier visit, which had to wait.
        setState("saved");
      }
    }
    saved.current = stored;
  }, [poc, stored]);

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
        const merged = savedNotes(await edit(notesPatch(field, notes, base.current)), field);
        saved.current = merged;
        base.current = notes;
        // What somebody else wrote meanwhile stands in them too, and is shown unless more is being written.
        if (typed.current === notes) {
          typed.current = merged;
          base.current = merged;
          setText(merged);
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

  return {
    text,
    state,
    error,
    write: (next) => {
      typed.current = next;
      setText(next);
      // Kept with every key: a window that closes does not ask for it.
      keepDraft(key, { text: next, base: base.current, sending: sending.current });
      setState(null);
      if (timer.current !== null) clearTimeout(timer.current);
      timer.current = setTimeout(() => void latest.current(), SAVE_AFTER_MS);
    },
    save: () => void save(),
  };
}
