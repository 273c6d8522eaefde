import { ActionIcon, Button } from "@mantine/core";
import { useMessages } from "#renderer/platform/i18n.ts";
import { IconStethoscope, IconX } from "#renderer/ui/icons.ts";
import { toast } from "#renderer/ui/toasts.tsx";
import { AddressField } from "../address-field.tsx";
import { setWorkspaceDialog } from "../dialog-state.ts";
import { workspaceMessages } from "../messages.ts";
import type { MeetingAddress, Sharing } from "../types.ts";
import { useSharingChanges } from "../use-workspace.ts";
import { pageMessages } from "./messages.ts";
import { Part } from "./part.tsx";
import classes from "./page.module.css";

const MOST = 4;
const STATES = {
  off: "addressOff",
  connecting: "addressConnecting",
  joined: "addressJoined",
  waiting: "addressWaiting",
  refused: "addressRefused",
} as const;

/** Where members meet: the signaling servers, each with how it fares. */
export function Addresses({ state }: { readonly state: Sharing }) {
  const t = useMessages(pageMessages);
  const w = useMessages(workspaceMessages);
  const { setAddresses } = useSharingChanges();
  const set = state.addresses.filter(({ source }) => source === "set").map(({ address }) => address);
  const remove = (address: string) =>
    setAddresses.mutate(
      { addresses: set.filter((one) => one !== address) },
      {
        onSuccess: () =>
          toast({
            key: `address ${address}`,
            message: t("addressRemoved", { address }),
            undo: () => setAddresses.mutate({ addresses: set }),
          }),
      },
    );
  return (
    <Part
      title={t("where")}
      why={t("whereWhy")}
      aside={
        <Button
          variant="default"
          leftSection={<IconStethoscope size={15} />}
          onClick={() => setWorkspaceDialog({ kind: "doctor" })}
        >
          {w("doctor")}
        </Button>
      }
    >
      {state.addresses.length === 0 ? (
        <p className={classes["none"]} data-warn={state.shared || undefined}>
          {t("whereNone")}
        </p>
      ) : (
        <ul className={classes["rows"]}>
          {state.addresses.map((one) => (
            <AddressRow
              key={`${one.source} ${one.address}`}
              shared={state.shared}
              paused={state.paused}
              address={one}
              onRemove={() => remove(one.address)}
            />
          ))}
        </ul>
      )}
      {set.length >= MOST ? (
        <p className={classes["why"]}>{t("whereFull", { count: MOST })}</p>
      ) : (
        <div className={classes["addAddress"]}>
          <AddressField
            pending={setAddresses.isPending}
            onAdd={(address) =>
              setAddresses.mutateAsync({ addresses: [...set.filter((one) => one !== address), address] })
            }
          />
          <p className={classes["why"]}>
            {t("whereOwn")} <code>tatami signal</code>
          </p>
        </div>
      )}
    </Part>
  );
}

interface AddressRowProps {
  readonly address: MeetingAddress;
  readonly shared: boolean;
  readonly paused: boolean;
  readonly onRemove: () => void;
}

function AddressRow({
  address: { address, state, source, text },
  shared,
  paused,
  onRemove,
}: AddressRowProps) {
  const t = useMessages(pageMessages);
  const said = !shared ? t("addressUnused") : paused ? t("addressPaused") : t(STATES[state]);
  return (
    <li className={classes["address"]} data-state={shared && !paused ? state : "off"}>
      <div className={classes["addressText"]}>
        <code>{address}</code>
        <div className={classes["memberState"]} title={text === "" ? undefined : text}>
          <i className={classes["dot"]} aria-hidden="true" />
          <span>{said}</span>
          {source === "lan" ? <span>{t("addressLan")}</span> : null}
        </div>
      </div>
      {source === "lan" ? null : (
        <ActionIcon aria-label={t("removeAddress", { address })} onClick={onRemove}>
          <IconX size={15} />
        </ActionIcon>
      )}
    </li>
  );
}
