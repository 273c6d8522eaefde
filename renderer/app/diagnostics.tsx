import { DiagnosticsPage } from "#renderer/features/settings/diagnostics-page.tsx";
import { Refused } from "#renderer/features/workspace/refused/refused.tsx";
import { useSyncStates } from "#renderer/features/workspace/sync-store.ts";

/** Diagnostics of this device, with what was refused of peers. */
export function Diagnostics() {
  const refused = useSyncStates().flatMap(({ refusals }) => refusals);
  return <DiagnosticsPage peers={<Refused />} refused={refused} />;
}
