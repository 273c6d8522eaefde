import { UnstyledButton } from "@mantine/core";
import { useLanguage, useMessages } from "#renderer/platform/i18n.ts";
import { useIsShared } from "#renderer/platform/may-write.ts";
import { IconUsers } from "#renderer/ui/icons.ts";
import { toastError } from "#renderer/ui/toasts.tsx";
import { takeFieldWish, wishField } from "../opened-poc.ts";
import type { PocDetail } from "../types.ts";
import { detailMessages } from "./messages.ts";
import { NotesArea } from "./notes-area.tsx";
import { SaveState } from "./save-state.tsx";
import { Section } from "./section.tsx";
import { useMakePrivate } from "./use-make-private.ts";
import { useNotesField } from "./use-notes-field.ts";
import classes from "./detail.module.css";

interface NotesProps {
  readonly poc: PocDetail;
  /** They may be seen and not be changed; what was being written stays in its field. */
  readonly readOnly: boolean;
}

/** Notes that everybody has who has the POC. */
export function Notes({ poc, readOnly }: NotesProps) {
  const t = useMessages(detailMessages);
  const shared = useIsShared();
  const field = useNotesField(poc, "notes");
  const { text, state } = field;

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
    <Section
      title={t("notes")}
      aside={
        <span className={classes["notesAside"]}>
          <SaveState state={state} />
          {readOnly || poc.user.notes === "" ? null : <MakePrivate poc={poc} />}
        </span>
      }
    >
      <NotesArea
        label={t("notes")}
        placeholder={t(shared ? "noSharedNotes" : "noNotes")}
        field={field}
        readers={shared ? { icon: IconUsers, text: t("membersSee") } : undefined}
        readOnly={readOnly}
      />
    </Section>
  );
}

/** Makes the notes private; the keys go on where they are then. */
function MakePrivate({ poc }: Pick<NotesProps, "poc">) {
  const t = useMessages(detailMessages);
  const language = useLanguage();
  const makePrivate = useMakePrivate(poc);
  return (
    <UnstyledButton
      className={classes["link"]}
      onClick={() => {
        wishField(poc.id, "privateNotes");
        makePrivate().catch((error: unknown) => {
          takeFieldWish(poc.id, "privateNotes");
          toastError(error, language);
        });
      }}
    >
      {t("makeNotesPrivate")}
    </UnstyledButton>
  );
}
