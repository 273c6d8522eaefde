import { useMessages } from "#renderer/platform/i18n.ts";
import { Part } from "../page/part.tsx";
import { useSyncStates } from "../sync-store.ts";
import type { Sharing } from "../types.ts";
import { useWorkspaceName } from "../use-workspace.ts";
import { refusedMessages } from "./messages.ts";
import classes from "./refused.module.css";

/** What was refused of peers: for each workspace and member how many changes, and why. */
export function Refused() {
  const t = useMessages(refusedMessages);
  const nameOf = useWorkspaceName();
  const states = useSyncStates().filter(({ refusals }) => refusals.length > 0);
  return (
    <Part title={t("title")} why={t("titleWhy")}>
      {states.length === 0 ? <p className={classes["nothing"]}>{t("nothing")}</p> : null}
      {states.map((state) => (
        <section key={state.id} aria-label={nameOf(state)}>
          <h3 className={classes["workspace"]}>{nameOf(state)}</h3>
          <ul className={classes["who"]}>
            {state.members
              .filter(({ device }) => state.refusals.some((one) => one.device === device))
              .map(({ device, name, refused }) => (
                <Who
                  key={device}
                  name={name}
                  changes={refused}
                  refusals={state.refusals.filter((one) => one.device === device)}
                />
              ))}
            <Who
              name={t("stranger")}
              changes={0}
              refusals={state.refusals.filter(({ device }) => device === null)}
            />
          </ul>
        </section>
      ))}
    </Part>
  );
}

interface WhoProps {
  readonly name: string;
  /** Changes and words that were not let in; ended connections are none. */
  readonly changes: number;
  readonly refusals: Sharing["refusals"];
}

function Who({ name, changes, refusals }: WhoProps) {
  const t = useMessages(refusedMessages);
  if (refusals.length === 0) return null;
  return (
    <li className={classes["one"]}>
      <div className={classes["name"]}>
        {name}
        {changes === 0 ? null : <span className={classes["count"]}>{t("changes", { count: changes })}</span>}
      </div>
      <ul className={classes["reasons"]}>
        {refusals.map(({ why, count }) => (
          <li key={why}>
            <span>{t(why)}</span>
            <span className={classes["count"]}>{t("times", { count })}</span>
          </li>
        ))}
      </ul>
    </li>
  );
}
