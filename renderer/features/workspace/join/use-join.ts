import { useCallback, useEffect, useRef, useState } from "react";
import { client, type CoreInputs } from "#renderer/platform/client.ts";
import type { Workspace } from "../types.ts";

export type JoinWish = CoreInputs["workspace"]["join"];

/** What is offered to whoever comes by an invitation. */
export interface Offer {
  readonly roomName: string;
  readonly documents: number;
  readonly bytes: number;
  readonly role: "owner" | "admin" | "editor" | "observer";
  /** Whose other device this one becomes; null where it comes as a person of its own. */
  readonly person: string | null;
  /** Milliseconds since the epoch; null for never. */
  readonly expiresAt: number | null;
}

/** Where whoever invited is looked for. */
export interface Looking {
  /** The local network, too. */
  readonly lan: boolean;
  readonly places: readonly {
    readonly address: string;
    readonly state: "connecting" | "joined" | "waiting" | "refused";
    readonly source: "set" | "lan";
  }[];
}

/** How far an attempt to come in is. */
export type JoinState =
  | { readonly step: "asking" }
  /** Null until it is known where. */
  | { readonly step: "looking"; readonly where: Looking | null }
  | { readonly step: "offered"; readonly offer: Offer }
  /** One has said yes. */
  | { readonly step: "entering"; readonly offer: Offer }
  | { readonly step: "joined"; readonly workspace: Workspace }
  /** One has been in it all along. */
  | { readonly step: "here"; readonly workspace: Workspace }
  | { readonly step: "failed"; readonly error: unknown };

export interface Join {
  readonly state: JoinState;
  readonly begin: (wish: JoinWish) => void;
  /** Says yes to what is offered. */
  readonly accept: () => void;
  /** Gives up, wherever it is, and goes back to the question; what was typed stays. */
  readonly cancel: () => void;
}

/** One attempt after the other to come into a workspace; gives up when the dialog goes. */
export function useJoin(): Join {
  const [state, setState] = useState<JoinState>({ step: "asking" });
  const running = useRef<AbortController | null>(null);
  const id = useRef("");

  const stop = useCallback(() => {
    running.current?.abort();
    running.current = null;
  }, []);
  useEffect(() => stop, [stop]);

  const begin = (wish: JoinWish) => {
    stop();
    const own = new AbortController();
    running.current = own;
    const become = (next: JoinState) => {
      if (running.current === own) setState(next);
    };
    const follow = async () => {
      setState({ step: "looking", where: null });
      for await (const step of await client.core.workspace.join(wish, { signal: own.signal })) {
        id.current = step.id;
        if (step.step === "looking") become({ step: "looking", where: step });
        else if (step.step === "offered") become({ step: "offered", offer: step });
        else if (step.step === "joined" || step.step === "here")
          become({ step: step.step, workspace: step.workspace });
        else if (step.step === "declined") become({ step: "asking" });
      }
    };
    follow().catch((error: unknown) => become({ step: "failed", error }));
  };

  const accept = () => {
    if (state.step !== "offered") return;
    const own = running.current;
    setState({ step: "entering", offer: state.offer });
    client.core.workspace.answerJoin({ id: id.current, accept: true }).catch((error: unknown) => {
      if (running.current !== own) return;
      stop();
      setState({ step: "failed", error });
    });
  };

  const cancel = () => {
    // Whoever does not listen any more has declined.
    stop();
    setState({ step: "asking" });
  };
  return { state, begin, accept, cancel };
}
