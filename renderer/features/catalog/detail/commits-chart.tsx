import { useFormat } from "#renderer/platform/format.ts";
import { useMessages } from "#renderer/platform/i18n.ts";
import type { PocDetail } from "../types.ts";
import { axisTicks, commitBars } from "./commit-bars.ts";
import { detailMessages } from "./messages.ts";
import { Section } from "./section.tsx";
import classes from "./side.module.css";

const MOST_BARS = 64;
const HEIGHT = 52;

/** Commits over time; the title says what a bar is, the axis how many. */
export function CommitsChart({ weeks }: { readonly weeks: PocDetail["commitWeeks"] }) {
  const t = useMessages(detailMessages);
  const format = useFormat();
  const chart = commitBars(weeks, MOST_BARS);
  if (chart === null) return null;
  const ticks = axisTicks(chart.most);
  const top = ticks.at(-1) ?? 1;
  const said = t("chartSaid", {
    total: t("commits", { count: chart.total }),
    from: format.month(chart.first),
    to: format.month(chart.to),
    count: chart.most,
  });
  return (
    <Section title={t("commitsByWeeks", { count: chart.weeks })}>
      <div className={classes["chart"]} role="img" aria-label={said}>
        <div className={classes["yAxis"]} style={{ height: HEIGHT + 12 }}>
          {ticks.toReversed().map((tick) => (
            <span key={tick}>{format.number(tick)}</span>
          ))}
        </div>
        <div>
          <svg
            className={classes["bars"]}
            viewBox={`0 0 ${chart.bars.length} ${HEIGHT}`}
            height={HEIGHT}
            preserveAspectRatio="none"
          >
            {ticks.map((tick) => (
              <line
                key={tick}
                x1={0}
                x2={chart.bars.length}
                y1={HEIGHT - (tick / top) * HEIGHT}
                y2={HEIGHT - (tick / top) * HEIGHT}
                vectorEffect="non-scaling-stroke"
              />
            ))}
            {chart.bars.map((bar, at) => {
              if (bar.count === 0) return null;
              const height = Math.max(2, (bar.count / top) * HEIGHT);
              const when = t("weekOf", { date: format.date(bar.from) });
              return (
                <rect key={bar.from} x={at + 0.12} width={0.76} y={HEIGHT - height} height={height}>
                  <title>{t("barSaid", { when, commits: t("commits", { count: bar.count }) })}</title>
                </rect>
              );
            })}
          </svg>
          <div className={classes["xAxis"]}>
            <span>{format.month(chart.from)}</span>
            <span>{format.month(chart.to)}</span>
          </div>
        </div>
      </div>
    </Section>
  );
}
