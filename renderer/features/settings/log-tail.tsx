import { Button, SegmentedControl, TextInput, UnstyledButton, VisuallyHidden } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useLayoutEffect, useMemo, useRef, useState } from "react";
import { useLanguage, useMessages } from "#renderer/platform/i18n.ts";
import { core } from "#renderer/platform/queries.ts";
import { useCopy } from "#renderer/ui/clipboard.ts";
import { ErrorNotice } from "#renderer/ui/error-notice.tsx";
import { IconCopy } from "#renderer/ui/icons.ts";
import { toast } from "#renderer/ui/toasts.tsx";
import { filterLog, logText, type LogLevel } from "./log-filter.ts";
import { settingsMessages } from "./messages.ts";
import classes from "./diagnostics.module.css";

const LINES = 500;
const LEVELS: readonly LogLevel[] = ["all", "info", "warn", "error"];
const LABELS = { all: "levelAll", info: "levelInfo", warn: "levelWarn", error: "levelError" } as const;

/** The newest lines of the log, by level and words, newest at the foot. */
export function LogTail() {
  const t = useMessages(settingsMessages);
  const language = useLanguage();
  const copy = useCopy();
  const box = useRef<HTMLDivElement>(null);
  const [level, setLevel] = useState<LogLevel>("all");
  const [words, setWords] = useState("");
  const query = useQuery(core.settings.log.queryOptions({ input: { lines: LINES }, staleTime: 0 }));
  const lines = useMemo(() => filterLog(query.data ?? [], level, words), [query.data, level, words]);
  const time = useMemo(
    () => new Intl.DateTimeFormat(language, { dateStyle: "short", timeStyle: "medium" }),
    [language],
  );
  useLayoutEffect(() => {
    box.current?.scrollTo({ top: box.current.scrollHeight });
  }, [lines]);
  return (
    <section className={classes["section"]} aria-label={t("log")}>
      <div className={classes["line"]}>
        <h2 className={classes["title"]}>{t("log")}</h2>
        <Button
          variant="default"
          leftSection={<IconCopy size={15} />}
          disabled={lines.length === 0}
          onClick={() =>
            copy(logText(lines), () =>
              toast({ key: "copied", message: t("logCopied", { count: lines.length }) }),
            )
          }
        >
          {t("copyLog")}
        </Button>
      </div>
      <p className={classes["why"]}>{t("logWhy", { count: LINES })}</p>
      <div className={classes["logBar"]}>
        <SegmentedControl
          aria-label={t("level")}
          value={level}
          data={LEVELS.map((one) => ({ value: one, label: t(LABELS[one]) }))}
          onChange={(next) => setLevel(LEVELS.find((one) => one === next) ?? "all")}
        />
        <TextInput
          className={classes["logFilter"]}
          aria-label={t("filterLog")}
          placeholder={t("filterLog")}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
      </div>
      {query.error === null ? null : <ErrorNotice error={query.error} onRetry={() => void query.refetch()} />}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard */}
      <div ref={box} className={classes["log"]} tabIndex={0} role="group" aria-label={t("logLines")}>
        {lines.length === 0 ? (
          <p className={classes["logEmpty"]}>{query.data === undefined ? "\u00A0" : t("logEmpty")}</p>
        ) : (
          <table className={classes["logTable"]}>
            <VisuallyHidden component="thead">
              <tr>
                <th>{t("time")}</th>
                <th>{t("level")}</th>
                <th>{t("message")}</th>
                <th>{t("correlation")}</th>
              </tr>
            </VisuallyHidden>
            <tbody>
              {lines.map((line, index) => (
                <tr key={index} data-level={line.level}>
                  <td className={classes["logTime"]}>{time.format(line.at)}</td>
                  <td className={classes["logLevel"]}>{line.level}</td>
                  <td className={classes["logMessage"]}>{line.message}</td>
                  <td>
                    <CorrelationId id={line.correlationId} onFilter={setWords} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
    </section>
  );
}

interface CorrelationIdProps {
  readonly id: string | null;
  readonly onFilter: (id: string) => void;
}

function CorrelationId({ id, onFilter }: CorrelationIdProps) {
  const t = useMessages(settingsMessages);
  if (id === null) return null;
  return (
    <UnstyledButton
      className={classes["correlation"]}
      title={t("onlyThis", { id })}
      aria-label={t("onlyThis", { id })}
      onClick={() => onFilter(id)}
    >
      {id.slice(0, 8)}
    </UnstyledButton>
  );
}
