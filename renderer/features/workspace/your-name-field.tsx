import { TextInput } from "@mantine/core";
import { NAME_LENGTH } from "#shared/features/workspace/records.ts";
import { useMessages } from "#renderer/platform/i18n.ts";
import { workspaceMessages } from "./messages.ts";

export interface YourNameFieldProps {
  readonly value: string;
  /** It was tried with a name that is none. */
  readonly wrong: boolean;
  /** The dialog begins with it. */
  readonly first?: boolean;
  readonly onChange: (name: string) => void;
}

/** What the others of a workspace are to call this person. */
export function YourNameField({ value, wrong, first = false, onChange }: YourNameFieldProps) {
  const t = useMessages(workspaceMessages);
  return (
    <TextInput
      label={t("nickname")}
      description={t("nicknameWhy")}
      maxLength={NAME_LENGTH}
      autoComplete="off"
      data-autofocus={first || undefined}
      value={value}
      error={wrong ? t("nicknameWrong") : null}
      onFocus={first ? (event) => event.currentTarget.select() : undefined}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
