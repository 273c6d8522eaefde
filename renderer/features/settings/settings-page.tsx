import { Page } from "#renderer/ui/page.tsx";

/** The settings page. */
export function SettingsPage() {
  return <Page>{null}</Page>;
}
