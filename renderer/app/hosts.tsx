import { HostsPage } from "#renderer/features/settings/hosts-page.tsx";
import { Connected } from "#renderer/features/workspace/connected/connected.tsx";

/** The hosts that this device contacts, with the members that it is connected with. */
export function Hosts() {
  return <HostsPage members={<Connected />} />;
}
