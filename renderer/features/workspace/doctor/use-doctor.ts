import { useCallback, useEffect, useRef, useState } from "react";
import { client, type CoreInputs } from "#renderer/platform/client.ts";
import type { Finding } from "#shared/features/workspace/doctor.ts";

/** What is looked at beside the workspace: an invitation, and addresses that are not set in it. */
export type DoctorWish = CoreInputs["workspace"]["doctor"];

/** How far the looking is; what was found until then stays. */
export type DoctorPhase = "running" | "over" | "stopped" | "failed";

export interface Doctor {
  readonly phase: DoctorPhase;
  readonly findings: readonly Finding[];
  /** Why it could not go on, where the phase is "failed". */
  readonly error: unknown;
  /** Looks again, from the beginning. */
  readonly again: () => void;
  readonly stop: () => void;
}

/** Looks for what keeps devices apart as soon as it is shown, and stops when it goes. The wish is that of the first moment. */
export function useDoctor(wish: DoctorWish): Doctor {
  const first = useRef(wish);
  const [phase, setPhase] = useState<DoctorPhase>("running");
  const [findings, setFindings] = useState<readonly Finding[]>([]);
  const [error, setError] = useState<unknown>(null);
  const running = useRef<AbortController | null>(null);

  const end = useCallback(() => {
    running.current?.abort();
    running.current = null;
  }, []);
  const again = useCallback(() => {
    end();
    const own = new AbortController();
    running.current = own;
    setPhase("running");
    setFindings([]);
    setError(null);
    const follow = async () => {
      for await (const finding of await client.core.workspace.doctor(first.current, { signal: own.signal })) {
        if (running.current !== own) return;
        setFindings((was) => [...was, finding]);
      }
      if (running.current === own) setPhase("over");
    };
    follow().catch((failed: unknown) => {
      if (running.current !== own) return;
      setError(failed);
      setPhase("failed");
    });
  }, [end]);
  useEffect(() => {
    again();
    return end;
  }, [again, end]);
  const stop = () => {
    end();
    setPhase("stopped");
  };
  return { phase, findings, error, again, stop };
}
