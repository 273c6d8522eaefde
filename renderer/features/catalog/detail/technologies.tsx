import { Link } from "@tanstack/react-router";
import { useMessages } from "#renderer/platform/i18n.ts";
import type { PocDetail } from "../types.ts";
import { detailMessages } from "./messages.ts";
import { Section } from "./section.tsx";
import classes from "./side.module.css";

type Technology = PocDetail["technologies"][number];

/** What one would name it by comes first. */
const ORDER: readonly Technology["kind"][] = ["framework", "platform", "database", "library", "tool"];
/** The kinds that the facet "framework" offers: these lead to the others that have it. */
const LEADS: readonly Technology["kind"][] = ["framework", "library", "database"];

/** Frameworks, libraries, tools, with their versions; those that are a facet lead to their like. */
export function Technologies({ technologies }: Pick<PocDetail, "technologies">) {
  const t = useMessages(detailMessages);
  if (technologies.length === 0) return null;
  const sorted = technologies.toSorted((one, other) => ORDER.indexOf(one.kind) - ORDER.indexOf(other.kind));
  return (
    <Section title={t("technologies")}>
      <ul className={classes["chips"]}>
        {sorted.map((one) => (
          <li key={`${one.kind}:${one.name}`}>
            {LEADS.includes(one.kind) ? (
              <Link
                to="/catalog"
                search={{ framework: [one.name] }}
                className={classes["chip"]}
                title={t("showTechnology", { name: one.name })}
              >
                {one.name} <Version of={one} />
              </Link>
            ) : (
              <span className={classes["chip"]}>
                {one.name} <Version of={one} />
              </span>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Version({ of }: { readonly of: Technology }) {
  return of.version === null ? null : <span className={classes["version"]}>{of.version}</span>;
}
