import { Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./ui.module.css";

export interface EmptyStateProps {
  readonly icon?: ReactNode;
  readonly title: string;
  readonly children?: ReactNode;
  /** The one button that fills it, and at most quiet others. */
  readonly actions?: ReactNode;
}

/** Says what belongs here, and has the button that fills it. */
export function EmptyState({ icon, title, children, actions }: EmptyStateProps) {
  return (
    <Stack className={classes["empty"]} align="center" gap="xs">
      {icon === undefined ? null : <div className={classes["emptyIcon"]}>{icon}</div>}
      <Title order={2}>{title}</Title>
      {children === undefined ? null : (
        <Text c="dimmed" component="div" maw={460} ta="center">
          {children}
        </Text>
      )}
      {actions === undefined ? null : <div className={classes["emptyActions"]}>{actions}</div>}
    </Stack>
  );
}
