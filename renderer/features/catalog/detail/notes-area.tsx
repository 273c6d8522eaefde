import { Textarea } from "@mantine/core";
import type { ComponentType, Ref } from "react";
import { ErrorNotice } from "#renderer/ui/error-notice.tsx";
import type { NotesText } from "./use-notes-field.ts";
import classes from "./detail.module.css";

interface NotesAreaProps {
  readonly label: string;
  readonly placeholder: string;
  readonly field: NotesText;
  /** Who reads the text; absent where there is nobody else. */
  readonly readers?:
    | { readonly icon: ComponentType<{ size: number; "aria-hidden": true }>; readonly text: string }
    | undefined;
  readonly readOnly?: boolean;
  readonly autoFocus?: boolean;
  readonly onFocus?: () => void;
  readonly ref?: Ref<HTMLTextAreaElement>;
}

/** A text that saves itself, with who reads it below, and why it could not be saved. */
export function NotesArea({ label, field, readers, ...rest }: NotesAreaProps) {
  const { text, error, write, save } = field;
  return (
    <>
      <Textarea
        {...rest}
        aria-label={label}
        description={
          readers === undefined ? null : (
            <>
              <readers.icon size={13} aria-hidden /> {readers.text}
            </>
          )
        }
        inputWrapperOrder={["input", "description"]}
        classNames={{ input: classes["notes"] ?? "", description: classes["notesFor"] ?? "" }}
        rows={2}
        maxLength={200_000}
        value={text}
        onChange={(event) => write(event.currentTarget.value)}
        onBlur={save}
      />
      {error === null ? null : (
        <div className={classes["notesFailure"]}>
          <ErrorNotice error={error} onRetry={save} />
        </div>
      )}
    </>
  );
}
