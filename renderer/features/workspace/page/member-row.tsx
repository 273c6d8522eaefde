import { ActionIcon, Button, Menu, NativeSelect } from "@mantine/core";
import { skipToken, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useId, useState } from "react";
import { may, ROLES } from "#shared/features/workspace/roles.ts";
import { useFormat } from "#renderer/platform/format.ts";
import { useMessages } from "#renderer/platform/i18n.ts";
import { usePlaceOf } from "#renderer/platform/present.ts";
import { core } from "#renderer/platform/queries.ts";
import { IconCrown, IconDots, IconTrash } from "#renderer/ui/icons.ts";
import { toast } from "#renderer/ui/toasts.tsx";
import { Ago } from "../status/ago.tsx";
import { workspaceMessages } from "../messages.ts";
import type { Member, Sharing } from "../types.ts";
import { useSharingChanges } from "../use-workspace.ts";
import { peopleMessages } from "./people-messages.ts";
import classes from "./page.module.css";
import own from "./people.module.css";

export interface MemberRowProps {
  readonly member: Member;
  readonly state: Sharing;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly onRemove: () => void;
  readonly onOffer: () => void;
}

/** A member: who, in what role, whether it is there, and what may be done with it. */
export function MemberRow({ member, state, now, onRemove, onOffer }: MemberRowProps) {
  const t = useMessages(peopleMessages);
  const [comparing, setComparing] = useState(false);
  const wordsId = useId();
  const { name, self, fingerprint } = member;
  const person = state.members.find(({ device }) => device === member.of)?.name;
  const offers = may(state.role === "unknown" ? null : state.role, "transfer") && !self;
  return (
    <li className={classes["member"]}>
      <div className={classes["memberWho"]}>
        <div className={classes["memberName"]}>
          <bdi>{name}</bdi>
          {person === undefined ? null : <span className={own["of"]}>{t("deviceOf", { name: person })}</span>}
          {self ? <span className={own["badge"]}>{t("thisDevice")}</span> : null}
        </div>
        <Presence member={member} state={state} now={now} />
      </div>
      <RoleChoice member={member} />
      <Button
        variant="default"
        aria-expanded={comparing}
        aria-controls={wordsId}
        aria-label={t("compareNamed", { name })}
        onClick={() => setComparing(!comparing)}
      >
        {t("compare")}
      </Button>
      <span className={classes["memberMenu"]}>
        {member.removable || offers ? (
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon variant="default" size={30} aria-label={t("actionsFor", { name })}>
                <IconDots size={16} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              {offers ? (
                <Menu.Item leftSection={<IconCrown size={15} />} onClick={onOffer}>
                  {t("offerMenu")}
                </Menu.Item>
              ) : null}
              {member.removable ? (
                <Menu.Item leftSection={<IconTrash size={15} />} onClick={onRemove}>
                  {t("removeMenu")}
                </Menu.Item>
              ) : null}
            </Menu.Dropdown>
          </Menu>
        ) : null}
      </span>
      <div id={wordsId} className={own["fingerprint"]} hidden={!comparing}>
        <p>{self ? t("compareOwn") : t("compareWhy", { name })}</p>
        <code lang="en">{fingerprint}</code>
      </div>
    </li>
  );
}

function RoleChoice({ member }: { readonly member: Member }) {
  const t = useMessages(workspaceMessages);
  const p = useMessages(peopleMessages);
  const { assign } = useSharingChanges();
  const { device, name, role, roles } = member;
  const others = roles.filter((one) => one !== role);
  if (others.length === 0) return <span className={classes["memberRole"]}>{t(role)}</span>;
  const give = (next: Member["roles"][number]) =>
    assign.mutate(
      { device, role: next },
      {
        onSuccess: () =>
          toast({
            key: `role ${device}`,
            message: p("roleGiven", { name, role: t(next) }),
            ...(role === "owner" ? {} : { undo: () => assign.mutate({ device, role }) }),
          }),
      },
    );
  return (
    <NativeSelect
      className={classes["memberRole"]}
      aria-label={p("roleOf", { name })}
      value={role}
      disabled={assign.isPending}
      data={ROLES.filter((one) => one === role || others.some((other) => other === one)).map((value) => ({
        value,
        label: t(value),
      }))}
      onChange={(event) => {
        const next = others.find((one) => one === event.currentTarget.value);
        if (next !== undefined) give(next);
      }}
    />
  );
}

interface PresenceProps {
  readonly member: Member;
  readonly state: Sharing;
  readonly now: number;
}

function Presence({ member, state: { id, paused }, now }: PresenceProps) {
  const t = useMessages(peopleMessages);
  const format = useFormat();
  const { self, online, pipe, equalAt, wanted } = member;
  if (self) return <div className={classes["memberState"]}>{paused ? t("selfPaused") : t("selfHere")}</div>;
  if (!online)
    return (
      <div className={classes["memberState"]}>
        {equalAt === null ? t("awayNever") : t("awaySince", { ago: format.ago(equalAt, now) })}
      </div>
    );
  return (
    <div className={classes["memberState"]} data-online>
      <i className={classes["dot"]} aria-hidden="true" />
      {t(pipe === "direct" ? "hereDirect" : pipe === "turn" ? "hereTurn" : "hereRelay")}
      {wanted > 0 ? (
        <span>{t("wanted", { count: wanted })}</span>
      ) : equalAt === null ? (
        <span>{t("comparing")}</span>
      ) : (
        <span aria-hidden="true">
          {t("inSync")} <Ago at={equalAt} now={now} />
        </span>
      )}
      <Place member={member} workspace={id} />
    </div>
  );
}

interface PlaceProps {
  readonly member: Member;
  readonly workspace: string;
}

/** The POC that a member has open. */
function Place({ member: { device }, workspace }: PlaceProps) {
  const t = useMessages(peopleMessages);
  const place = usePlaceOf(device, workspace);
  const id = place?.document ?? null;
  const name = useQuery({
    ...core.catalog.get.queryOptions(id === null ? { input: skipToken } : { input: { id } }),
    select: (poc) => poc.name,
  }).data;
  // What cannot be told by its name is not shown.
  if (place === undefined || id === null || name === undefined) return null;
  return (
    <span className={classes["memberPlace"]}>
      {t(place.writing ? "writesIn" : "looksAt")}{" "}
      <Link to="/catalog/$pocId" params={{ pocId: id }}>
        {name}
      </Link>
    </span>
  );
}
