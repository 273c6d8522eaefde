import { useState, type CSSProperties } from "react";
import { useFormat } from "#renderer/platform/format.ts";
import { useMessages } from "#renderer/platform/i18n.ts";
import type { FilterPill } from "../list-state.ts";
import { catalogMessages } from "../messages.ts";
import type { FacetValue } from "../types.ts";
import { yearBars } from "./years.ts";
import classes from "./facets.module.css";

/** Years shown before "more". */
const FEW = 8;

interface YearBarsProps {
  readonly values: readonly FacetValue[];
  readonly onToggle: (pill: FilterPill, chosen: boolean) => void;
}

/** The years as bars with their counts, newest first; each is a button. */
export function YearBars({ values, onToggle }: YearBarsProps) {
  const t = useMessages(catalogMessages);
  const format = useFormat();
  const [open, setOpen] = useState(false);
  const bars = yearBars(values);
  const shown = open ? bars : bars.filter((bar, at) => at < FEW || bar.selected);
  const more = bars.length - shown.length;
  return (
    <>
      <ul className={classes["list"]} title={t("yearsAxis")}>
        {shown.map((bar) => (
          <li key={bar.year}>
            <button
              type="button"
              className={classes["value"]}
              aria-pressed={bar.selected}
              disabled={bar.count === 0 && !bar.selected}
              onClick={() => onToggle({ facet: "year", value: bar.year, negated: false }, !bar.selected)}
            >
              <span className={classes["year"]}>{bar.year}</span>
              <span className={classes["track"]} aria-hidden="true">
                <i className={classes["bar"]} style={{ "--share": bar.share } as CSSProperties} />
              </span>
              <span className={classes["count"]}>{format.number(bar.count)}</span>
            </button>
          </li>
        ))}
      </ul>
      {more > 0 || open ? (
        <button
          type="button"
          className={classes["quiet"]}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {open ? t("showFewer") : t("showMore", { count: more })}
        </button>
      ) : null}
    </>
  );
}
