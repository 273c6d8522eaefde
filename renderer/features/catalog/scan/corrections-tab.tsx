import { ActionIcon, Button } from "@mantine/core";
import { useMessages } from "#renderer/platform/i18n.ts";
import { EmptyState } from "#renderer/ui/empty-state.tsx";
import { IconX } from "#renderer/ui/icons.ts";
import { scanMessages } from "./messages.ts";
import { useCorrections, type Correction } from "./use-corrections.ts";
import type { Root } from "../types.ts";
import classes from "./root-tabs.module.css";

const TITLES = {
  "not-a-poc": "correctionNotAPoc",
  merge: "correctionMerge",
  split: "correctionSplit",
} as const;

export interface CorrectionsTabProps {
  readonly root: Root;
  /** They are shown, and not forgotten. */
  readonly readOnly: boolean;
  readonly onShowPocs: () => void;
}

/** What the user corrected in a folder; each can be forgotten again. */
export function CorrectionsTab({ root, readOnly, onShowPocs }: CorrectionsTabProps) {
  const t = useMessages(scanMessages);
  const { busy, forget } = useCorrections(root);
  if (root.corrections.length === 0) {
    if (readOnly) return <EmptyState title={t("noCorrections")} />;
    return (
      <EmptyState
        title={t("noCorrections")}
        actions={
          <Button variant="default" onClick={onShowPocs}>
            {t("toPocs")}
          </Button>
        }
      >
        {t("noCorrectionsWhy")}
      </EmptyState>
    );
  }
  return (
    <ul className={classes["corrections"]} aria-label={t("tabCorrections")}>
      {root.corrections.map(({ id, correction }) => (
        <li key={id} className={classes["correction"]}>
          <span className={classes["correctionKind"]}>{t(TITLES[correction.kind])}</span>
          <CorrectionPaths correction={correction} />
          {readOnly ? null : (
            <ActionIcon
              aria-label={`${t("forget")}: ${t(TITLES[correction.kind])}, ${correction.path}`}
              title={t("forget")}
              disabled={busy}
              onClick={() => forget(id)}
            >
              <IconX size={15} />
            </ActionIcon>
          )}
        </li>
      ))}
    </ul>
  );
}

function CorrectionPaths({ correction }: { readonly correction: Correction }) {
  const t = useMessages(scanMessages);
  const shown = (path: string) => (path === "" ? t("rootItself") : path);
  if (correction.kind !== "merge") {
    return <code className={classes["correctionPaths"]}>{shown(correction.path)}</code>;
  }
  return (
    <span className={classes["correctionPaths"]}>
      {correction.members.map((member) => (
        <code key={member}>{shown(member)}</code>
      ))}
      <span className={classes["dim"]}>{t("mergedAs", { path: shown(correction.path) })}</span>
    </span>
  );
}
