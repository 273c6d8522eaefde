import { useMessages } from "#renderer/platform/i18n.ts";
import { Part } from "../page/part.tsx";
import { peopleMessages } from "../page/people-messages.ts";
import { present } from "../status/sync-status.ts";
import { useSyncStates } from "../sync-store.ts";
import type { Member } from "../types.ts";
import { useWorkspaceName } from "../use-workspace.ts";
import { connectedMessages } from "./messages.ts";
import classes from "./connected.module.css";

/** The members that are connected now, by workspace, and whether directly or through which server; nothing while nothing is shared. */
export function Connected() {
  const t = useMessages(connectedMessages);
  const nameOf = useWorkspaceName();
  const states = useSyncStates().filter(({ shared }) => shared);
  const connected = states.filter((state) => present(state).length > 0);
  if (states.length === 0) return null;
  return (
    <div className={classes["connected"]}>
      <Part title={t("title")} why={t("titleWhy")}>
        {connected.length === 0 ? <p className={classes["note"]}>{t("nobody")}</p> : null}
        {connected.map((state) => (
          <section key={state.id} aria-label={nameOf(state)}>
            <h3 className={classes["workspace"]}>{nameOf(state)}</h3>
            <ul className={classes["members"]}>
              {present(state).map((member) => (
                <li key={member.device}>
                  <span>
                    {member.name}
                    <OfWhom member={member} members={state.members} />
                  </span>
                  <span className={classes["how"]}>
                    <How member={member} />
                  </span>
                </li>
              ))}
            </ul>
          </section>
        ))}
        {connected.some((state) => present(state).some(({ pipe }) => pipe === "direct")) ? (
          <p className={classes["note"]}>{t("addresses")}</p>
        ) : null}
      </Part>
    </div>
  );
}

/** Whose other device it is. */
function OfWhom({ member, members }: { readonly member: Member; readonly members: readonly Member[] }) {
  const t = useMessages(peopleMessages);
  const person = members.find(({ device }) => device === member.of);
  return person === undefined ? null : (
    <span className={classes["of"]}>{t("deviceOf", { name: person.name })}</span>
  );
}

function How({ member: { pipe, through } }: { readonly member: Member }) {
  const t = useMessages(connectedMessages);
  if (pipe === "direct") return t("directly");
  if (pipe === "turn") return t("byTurn");
  return through === null ? t("relayed") : t("through", { address: through });
}
