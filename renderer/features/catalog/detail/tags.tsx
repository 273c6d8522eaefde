import { Link } from "@tanstack/react-router";
import { useEffect, useId, useLayoutEffect, useRef, useState, type KeyboardEvent } from "react";
import { normaliseTag } from "#shared/features/catalog/tags.ts";
import { useConnection } from "#renderer/platform/client.ts";
import { useLanguage, useMessages } from "#renderer/platform/i18n.ts";
import { afterPress } from "#renderer/ui/after-press.ts";
import { useCommandHandlers } from "#renderer/ui/commands.ts";
import { ErrorNotice } from "#renderer/ui/error-notice.tsx";
import { focusIfFree } from "#renderer/ui/focus.ts";
import { IconPlus, IconX } from "#renderer/ui/icons.ts";
import { toastError } from "#renderer/ui/toasts.tsx";
import { isFieldWished, takeFieldWish } from "../opened-poc.ts";
import type { PocDetail } from "../types.ts";
import { detailMessages } from "./messages.ts";
import { SaveState } from "./save-state.tsx";
import { Section } from "./section.tsx";
import type { EditPoc } from "./use-poc-edit.ts";
import classes from "./side.module.css";

interface TagsProps {
  readonly poc: PocDetail;
  readonly onEdit: EditPoc;
  readonly readOnly: boolean;
}

/** One's own tags, which can be changed, and apart from them those that the scan derived. */
export function Tags({ poc, onEdit, readOnly }: TagsProps) {
  const t = useMessages(detailMessages);
  const language = useLanguage();
  const own = poc.user.tags;
  const [sent, setSent] = useState<readonly string[]>([]);
  // The same may have been sent twice.
  const waiting = [...new Set(sent)].filter((tag) => !own.includes(tag));
  const connected = useConnection() === "open";
  const derived = poc.derivedTags.filter((tag) => !own.includes(tag));
  const add = async (tag: string) => {
    setSent((was) => [...was, tag]);
    try {
      await onEdit({ addTags: [tag] }, { message: t("tagAdded", { tag }), undo: { removeTags: [tag] } });
    } finally {
      setSent((was) => was.toSpliced(was.indexOf(tag), 1));
    }
  };
  const list = useRef<HTMLUListElement>(null);
  /** The tag whose button was pressed, and which of the buttons that was. */
  const pressed = useRef<{ readonly tag: string; readonly at: number } | null>(null);
  useLayoutEffect(() => {
    if (pressed.current === null || own.includes(pressed.current.tag)) return;
    const { at } = pressed.current;
    pressed.current = null;
    // The button has gone with the focus on it: the keys go on at the next one, and at last where one adds a tag.
    focusIfFree([...(list.current?.querySelectorAll("button") ?? [])].at(Math.min(at, own.length)));
  }, [own]);
  const remove = (tag: string) => {
    pressed.current = { tag, at: own.indexOf(tag) };
    onEdit({ removeTags: [tag] }, { message: t("tagRemoved", { tag }), undo: { addTags: [tag] } }).catch(
      (error: unknown) => toastError(error, language),
    );
  };
  if (readOnly && own.length + derived.length === 0) return null;
  return (
    <Section title={t("tags")}>
      <ul ref={list} className={classes["chips"]} aria-label={t("yourTags")}>
        {own.map((tag) => (
          <li key={tag} className={classes["ownTag"]}>
            <TagLink tag={tag} />
            {readOnly ? null : (
              <button
                type="button"
                className={classes["tagButton"]}
                aria-label={t("removeTag", { tag })}
                onClick={() => remove(tag)}
              >
                <IconX size={11} />
              </button>
            )}
          </li>
        ))}
        {waiting.map((tag) => (
          <li key={tag} className={classes["ownTag"]} data-waiting>
            {tag}
          </li>
        ))}
        {readOnly ? null : (
          <li>
            <AddTag poc={poc} onAdd={add} />
          </li>
        )}
        {waiting.length === 0 || connected ? null : (
          <li>
            <SaveState state="saving" />
          </li>
        )}
      </ul>
      {derived.length === 0 ? null : (
        <div className={classes["derived"]}>
          <span className={classes["derivedTitle"]}>{t("derivedTags")}</span>
          <ul className={classes["chips"]} aria-label={t("derivedTags")}>
            {derived.map((tag) => (
              <li key={tag} className={classes["derivedTag"]}>
                <TagLink tag={tag} />
              </li>
            ))}
          </ul>
        </div>
      )}
    </Section>
  );
}

function TagLink({ tag }: { readonly tag: string }) {
  const t = useMessages(detailMessages);
  return (
    <Link to="/catalog" search={{ tag: [tag] }} className={classes["tagLink"]} title={t("showTag", { tag })}>
      {tag}
    </Link>
  );
}

interface AddTagProps {
  readonly poc: Pick<PocDetail, "id" | "name">;
  readonly onAdd: (tag: string) => Promise<void>;
}

/** A field for one more tag; a text that could not be saved stays in it. */
function AddTag({ poc, onAdd }: AddTagProps) {
  const t = useMessages(detailMessages);
  const language = useLanguage();
  const here = useRef(true);
  useEffect(() => {
    here.current = true;
    return () => void (here.current = false);
  }, []);
  const field = useRef<HTMLInputElement>(null);
  const [wished] = useState(() => isFieldWished(poc.id, "tag"));
  useEffect(() => void takeFieldWish(poc.id, "tag"), [poc.id]);
  const [text, setText] = useState<string | null>(wished ? "" : null);
  const [error, setError] = useState<unknown>(null);
  const button = useRef<HTMLButtonElement>(null);
  const backToButton = useRef(false);
  const open = text !== null;
  useEffect(() => {
    if (!open && backToButton.current) focusIfFree(button.current);
    backToButton.current = false;
  }, [open]);
  const hint = useId();
  useCommandHandlers(
    {
      "poc.add-tag": () => {
        setText((was) => was ?? "");
        field.current?.focus();
      },
    },
    poc.name,
  );
  const add = async () => {
    const tags = tagsIn(text ?? "");
    if (tags.length === 0) {
      setText(null);
      return;
    }
    // The field is free at once: whoever types on while a tag is saved keeps every letter.
    setText("");
    setError(null);
    const results = await Promise.allSettled(tags.map(onAdd));
    const failed = results.find((result) => result.status === "rejected");
    if (failed === undefined) return;
    const left = tags.filter((_, index) => results[index]?.status === "rejected");
    // Another POC is looked at by now: there is no field to say it in.
    if (!here.current) return toastError(failed.reason, language);
    setError(failed.reason);
    setText((now) => [...left, ...(now === null || now === "" ? [] : [now])].join(", "));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter" || event.key === ",") void add();
    else if (event.key === "Escape") {
      setText(null);
      setError(null);
    } else return;
    backToButton.current = true;
    event.preventDefault();
    event.stopPropagation();
  };
  if (text === null) {
    return (
      <button
        ref={button}
        type="button"
        className={classes["addTag"]}
        aria-label={t("addTag")}
        onClick={() => setText("")}
      >
        <IconPlus size={12} />
      </button>
    );
  }
  const tags = tagsIn(text);
  return (
    <>
      <input
        // One asked for it with the click or command before.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        ref={field}
        className={classes["tagInput"]}
        aria-label={t("addTag")}
        aria-describedby={hint}
        maxLength={600}
        size={14}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        onBlur={() => {
          if (error === null)
            afterPress(() => void add().then(() => setText((was) => (was === "" ? null : was))));
        }}
      />
      <span id={hint} className={classes["tagHint"]}>
        {text === text.toLowerCase() || tags.length === 0 ? null : t("tagWritten", { tag: tags.join(", ") })}
      </span>
      <SaveState state={error === null ? null : "notSaved"} />
      {error === null ? null : <ErrorNotice error={error} onRetry={() => void add()} />}
    </>
  );
}

/** The tags of a text, as the core writes them. Several may be pasted, with commas between. */
function tagsIn(text: string): string[] {
  return [...new Set(text.split(",").map(normaliseTag))].filter((tag) => tag !== "");
}
