import { Table, VisuallyHidden } from "@mantine/core";
import { may, ROLES, type Action } from "#shared/features/workspace/roles.ts";
import { useMessages } from "#renderer/platform/i18n.ts";
import { IconCheck, IconMinus } from "#renderer/ui/icons.ts";
import { workspaceMessages } from "../messages.ts";
import type { Sharing } from "../types.ts";
import { pageMessages } from "./messages.ts";
import { Part } from "./part.tsx";
import classes from "./role-table.module.css";

/** What members do, as a person calls it. */
const ACTIONS: Readonly<Record<Action, `may_${Action}`>> = {
  read: "may_read",
  write: "may_write",
  invite: "may_invite",
  assign: "may_assign",
  appoint: "may_appoint",
  rename: "may_rename",
  transfer: "may_transfer",
  "add-device": "may_add-device",
  leave: "may_leave",
};

/** Who may do what; the column of this device's role stands out. */
export function RoleTable({ role }: { readonly role: Sharing["role"] | null }) {
  const t = useMessages(pageMessages);
  const w = useMessages(workspaceMessages);
  return (
    <Part title={t("roles")} why={t("rolesWhy")}>
      <div className={classes["tableScroll"]}>
        <Table aria-label={t("roles")} className={classes["roleTable"]}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>
                <VisuallyHidden>{t("action")}</VisuallyHidden>
              </Table.Th>
              {ROLES.map((one) => (
                <Table.Th key={one} data-own={one === role || undefined}>
                  {w(one)}
                  {one === role ? <span className={classes["you"]}>{t("you")}</span> : null}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {(Object.keys(ACTIONS) as (keyof typeof ACTIONS)[]).map((action) => (
              <Table.Tr key={action}>
                <Table.Th scope="row">{t(ACTIONS[action])}</Table.Th>
                {ROLES.map((one) => (
                  <Table.Td key={one} data-own={one === role || undefined}>
                    {may(one, action) ? (
                      <IconCheck size={16} className={classes["yes"]} aria-hidden />
                    ) : (
                      <IconMinus size={16} className={classes["no"]} aria-hidden />
                    )}
                    <VisuallyHidden>{may(one, action) ? t("yes") : t("no")}</VisuallyHidden>
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </Part>
  );
}
