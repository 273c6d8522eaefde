import { Button, TextInput } from "@mantine/core";
import { useEffect, useId, useState } from "react";
import { useMessages } from "#renderer/platform/i18n.ts";
import { toast } from "#renderer/ui/toasts.tsx";
import { settingsMessages } from "./messages.ts";
import { SettingRow } from "./setting-row.tsx";
import classes from "./settings.module.css";

export interface DeviceNameProps {
  readonly name: string;
  /** Answers whether it was saved. */
  readonly onSave: (name: string) => Promise<boolean>;
}

/** The name that stands beside changes made here. */
export function DeviceName({ name, onSave }: DeviceNameProps) {
  const t = useMessages(settingsMessages);
  const id = useId();
  const [text, setText] = useState(name);
  const [saving, setSaving] = useState(false);
  useEffect(() => setText(name), [name]);
  const next = text.trim();
  const save = async () => {
    setSaving(true);
    if (await onSave(next))
      toast({ key: "device name", message: t("deviceSaved"), undo: () => void onSave(name) });
    setSaving(false);
  };
  return (
    <SettingRow label={t("deviceName")} labelId={id} description={t("deviceWhy")}>
      <form
        className={classes["inline"]}
        onSubmit={(event) => {
          event.preventDefault();
          if (next !== "" && next !== name && !saving) void save();
        }}
      >
        <TextInput
          aria-labelledby={id}
          maxLength={100}
          value={text}
          error={next === "" ? t("deviceEmpty") : null}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {next === name ? null : (
          <Button type="submit" disabled={next === ""} loading={saving}>
            {t("save")}
          </Button>
        )}
      </form>
    </SettingRow>
  );
}
