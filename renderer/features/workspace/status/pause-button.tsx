import { Button } from "@mantine/core";
import { useRef } from "react";
import { useMessages } from "#renderer/platform/i18n.ts";
import { IconPlayerPause, IconPlayerPlay } from "#renderer/ui/icons.ts";
import { useFocusGoesOn } from "#renderer/ui/use-focus-goes-on.ts";
import { workspaceMessages } from "../messages.ts";
import { useSharingChanges } from "../use-workspace.ts";

/** Pauses the syncing of all workspaces, or goes on with it. It goes when it has done so. */
export function PauseButton({ paused }: { readonly paused: boolean }) {
  const t = useMessages(workspaceMessages);
  const button = useRef<HTMLButtonElement>(null);
  const { pause } = useSharingChanges();
  useFocusGoesOn(button);
  return (
    <Button
      ref={button}
      variant="default"
      leftSection={paused ? <IconPlayerPlay size={15} /> : <IconPlayerPause size={15} />}
      // A button that cannot be pressed loses the focus.
      aria-busy={pause.isPending}
      onClick={() => {
        if (!pause.isPending) pause.mutate({ paused: !paused });
      }}
    >
      {t(paused ? "goOn" : "pause")}
    </Button>
  );
}
