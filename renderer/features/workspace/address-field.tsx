import { Button, TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { isAddress } from "#shared/features/workspace/invitation.ts";
import { useMessages } from "#renderer/platform/i18n.ts";
import { workspaceMessages } from "./messages.ts";
import classes from "./workspace.module.css";

export interface AddressFieldProps {
  readonly pending: boolean;
  /** Rejects where it was not taken: what was typed stays. */
  readonly onAdd: (address: string) => Promise<unknown>;
}

/** Takes the address of a signaling server; says what is wrong with one when it is to be added, and not before. */
export function AddressField({ pending, onAdd }: AddressFieldProps) {
  const t = useMessages(workspaceMessages);
  const [text, setText] = useState("");
  const [wrong, setWrong] = useState(false);
  const address = text.trim();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    if (address === "" || pending) return;
    if (!isAddress(address)) {
      setWrong(true);
      return;
    }
    // Why it was not taken is said in a toast.
    void onAdd(address).then(
      () => setText(""),
      () => undefined,
    );
  };
  return (
    <form className={classes["addressForm"]} onSubmit={submit}>
      <TextInput
        className={classes["addressField"]}
        aria-label={t("address")}
        placeholder={t("addressHint")}
        maxLength={200}
        spellCheck={false}
        autoComplete="off"
        value={text}
        error={wrong ? t("addressWrong") : null}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setWrong(false);
        }}
      />
      <Button type="submit" variant="default" loading={pending} disabled={address === ""}>
        {t("addAddress")}
      </Button>
    </form>
  );
}
