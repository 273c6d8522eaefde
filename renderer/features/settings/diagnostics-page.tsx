import { Page } from "#renderer/ui/page.tsx";

/** The diagnostics page. */
export function DiagnosticsPage() {
  return <Page>{null}</Page>;
}
