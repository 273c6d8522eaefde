import type { Finding } from "#shared/features/workspace/doctor.ts";
import { inEnglish } from "#shared/api/reasons.ts";
import { useFormat } from "#renderer/platform/format.ts";
import { useLanguage, useMessages, type Translate } from "#renderer/platform/i18n.ts";
import { saidIn } from "#renderer/platform/reason-text.ts";
import { IconAlertTriangle, IconCheck, IconMinus, IconX } from "#renderer/ui/icons.ts";
import { doctorMessages } from "./messages.ts";
import classes from "./doctor.module.css";

const SIGNS = { ok: IconCheck, warning: IconAlertTriangle, failed: IconX, skipped: IconMinus } as const;

type Say = Translate<(typeof doctorMessages)["en"]>;

/** What was looked at, in a word or two. */
export function checkTitle({ check, address }: Finding, t: Say): string {
  // That there is no address at all is not the failure of a connection.
  return check === "connect" && address === null ? t("check_address") : t(`check_${check}`);
}

/** What was not looked at in a place because of what failed there before, in one line. */
export function RestRow({ rest }: { readonly rest: readonly Finding[] }) {
  const t = useMessages(doctorMessages);
  const format = useFormat();
  return (
    <li className={classes["finding"]} data-state="skipped">
      <span className={classes["state"]}>
        <IconMinus size={15} stroke={2.2} aria-hidden="true" />
        {t("skipped")}
      </span>
      <span className={classes["rest"]}>
        {t("rest", { checks: format.list(rest.map((finding) => checkTitle(finding, t))) })}
      </span>
    </li>
  );
}

/** What one look has found: its state as sign and word, what it means and what to do. */
export function FindingRow({ finding }: { readonly finding: Finding }) {
  const t = useMessages(doctorMessages);
  const language = useLanguage();
  const { check, state, reason } = finding;
  const Sign = SIGNS[state];
  return (
    <li className={classes["finding"]} data-state={state}>
      <span className={classes["state"]}>
        <Sign size={15} stroke={2.2} aria-hidden="true" />
        {t(state)}
      </span>
      <span className={classes["check"]}>{checkTitle(finding, t)}</span>
      <span className={classes["means"]}>
        {reason !== null
          ? saidIn(language, { words: inEnglish(reason), reasons: [reason] })
          : check === "firewall" || check === "turn"
            ? null
            : t(`ok_${check}`)}
      </span>
    </li>
  );
}
