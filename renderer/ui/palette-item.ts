import type { ComponentType, ReactNode } from "react";

/** A line of the palette: a command, or what a feature found for the words typed. */
export interface PaletteItem {
  readonly id: string;
  readonly group: string;
  readonly title: string;
  /** Quiet text after the title. */
  readonly detail?: string | undefined;
  /** What it is done to: its group's heading shows it, and who hears the line alone is told it, too. */
  readonly about?: string | undefined;
  readonly icon?: ComponentType<{ size?: number | string }> | undefined;
  /** In place of an icon. */
  readonly lead?: ReactNode;
  readonly shortcut?: string | undefined;
  readonly run: () => void;
}
