import { Textarea, UnstyledButton, VisuallyHidden } from "@mantine/core";
import { useRef } from "react";
import { WORDS } from "#shared/lib/six-words.ts";
import { useFormat } from "#renderer/platform/format.ts";
import { useMessages } from "#renderer/platform/i18n.ts";
import { IconAlertTriangle, IconCheck } from "#renderer/ui/icons.ts";
import { joinMessages } from "./messages.ts";
import { withWord, type Typed, type TypedWord } from "./read-typed.ts";
import classes from "./join.module.css";

export interface InvitationFieldProps {
  readonly text: string;
  readonly typed: Typed;
  readonly onChange: (text: string) => void;
}

/** Takes a link or six words, and says while one types which of them it has understood. */
export function InvitationField({ text, typed, onChange }: InvitationFieldProps) {
  const t = useMessages(joinMessages);
  const format = useFormat();
  const field = useRef<HTMLTextAreaElement>(null);
  const wrong = typed.kind === "words" ? typed.words.findIndex(isWrong) : -1;
  const first = typed.kind === "words" ? typed.words.findIndex(({ offers }) => offers.length > 0) : -1;
  const offered = typed.kind === "words" && first >= 0 ? typed.words[first] : undefined;
  return (
    <div>
      <Textarea
        ref={field}
        data-autofocus
        label={t("invitation")}
        // As the other fields have theirs: what is larger is what is typed.
        styles={{ label: { fontSize: "var(--mantine-font-size-xs)" } }}
        placeholder={t("invitationHint")}
        size="sm"
        autosize
        minRows={2}
        maxRows={5}
        maxLength={10_000}
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="none"
        value={text}
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={(event) => {
          // There is nothing to be written in a second line: it begins the search, as in any other field.
          if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
          event.preventDefault();
          event.currentTarget.form?.requestSubmit();
        }}
      />
      <div className={classes["read"]}>
        {typed.kind === "link" ? (
          <span className={classes["good"]}>
            <IconCheck size={15} aria-hidden />
            {typed.where.length === 0 ? t("linkNowhere") : t("linkGood", { where: format.list(typed.where) })}
          </span>
        ) : typed.kind === "brokenLink" ? (
          <span className={classes["wrong"]}>
            <IconAlertTriangle size={15} aria-hidden />
            {t("linkBroken")}
          </span>
        ) : (
          <ol className={classes["words"]} aria-label={t("understood")}>
            {Array.from({ length: Math.max(WORDS, typed.words.length) }, (_, at) => (
              <Slot key={at} word={typed.words[at]} extra={at >= WORDS} />
            ))}
          </ol>
        )}
      </div>
      {/* Always as high: what one clicks below must not move while one types. */}
      <div className={classes["offers"]}>
        {offered === undefined ? (
          typed.kind === "words" && typed.words.length > WORDS ? (
            <span className={classes["wrong"]}>{t("tooMany", { count: typed.words.length })}</span>
          ) : null
        ) : (
          <>
            <span>{t(wrong === first ? "didYouMean" : "goesOn", { written: offered.written })}</span>
            {offered.offers.map((word) => (
              <UnstyledButton
                key={word}
                className={classes["offer"]}
                onClick={() => {
                  onChange(withWord(text, first, word));
                  field.current?.focus();
                }}
              >
                {word}
              </UnstyledButton>
            ))}
          </>
        )}
        {offered === undefined && wrong >= 0 && typed.kind === "words" ? (
          <span className={classes["wrong"]}>
            {t("noWord", { written: typed.words[wrong]?.written ?? "" })}
          </span>
        ) : null}
      </div>
    </div>
  );
}

/** True for what is no word, and is not being written any more. */
function isWrong({ word, open }: TypedWord): boolean {
  return word === null && !open;
}

function Slot({ word, extra }: { readonly word: TypedWord | undefined; readonly extra: boolean }) {
  const t = useMessages(joinMessages);
  const state =
    word === undefined ? "empty" : extra || isWrong(word) ? "wrong" : word.word === null ? "open" : "good";
  return (
    <li className={classes["word"]} data-state={state}>
      {word?.word ?? word?.written ?? ""}
      {state === "wrong" ? <VisuallyHidden>{t("notUnderstood")}</VisuallyHidden> : null}
    </li>
  );
}
