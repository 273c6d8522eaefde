import { Page } from "#renderer/ui/page.tsx";

/** The hosts page. */
export function HostsPage() {
  return <Page>{null}</Page>;
}
