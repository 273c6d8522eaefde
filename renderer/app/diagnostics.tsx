import { DiagnosticsPage } from "#renderer/features/settings/diagnostics-page.tsx";
import { Refused } from "#renderer/features/workspace/refused/refused.tsx";

/** Diagnostics of this device, with what was refused of peers. */
export function Diagnostics() {
  return <DiagnosticsPage peers={<Refused />} />;
}
