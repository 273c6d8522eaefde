import { ActionIcon } from "@mantine/core";
import type { ReactNode } from "react";
import { useFormat } from "#renderer/platform/format.ts";
import { useLanguage, useMessages } from "#renderer/platform/i18n.ts";
import { saidIn } from "#renderer/platform/reason-text.ts";
import { useCopy } from "#renderer/ui/clipboard.ts";
import { IconAlertTriangle, IconCheck, IconCopy, IconX } from "#renderer/ui/icons.ts";
import { toast } from "#renderer/ui/toasts.tsx";
import { healthText, measureText } from "./health.ts";
import { settingsMessages } from "./messages.ts";
import type { Diagnostics } from "./report.ts";
import classes from "./diagnostics.module.css";

const SHELLS = { electron: "shellElectron", web: "shellWeb", cli: "shellCli", test: "shellTest" } as const;
const SIGNS = { good: IconCheck, warning: IconAlertTriangle, bad: IconX } as const;

/** Each check with its state as sign and word. */
export function Health({ checks }: { readonly checks: Diagnostics["health"] }) {
  const t = useMessages(settingsMessages);
  const language = useLanguage();
  return (
    <section className={classes["section"]} aria-label={t("health")}>
      <h2 className={classes["title"]}>{t("health")}</h2>
      <ul className={classes["health"]}>
        {checks.map((check) => {
          const { title, detail, finding } = healthText(check, t, language);
          const Sign = SIGNS[check.state];
          return (
            <li key={check.name} className={classes["check"]} data-state={check.state}>
              <span className={classes["state"]}>
                <Sign size={15} stroke={2.2} aria-hidden="true" />
                {t(check.state)}
              </span>
              <span className={classes["checkName"]}>{title}</span>
              <span className={classes["checkDetail"]}>
                {detail}
                {finding === null ? null : <code className={classes["finding"]}>{finding}</code>}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** Versions, and where and since when it runs. */
export function Facts({ diagnostics }: { readonly diagnostics: Diagnostics }) {
  const t = useMessages(settingsMessages);
  const format = useFormat();
  const copy = useCopy();
  const { dataFolder } = diagnostics;
  return (
    <section className={classes["section"]} aria-label={t("versions")}>
      <h2 className={classes["title"]}>{t("versions")}</h2>
      <dl className={classes["facts"]}>
        <Fact name={t("version")}>{diagnostics.version}</Fact>
        <Fact name={t("shell")}>{t(SHELLS[diagnostics.shell])}</Fact>
        <Fact name={t("contract")}>{diagnostics.contractVersion}</Fact>
        <Fact name={t("platform")}>{diagnostics.platform}</Fact>
        <Fact name="Node">{diagnostics.node}</Fact>
        <Fact name="SQLite">{diagnostics.sqlite}</Fact>
        <Fact name="git">{diagnostics.git ?? t("gitNone")}</Fact>
        <Fact name={t("memory")}>{format.bytes(diagnostics.memoryBytes)}</Fact>
        <Fact name={t("running")}>{format.dateTime(diagnostics.startedAt)}</Fact>
        <Fact name={t("dataFolder")} wide>
          <code className={classes["path"]}>{dataFolder}</code>
          <ActionIcon
            size="sm"
            aria-label={t("copyPath")}
            onClick={() => copy(dataFolder, () => toast({ key: "copied", message: t("pathCopied") }))}
          >
            <IconCopy size={14} />
          </ActionIcon>
        </Fact>
      </dl>
    </section>
  );
}

/** How large everything is, in bytes and in numbers. */
export function Storage({ sizes, counts }: Pick<Diagnostics, "sizes" | "counts">) {
  const t = useMessages(settingsMessages);
  const format = useFormat();
  return (
    <section className={classes["section"]} aria-label={t("storage")}>
      <h2 className={classes["title"]}>{t("storage")}</h2>
      <div className={classes["facts"]}>
        <dl className={classes["half"]}>
          {sizes.map((size) => (
            <Fact key={size.name} name={measureText(size.name, t)}>
              {format.bytes(size.bytes)}
            </Fact>
          ))}
        </dl>
        <dl className={classes["half"]}>
          {counts.map((count) => (
            <Fact key={count.name} name={measureText(count.name, t)}>
              {format.number(count.count)}
            </Fact>
          ))}
        </dl>
      </div>
    </section>
  );
}

/** Documents that could not be read, and why. */
export function SetAside({ documents }: { readonly documents: Diagnostics["setAside"] }) {
  const t = useMessages(settingsMessages);
  const language = useLanguage();
  const why = (one: Diagnostics["setAside"][number]) =>
    saidIn(language, { words: one.why, reasons: [one.reason] });
  return (
    <section className={classes["section"]} aria-label={t("setAside")}>
      <h2 className={classes["title"]}>{t("setAside")}</h2>
      <p className={classes["why"]}>{t("setAsideWhy")}</p>
      <ul className={classes["aside"]}>
        {documents.map((one) => (
          <li key={one.id}>
            <code className={classes["path"]}>{one.id}</code>
            <span>{one.kind === "poc" ? `POC: ${why(one)}` : why(one)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface FactProps {
  readonly name: string;
  readonly wide?: boolean;
  readonly children: ReactNode;
}

function Fact({ name, wide = false, children }: FactProps) {
  return (
    <div className={classes["fact"]} data-wide={wide || undefined}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
