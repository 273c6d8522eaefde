import { Modal } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useLanguage, useMessages } from "#renderer/platform/i18n.ts";
import { core } from "#renderer/platform/queries.ts";
import { uiMessages } from "#renderer/ui/messages.ts";
import { toastError } from "#renderer/ui/toasts.tsx";
import { useFocusReturns } from "#renderer/ui/use-focus-returns.ts";
import { setWorkspaceDialog } from "../dialog-state.ts";
import { switchTo } from "../looked-at.ts";
import { JoinForm, type JoinDraft } from "./join-form.tsx";
import { JoinSteps } from "./join-steps.tsx";
import { joinMessages } from "./messages.ts";
import { useJoin } from "./use-join.ts";

/** What was typed when the dialog was left in the middle of it; for as long as the page lives. */
let left: JoinDraft | null = null;

/** Comes into a workspace by an invitation: what one was given, then what is offered, then yes or no. */
export function JoinDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useMessages(joinMessages);
  const ui = useMessages(uiMessages);
  useFocusReturns();
  const language = useLanguage();
  const queries = useQueryClient();
  const deviceName = useQuery(core.settings.get.queryOptions()).data?.deviceName ?? "";
  const [draft, setDraft] = useState<JoinDraft>(left ?? { invitation: "", name: null, address: "" });
  const join = useJoin();
  const { state } = join;
  const write = (part: Partial<JoinDraft>) => {
    left = { ...draft, ...part };
    setDraft(left);
  };
  const name = draft.name ?? deviceName;
  const forget = () => {
    left = null;
    onClose();
  };
  return (
    <Modal
      opened
      // A click beside it must not end what takes two people some effort.
      closeOnClickOutside={state.step === "asking" || state.step === "failed"}
      onClose={() => {
        if (state.step === "joined" || state.step === "here") left = null;
        join.cancel();
        onClose();
      }}
      title={t("join")}
      size={520}
      // Room for what went wrong, with the buttons below it still in sight.
      yOffset="6vh"
      closeButtonProps={{ "aria-label": ui("close") }}
    >
      {state.step === "asking" || state.step === "failed" ? (
        <JoinForm
          draft={{ ...draft, name }}
          error={state.step === "failed" ? state.error : null}
          onWrite={write}
          onJoin={(wish) => join.begin(wish)}
          onCancel={forget}
          onDoctor={(wish) => setWorkspaceDialog({ kind: "doctor", wish })}
        />
      ) : (
        <JoinSteps
          state={state}
          onAccept={join.accept}
          onCancel={join.cancel}
          onClose={forget}
          onLook={(workspace) => {
            forget();
            switchTo(queries, workspace.id).catch((error: unknown) => toastError(error, language));
          }}
        />
      )}
    </Modal>
  );
}
