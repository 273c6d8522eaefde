import { Button, Modal, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { doctorReport, type Finding } from "#shared/features/workspace/doctor.ts";
import { useFormat } from "#renderer/platform/format.ts";
import { useMessages } from "#renderer/platform/i18n.ts";
import { core } from "#renderer/platform/queries.ts";
import { useCopy } from "#renderer/ui/clipboard.ts";
import { ErrorNotice } from "#renderer/ui/error-notice.tsx";
import { IconAlertTriangle, IconCheck, IconCopy, IconX } from "#renderer/ui/icons.ts";
import { uiMessages } from "#renderer/ui/messages.ts";
import { ProgressLine } from "#renderer/ui/progress-line.tsx";
import { toast } from "#renderer/ui/toasts.tsx";
import { useFocusReturns } from "#renderer/ui/use-focus-returns.ts";
import { workspaceMessages } from "../messages.ts";
import { checkTitle, FindingRow, RestRow } from "./finding-row.tsx";
import { concerning, grouped } from "./grouped.ts";
import { doctorMessages } from "./messages.ts";
import { useDoctor, type DoctorPhase, type DoctorWish } from "./use-doctor.ts";
import classes from "./doctor.module.css";

export interface DoctorDialogProps {
  /** With which invitation and address somebody did not come in; null looks at the workspace alone. */
  readonly wish: DoctorWish | null;
  readonly onClose: () => void;
}

/** Looks for what keeps devices apart: finding after finding, what each means and what to do. */
export function DoctorDialog({ wish, onClose }: DoctorDialogProps) {
  const t = useMessages(doctorMessages);
  const w = useMessages(workspaceMessages);
  const ui = useMessages(uiMessages);
  useFocusReturns();
  const copy = useCopy();
  const { phase, findings, error, again, stop } = useDoctor(wish ?? {});
  const running = phase === "running";
  const version = useQuery(core.settings.diagnostics.queryOptions({ enabled: !running })).data?.version;
  const places = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The verdict names it; what to do may stand below the fold, after what is well.
    if (phase !== "over") return;
    const [failed, warning] = ["failed", "warning"].map((state) =>
      places.current?.querySelector(`[data-state="${state}"]`),
    );
    (failed ?? warning)?.scrollIntoView({ block: "nearest" });
  }, [phase]);
  const shown = concerning(findings, wish !== null);
  return (
    <Modal
      opened
      onClose={onClose}
      title={w("doctor")}
      size={680}
      closeButtonProps={{ "aria-label": ui("close") }}
    >
      <Stack gap="md">
        <Text c="dimmed">{t(wish === null ? "why" : "whyJoin")}</Text>
        <Summary phase={phase} findings={shown} />
        {phase === "failed" ? <ErrorNotice error={error} /> : null}
        <Stack gap="md" ref={places}>
          {grouped(shown).map(({ address, findings, rest }) => (
            <section key={address ?? ""} aria-label={address ?? t("here")}>
              <h3 className={classes["place"]}>{address ?? t("here")}</h3>
              <ul className={classes["findings"]}>
                {findings.map((finding) => (
                  <FindingRow key={finding.check} finding={finding} />
                ))}
                {rest.length === 0 ? null : <RestRow rest={rest} />}
              </ul>
            </section>
          ))}
        </Stack>
        <div className={classes["foot"]}>
          {running || findings.length === 0 || version === undefined ? null : (
            <Button
              variant="subtle"
              leftSection={<IconCopy size={14} />}
              onClick={() =>
                copy(doctorReport(findings, version), () => toast({ key: "copied", message: t("copied") }))
              }
            >
              {t("copyReport")}
            </Button>
          )}
          <span className={classes["footEnd"]}>
            <Button variant="default" onClick={onClose}>
              {t(wish === null ? "close" : "back")}
            </Button>
            {/* One button: it has the focus before and after. */}
            <Button variant={running ? "default" : "filled"} data-autofocus onClick={running ? stop : again}>
              {t(running ? "stop" : "again")}
            </Button>
          </span>
        </div>
      </Stack>
    </Modal>
  );
}

interface SummaryProps {
  readonly phase: DoctorPhase;
  readonly findings: readonly Finding[];
}

/** How far it is, then what came of it: what is wrong by name, for it may stand far below. */
function Summary({ phase, findings }: SummaryProps) {
  const t = useMessages(doctorMessages);
  const format = useFormat();
  const named = (state: Finding["state"]) => {
    const found = findings.filter((one) => one.state === state);
    return { count: found.length, checks: format.list([...new Set(found.map((one) => checkTitle(one, t)))]) };
  };
  const [problems, warnings] = [named("failed"), named("warning")];
  const lines = [
    ...(problems.count === 0 ? [] : [t("problems", problems)]),
    ...(warnings.count === 0 ? [] : [t("warnings", warnings)]),
  ];
  const worst = problems.count > 0 ? "failed" : warnings.count > 0 ? "warning" : "ok";
  const Sign = { failed: IconX, warning: IconAlertTriangle, ok: IconCheck }[worst];
  return (
    <div role="status" className={classes["summary"]} data-state={phase === "over" ? worst : "open"}>
      {phase === "running" ? (
        <>
          {t("running")}
          <ProgressLine label={t("running")} share={null} />
        </>
      ) : phase === "stopped" ? (
        t("stopped")
      ) : phase === "over" ? (
        <span className={classes["verdict"]}>
          <Sign size={17} stroke={2.2} aria-hidden="true" />
          <span>
            {(lines.length === 0 ? [t("good")] : lines).map((line) => (
              <span key={line} className={classes["line"]}>
                {line}
              </span>
            ))}
          </span>
        </span>
      ) : null}
    </div>
  );
}
