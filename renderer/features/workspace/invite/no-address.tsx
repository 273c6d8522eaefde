import { useMessages } from "#renderer/platform/i18n.ts";
import { AddressField } from "../address-field.tsx";
import type { Sharing } from "../types.ts";
import { useSharingChanges } from "../use-workspace.ts";
import { inviteMessages } from "./messages.ts";
import classes from "./invite.module.css";

/** Says, where no signaling address is set, that nobody outside this network is reached, and takes one. */
export function NoAddress({ state }: { readonly state: Sharing }) {
  const t = useMessages(inviteMessages);
  const { setAddresses } = useSharingChanges();
  if (state.addresses.some(({ source }) => source === "set")) return null;
  return (
    <section className={classes["warning"]} aria-label={t("noAddressTitle")}>
      <strong>{t("noAddressTitle")}</strong>
      <p>{t("noAddressWhy")}</p>
      <AddressField
        pending={setAddresses.isPending}
        onAdd={(address) => setAddresses.mutateAsync({ addresses: [address] })}
      />
    </section>
  );
}
