import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useId, useState } from "react";
import { useMessages } from "#renderer/platform/i18n.ts";
import { toast } from "#renderer/ui/toasts.tsx";
import { settingsMessages } from "./messages.ts";
import { chosenBy, type Program } from "./programs.ts";
import { SettingRow } from "./setting-row.tsx";
import classes from "./settings.module.css";

export interface ProgramChoiceProps {
  readonly label: string;
  readonly description: string;
  readonly commandLabel: string;
  /** Programs on this machine, best first; absent while the core looks. */
  readonly found: readonly Program[] | undefined;
  /** The stored command; empty means the first found. */
  readonly command: string;
  /** Answers whether it was saved. */
  readonly onChange: (command: string) => Promise<boolean>;
}

const FIRST = "first";
const OWN = "own";

/** Chooses a program among those found, or a command of one's own. */
export function ProgramChoice(props: ProgramChoiceProps) {
  const { label, description, commandLabel, found = [], command, onChange } = props;
  const t = useMessages(settingsMessages);
  const id = useId();
  const [writing, setWriting] = useState(false);
  const chosen = chosenBy(command, found);
  const own = writing || (chosen === "own" && props.found !== undefined);
  return (
    <>
      <SettingRow label={label} labelId={id} description={description}>
        <NativeSelect
          aria-labelledby={id}
          className={classes["select"]}
          value={own ? OWN : chosen === "first" ? FIRST : command}
          data={[
            {
              value: FIRST,
              label: found[0] === undefined ? t("noneFound") : t("firstFound", { name: found[0].name }),
            },
            ...found.map((program) => ({ value: program.command, label: program.name })),
            { value: OWN, label: t("own") },
          ]}
          onChange={(event) => {
            const next = event.currentTarget.value;
            setWriting(next === OWN);
            if (next !== OWN) void onChange(next === FIRST ? "" : next);
          }}
        />
      </SettingRow>
      {own ? (
        <OwnCommand
          key={command}
          label={commandLabel}
          command={chosen === "own" ? command : ""}
          onSave={async (next) => {
            if (!(await onChange(next))) return;
            setWriting(false);
            toast({
              key: commandLabel,
              message: t("commandSaved"),
              undo: () => void onChange(command),
            });
          }}
        />
      ) : null}
    </>
  );
}

interface OwnCommandProps {
  readonly label: string;
  readonly command: string;
  readonly onSave: (command: string) => Promise<void>;
}

function OwnCommand({ label, command, onSave }: OwnCommandProps) {
  const t = useMessages(settingsMessages);
  const [text, setText] = useState(command);
  const [saving, setSaving] = useState(false);
  const next = text.trim();
  const save = async () => {
    setSaving(true);
    await onSave(next);
    setSaving(false);
  };
  return (
    <form
      className={classes["own"]}
      onSubmit={(event) => {
        event.preventDefault();
        if (next !== "" && next !== command && !saving) void save();
      }}
    >
      <TextInput
        className={classes["ownField"]}
        label={label}
        description={t("commandHelp", { path: "{path}" })}
        placeholder="my-editor --new-window {path}"
        classNames={{ input: classes["mono"] ?? "" }}
        maxLength={1000}
        spellCheck={false}
        autoComplete="off"
        // It appears because its owner asked to write a command.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus={command === ""}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" disabled={next === "" || next === command} loading={saving}>
        {t("save")}
      </Button>
    </form>
  );
}
