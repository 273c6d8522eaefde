import { Button, Textarea, TextInput } from "@mantine/core";
import { useEffect, useRef, useState, type KeyboardEvent, type Ref } from "react";
import { useLanguage, useMessages } from "#renderer/platform/i18n.ts";
import { afterPress } from "#renderer/ui/after-press.ts";
import { ErrorNotice } from "#renderer/ui/error-notice.tsx";
import { focusIfFree } from "#renderer/ui/focus.ts";
import { IconPencil } from "#renderer/ui/icons.ts";
import { toastError } from "#renderer/ui/toasts.tsx";
import { draftOf, keepDraft } from "../drafts.ts";
import { detailMessages } from "./messages.ts";
import { SaveState, useSavedFor } from "./save-state.tsx";
import classes from "./detail.module.css";

interface EditableTextProps {
  /** POC and field, under which a text that could not be saved is kept. */
  readonly draftKey: string;
  readonly label: string;
  readonly value: string;
  /** What the scan found, where a person's text hides it; null offers nothing. */
  readonly scanned: string | null;
  /** Said where there is no text. */
  readonly empty?: string;
  /** It may be seen and not be changed; what was being written stays in its field. */
  readonly readOnly: boolean;
  readonly required?: boolean;
  readonly multiline?: boolean;
  readonly maxLength: number;
  readonly heading?: "h1" | "h2";
  /** The heading while it is not being edited; it can be given the focus. */
  readonly headingRef?: Ref<HTMLHeadingElement>;
  /** Saves; null gives the scan's text back. Rejects when it was not saved; the signal takes back what still waits. */
  readonly onSave: (value: string | null, signal: AbortSignal) => Promise<unknown>;
}

/** A text that one click makes a field. Enter saves, Escape leaves it as it was; what fails stays in the field. */
export function EditableText(props: EditableTextProps) {
  const {
    draftKey,
    label,
    value,
    scanned,
    empty,
    readOnly,
    required = false,
    multiline = false,
    maxLength,
    heading: Heading,
    headingRef,
  } = props;
  const t = useMessages(detailMessages);
  const language = useLanguage();
  const [draft, setDraft] = useState(() => draftOf(draftKey)?.text ?? null);
  /** Found as it was left: whoever comes back is told that it is not saved. */
  const [left, setLeft] = useState(draft !== null);
  const [saving, setSaving] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [saved, markSaved] = useSavedFor();
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const here = useRef(true);
  const backToButton = useRef(false);
  useEffect(() => {
    here.current = true;
    return () => void (here.current = false);
  }, []);
  const editing = draft !== null;
  useEffect(() => {
    if (editing || !backToButton.current) return;
    backToButton.current = false;
    // The field has gone with the focus in it; whoever is elsewhere by now stays there.
    focusIfFree(button.current);
  }, [editing]);

  const leave = () => {
    draftOf(draftKey)?.takeBack?.();
    keepDraft(draftKey, null);
    setDraft(null);
    setLeft(false);
    setError(null);
  };
  const send = async (next: string | null) => {
    const stop = new AbortController();
    setSaving(true);
    setError(null);
    // From now on: it may have to wait for the connection, and whoever looks elsewhere meanwhile finds it again.
    if (next !== null) keepDraft(draftKey, { text: next, sending: true, takeBack: () => stop.abort() });
    try {
      await props.onSave(next, stop.signal);
      keepDraft(draftKey, null);
      leave();
      markSaved();
    } catch (failed) {
      if (stop.signal.aborted) return;
      if (next !== null) keepDraft(draftKey, { text: next, sending: false });
      if (!here.current) toastError(failed, language);
      else {
        setError(failed);
        // The button that was pressed could not keep the focus while it waited.
        focusIfFree(field.current);
      }
    } finally {
      setSaving(false);
    }
  };
  const save = () => {
    const next = (draft ?? "").trim();
    if (saving) return;
    if (next === value || (required && next === "")) leave();
    else void send(next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Escape") leave();
    else if (event.key === "Enter" && (!multiline || event.ctrlKey || event.metaKey)) save();
    else return;
    backToButton.current = true;
    event.preventDefault();
    event.stopPropagation();
  };

  if (draft === null) {
    return (
      <div className={classes["editable"]} data-heading={Heading !== undefined || undefined}>
        {Heading === undefined ? (
          <span className={classes["plain"]} data-empty={value === "" || undefined}>
            {value === "" ? empty : value}
          </span>
        ) : (
          <Heading ref={headingRef} tabIndex={-1} className={classes["title"]}>
            {value}
          </Heading>
        )}
        {readOnly ? null : (
          <button
            ref={button}
            type="button"
            className={classes["editButton"]}
            aria-label={t("edit", { field: label })}
            onClick={() => {
              setDraft(value);
              // The field is there after this render.
              requestAnimationFrame(() => field.current?.select());
            }}
          >
            <IconPencil size={13} />
          </button>
        )}
        <SaveState state={saved ? "saved" : null} />
      </div>
    );
  }
  const common = {
    ref: field,
    "aria-label": label,
    maxLength,
    value: draft,
    readOnly: saving,
    onKeyDown,
    onChange: (event: { readonly currentTarget: { readonly value: string } }) => {
      const text = event.currentTarget.value;
      setDraft(text);
      // Kept with every key: "back" takes the field away without asking it.
      keepDraft(draftKey, { text, sending: false });
    },
  };
  return (
    <div
      className={classes["editing"]}
      onBlur={(event) => {
        // A failure is answered by hand, and the buttons below belong to the field.
        if (error === null && !event.currentTarget.contains(event.relatedTarget)) afterPress(save);
      }}
    >
      {multiline ? <Textarea {...common} autosize minRows={2} maxRows={14} /> : <TextInput {...common} />}
      <div className={classes["editFoot"]} onClickCapture={() => void (backToButton.current = true)}>
        <Button size="compact-xs" loading={saving} onClick={save}>
          {t("save")}
        </Button>
        <Button size="compact-xs" variant="default" onClick={leave}>
          {t("cancel")}
        </Button>
        {scanned === null ? null : (
          <Button
            size="compact-xs"
            variant="subtle"
            color="gray"
            title={scanned}
            disabled={saving}
            onClick={() => void send(null)}
          >
            {t("asScanned")}
          </Button>
        )}
        <SaveState state={saving ? "saving" : error === null && !left ? null : "notSaved"} />
      </div>
      {error === null ? null : <ErrorNotice error={error} onRetry={save} />}
    </div>
  );
}
