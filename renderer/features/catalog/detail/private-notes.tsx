import { UnstyledButton } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { useMessages } from "#renderer/platform/i18n.ts";
import { useCommandHandlers } from "#renderer/ui/commands.ts";
import { focusIfFree } from "#renderer/ui/focus.ts";
import { IconLock } from "#renderer/ui/icons.ts";
import { isFieldWished, takeFieldWish } from "../opened-poc.ts";
import type { PocDetail } from "../types.ts";
import { detailMessages } from "./messages.ts";
import { NotesArea } from "./notes-area.tsx";
import { SaveState } from "./save-state.tsx";
import { Section } from "./section.tsx";
import { useNotesField } from "./use-notes-field.ts";
import classes from "./detail.module.css";

/** Notes for this machine alone, which an observer may write, too; a quiet button where there are none. */
export function PrivateNotes({ poc }: { readonly poc: PocDetail }) {
  const t = useMessages(detailMessages);
  const field = useNotesField(poc, "privateNotes");
  const { text, state } = field;
  const [opened, setOpened] = useState(() => isFieldWished(poc.id, "privateNotes"));
  const area = useRef<HTMLTextAreaElement>(null);
  useCommandHandlers(
    {
      "poc.private-notes": () => {
        setOpened(true);
        area.current?.focus();
      },
    },
    poc.name,
  );
  // Asked for, or the button that made notes private has gone with them.
  useEffect(() => {
    if (takeFieldWish(poc.id, "privateNotes")) focusIfFree(area.current);
  }, [poc.id, poc.privateNotes]);

  if (text === "" && !opened) {
    return (
      <UnstyledButton className={classes["addPrivate"]} onClick={() => setOpened(true)}>
        <IconLock size={13} aria-hidden /> {t("addPrivateNotes")}
      </UnstyledButton>
    );
  }
  return (
    <Section title={t("privateNotes")} aside={<SaveState state={state} />}>
      <NotesArea
        // One asked for it with the click or command before.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus={opened}
        ref={area}
        label={t("privateNotes")}
        placeholder={t("noPrivateNotes")}
        field={field}
        readers={{ icon: IconLock, text: t("onlyHere") }}
        // Emptied while it is being written, it stays a field.
        onFocus={() => setOpened(true)}
      />
    </Section>
  );
}
