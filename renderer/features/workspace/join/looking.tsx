import { Text } from "@mantine/core";
import { useEffect, useState } from "react";
import { useMessages } from "#renderer/platform/i18n.ts";
import { ProgressLine } from "#renderer/ui/progress-line.tsx";
import { joinMessages } from "./messages.ts";
import type { Looking as Where } from "./use-join.ts";
import classes from "./join.module.css";

/** Whoever is there is mostly found sooner, milliseconds. */
const ADVICE_AFTER = 10_000;

const STATES = {
  connecting: "placeConnecting",
  joined: "placeJoined",
  waiting: "placeWaiting",
  refused: "placeRefused",
} as const;

/** Where whoever invited is looked for, how each place fares, and after a while what to check. */
export function Looking({ where }: { readonly where: Where | null }) {
  const t = useMessages(joinMessages);
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), ADVICE_AFTER);
    return () => clearTimeout(timer);
  }, []);
  const nearby = where?.places.some(({ source }) => source === "lan") === true;
  return (
    <>
      <div role="status">
        <Text fw={600}>{t("looking")}</Text>
        <Text c="dimmed">{t("lookingWhy")}</Text>
      </div>
      <ProgressLine label={t("looking")} share={null} />
      {where === null ? null : (
        <ul className={classes["places"]} aria-label={t("places")}>
          {where.lan ? (
            <li data-state={nearby ? "joined" : "connecting"}>
              <span>{t("placeLan")}</span>
              <span>{t(nearby ? "placeLanFound" : "placeLanNobody")}</span>
            </li>
          ) : null}
          {where.places.map(({ address, state }) => (
            <li key={address} data-state={state}>
              <code>{address}</code>
              <span>{t(STATES[state])}</span>
            </li>
          ))}
        </ul>
      )}
      <div role="status">
        {!late || where === null ? null : (
          <>
            <Text fw={600}>{t("notFoundYet")}</Text>
            <ul className={classes["advice"]}>
              {adviceOf(where).map((advice) => (
                <li key={advice}>{t(advice)}</li>
              ))}
            </ul>
          </>
        )}
      </div>
    </>
  );
}

type Advice = "checkOpen" | "checkServer" | "checkNetwork" | "checkAddress";

/** What to check first, by what of it is reached. */
function adviceOf({ lan, places }: Where): readonly Advice[] {
  const set = places.filter(({ source }) => source === "set");
  const reached = places.some(({ state }) => state === "joined");
  return [
    ...(set.length > 0 && set.every(({ state }) => state !== "joined") ? (["checkServer"] as const) : []),
    ...(reached || lan ? (["checkOpen"] as const) : []),
    ...(lan && !reached ? (["checkNetwork"] as const) : []),
    ...(set.length === 0 ? (["checkAddress"] as const) : []),
  ];
}
