import { Title, VisuallyHidden } from "@mantine/core";
import { FACETS } from "#shared/features/catalog/catalog.ts";
import { useMessages } from "#renderer/platform/i18n.ts";
import { catalogMessages } from "../messages.ts";
import classes from "./search.module.css";

/** What can be typed into the search field, each with an example and what it asks for. */
const LINES = [
  { examples: ["kafka retry"], meaning: "helpWords" },
  { examples: ['"dead letter"'], meaning: "helpPhrase" },
  { examples: ["language:java", 'framework:"spring boot"'], meaning: "helpField" },
  { examples: ["tag:talk tag:demo"], meaning: "helpSeveral" },
  { examples: ["-tag:old", "-draft"], meaning: "helpMinus" },
  { examples: ["folder:work/labs"], meaning: "helpFolder" },
  { examples: ["year:2024", "year:2020..2021", "year:>2023", "year:<2020"], meaning: "helpYear" },
] as const;

/** The query language in short: for the sheet that one asks for with `?`. */
export function QueryHelp() {
  const t = useMessages(catalogMessages);
  return (
    <section aria-label={t("searchLanguage")}>
      <Title order={3} mb={4}>
        {t("searchLanguage")}
      </Title>
      <dl className={classes["help"]}>
        {LINES.map(({ examples, meaning }) => (
          <div key={meaning} className={classes["helpLine"]}>
            <dt>
              {examples.map((example, at) => (
                <span key={example}>
                  {at === 0 ? null : <VisuallyHidden component="span">, </VisuallyHidden>}
                  <code className={classes["helpExample"]}>{example}</code>
                </span>
              ))}
            </dt>
            <dd>{meaning === "helpField" ? t(meaning, { fields: FACETS.join(", ") }) : t(meaning)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
