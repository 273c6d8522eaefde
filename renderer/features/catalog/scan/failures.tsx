import { Button } from "@mantine/core";
import { useState } from "react";
import { useLanguage, useMessages } from "#renderer/platform/i18n.ts";
import { saidIn } from "#renderer/platform/reason-text.ts";
import { useCopy } from "#renderer/ui/clipboard.ts";
import { IconCopy } from "#renderer/ui/icons.ts";
import { toast } from "#renderer/ui/toasts.tsx";
import { scanMessages } from "./messages.ts";
import type { ScanJob } from "../types.ts";
import classes from "./scan-panel.module.css";

type Failed = NonNullable<ScanJob["result"]>["failed"];

const FIRST = 5;

export interface FailuresProps {
  readonly failed: Failed;
  /** Failures beyond those listed. */
  readonly more: number;
}

/** What could not be read, and why; to be copied as it stands. */
export function Failures({ failed, more }: FailuresProps) {
  const t = useMessages(scanMessages);
  const language = useLanguage();
  const [all, setAll] = useState(false);
  const shown = all ? failed : failed.slice(0, FIRST);
  const why = (one: Failed[number]) => saidIn(language, { words: one.why, reasons: one.reasons ?? [] });
  const copy = useCopy();
  const copyList = () =>
    copy(failed.map((one) => `${one.path}\t${one.code}\t${why(one)}`).join("\n"), () =>
      toast({ key: "copied", message: t("listCopied") }),
    );
  return (
    <div className={classes["failures"]}>
      <div className={classes["panelLine"]}>
        <h4 className={classes["panelTitle"]}>{t("failuresTitle", { count: failed.length + more })}</h4>
        <Button
          variant="subtle"
          color="gray"
          leftSection={<IconCopy size={14} />}
          onClick={copyList}
          ml="auto"
        >
          {t("copyList")}
        </Button>
      </div>
      <p className={classes["panelText"]}>{t("failuresWhy")}</p>
      <ul className={classes["failureList"]}>
        {shown.map((one, index) => (
          <li key={`${index}${one.path}`} className={classes["failure"]}>
            <code className={classes["failurePath"]} title={one.path}>
              {one.path}
            </code>
            <span className={classes["failureWhy"]}>
              {t(one.code)}: {why(one)}
            </span>
          </li>
        ))}
      </ul>
      {!all && failed.length > FIRST ? (
        <Button variant="subtle" onClick={() => setAll(true)}>
          {t("showAll", { count: failed.length })}
        </Button>
      ) : more === 0 ? null : (
        <p className={classes["panelText"]}>{t("failuresMore", { count: more })}</p>
      )}
    </div>
  );
}
