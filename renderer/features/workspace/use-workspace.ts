import { useMutation, useQuery, useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { FIRST_WORKSPACE } from "#shared/features/workspace/workspace.ts";
import { useFormat } from "#renderer/platform/format.ts";
import { useLanguage, useMessages } from "#renderer/platform/i18n.ts";
import { core } from "#renderer/platform/queries.ts";
import { toastError } from "#renderer/ui/toasts.tsx";
import { workspaceMessages } from "./messages.ts";
import { nameAmong, type Named } from "./names.ts";
import { keepSync, useToldStates } from "./sync-store.ts";
import type { Sharing, Workspace } from "./types.ts";

/** The workspace that is looked at; undefined until it is known. */
export function useCurrent(): Workspace | undefined {
  return useQuery(core.workspace.current.queryOptions()).data;
}

/** How the workspace that is looked at is shared. */
export function useSharing() {
  return useQuery(core.workspace.sharing.queryOptions());
}

/**
 * The workspaces of this device as they were when somebody last asked, for what needs no count of their documents: those are
 * other with every change that comes in.
 */
export function useKnownWorkspaces(): readonly Workspace[] | undefined {
  return useQuery(
    core.workspace.list.queryOptions({
      enabled: ({ state }: { state: { data: unknown } }) => state.data === undefined,
    }),
  ).data;
}

/** Names workspaces: the first one that a start makes is called in the language of the interface. */
export function useBareName(): (workspace: Named) => string {
  const t = useMessages(workspaceMessages);
  return useCallback(({ name }) => (name === FIRST_WORKSPACE ? t("firstWorkspace") : name), [t]);
}

const NONE: readonly Workspace[] = [];

/** Names workspaces as {@link useBareName}, and tells those apart that have one name. */
export function useWorkspaceName(): (workspace: Named) => string {
  const t = useMessages(workspaceMessages);
  const format = useFormat();
  const shown = useBareName();
  const all = useKnownWorkspaces() ?? NONE;
  const states = useToldStates();
  return useCallback(
    (workspace) =>
      nameAmong(workspace, {
        all,
        states,
        shown,
        say: (hint) =>
          hint.kind === "of"
            ? t("twinOf", { name: hint.owner })
            : t(hint.kind === "mine" ? "twinMine" : "twinAlone"),
        when: format.dateTime,
      }),
    [all, format, shown, states, t],
  );
}

/** Keeps what a call has answered of how the current workspace is shared. */
export function keepSharing(queries: QueryClient, state: Sharing): void {
  const key = core.workspace.sharing.queryKey();
  const before = queries.getQueryData<Sharing>(key);
  queries.setQueryData(key, state);
  if (before?.putAside !== state.putAside)
    void queries.invalidateQueries({ queryKey: core.workspace.putAside.key() });
  if (meetsAt(before) !== meetsAt(state))
    void queries.invalidateQueries({ queryKey: core.settings.hosts.key() });
}

const meetsAt = (state: Sharing | undefined) => state?.addresses.map(({ address }) => address).join(" ");

/** The core told how the shared workspaces fare: the one that is looked at shows it at once. */
export function onSync(queries: QueryClient, states: readonly Sharing[]): void {
  keepSync(states);
  const current = queries.getQueryData<Workspace>(core.workspace.current.queryKey());
  const own = states.find(({ id }) => id === current?.id);
  if (own === undefined) {
    // One that is shared with nobody is not told of, and may have got an address in another window.
    void queries.invalidateQueries({ queryKey: core.workspace.sharing.key() });
    void queries.invalidateQueries({ queryKey: core.settings.hosts.key() });
  } else keepSharing(queries, own);
  void queries.invalidateQueries({ queryKey: core.workspace.list.key() });
  if (own !== undefined && own.name !== current?.name)
    void queries.invalidateQueries({ queryKey: core.workspace.current.key() });
}

/** The calls that change how the current workspace is shared; each shows its answer, and a failure is said in a toast. */
export function useSharingChanges() {
  const queries = useQueryClient();
  const language = useLanguage();
  const options = {
    onSuccess: (state: Sharing) => keepSharing(queries, state),
    onError: (error: unknown) => toastError(error, language),
  };
  return {
    assign: useMutation(core.workspace.assign.mutationOptions(options)),
    readmit: useMutation(core.workspace.readmit.mutationOptions(options)),
    setAddresses: useMutation(core.workspace.setAddresses.mutationOptions(options)),
    revoke: useMutation(core.workspace.revokeInvitation.mutationOptions(options)),
    pause: useMutation(core.workspace.pause.mutationOptions(options)),
    offer: useMutation(core.workspace.offerOwnership.mutationOptions(options)),
    accept: useMutation(core.workspace.acceptOwnership.mutationOptions(options)),
  };
}
