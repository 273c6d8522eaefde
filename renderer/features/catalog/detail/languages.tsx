import type { CSSProperties } from "react";
import { useFormat } from "#renderer/platform/format.ts";
import { useMessages } from "#renderer/platform/i18n.ts";
import { languageColour } from "#renderer/ui/language-colours.ts";
import { LanguageDot } from "#renderer/ui/language-dot.tsx";
import type { PocDetail } from "../types.ts";
import { detailMessages } from "./messages.ts";
import { languageShares } from "./shares.ts";
import { Section } from "./section.tsx";
import classes from "./side.module.css";

/** The languages as one bar, and their shares by name. */
export function Languages({ languages }: Pick<PocDetail, "languages">) {
  const t = useMessages(detailMessages);
  const format = useFormat();
  const shares = languageShares(languages);
  if (shares.length === 0) return null;
  const nameOf = (name: string | null) => name ?? t("otherLanguages");
  const colourOf = (name: string | null) => (name === null ? "var(--faint)" : languageColour(name));
  return (
    <Section title={t("languages")}>
      <div className={classes["shares"]} aria-hidden="true">
        {shares.map(({ name, share }) => (
          <i
            key={nameOf(name)}
            style={{ "--share": share, "--colour": colourOf(name) } as CSSProperties}
            title={`${nameOf(name)} ${format.percent(share)}`}
          />
        ))}
      </div>
      <ul className={classes["legend"]}>
        {shares.map(({ name, share }) => (
          <li key={nameOf(name)}>
            {name === null ? null : <LanguageDot language={name} />} {nameOf(name)}{" "}
            <span className={classes["quiet"]}>{format.percent(share)}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
