import classes from "./progress-line.module.css";

export interface ProgressLineProps {
  /** What makes progress, for screen readers. */
  readonly label: string;
  /** 0 to 1; null while the whole is not known. */
  readonly share: number | null;
  /** How far it is, in words. */
  readonly text?: string;
}

/** A thin bar of progress; it runs to and fro while nobody knows how long it takes. */
export function ProgressLine({ label, share, text }: ProgressLineProps) {
  return (
    <div
      className={classes["line"]}
      role="progressbar"
      aria-label={label}
      aria-valuetext={text === "" ? undefined : text}
      {...(share === null
        ? {}
        : { "aria-valuemin": 0, "aria-valuemax": 100, "aria-valuenow": Math.round(share * 100) })}
    >
      <div
        className={classes["bar"]}
        data-unknown={share === null || undefined}
        style={share === null ? undefined : { transform: `scaleX(${share})` }}
      />
    </div>
  );
}
