import { Page } from "#renderer/ui/page.tsx";

/** Scanned folders, their scans and corrections. */
export function ScanPage() {
  return <Page>{null}</Page>;
}
