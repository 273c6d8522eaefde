import { useNavigate } from "@tanstack/react-router";
import { useCommandHandlers } from "#renderer/ui/commands.ts";
import { useSamples } from "./use-samples.ts";

/** Does the commands of the samples on every screen: each is there only while it can change something. */
export function SamplesCommands() {
  const navigate = useNavigate();
  const { root, add, remove } = useSamples();
  const look = () => {
    add();
    void navigate({ to: "/catalog" });
  };
  useCommandHandlers({
    "catalog.look-at-samples": (root?.pocs ?? 0) === 0 && look,
    "catalog.remove-samples": root !== undefined && remove,
  });
  return null;
}
