import { useMemo } from "react";
import { encode } from "uqr";

/** Light modules around the picture, without which no camera finds it. */
const QUIET = 4;

export interface QrCodeProps {
  readonly text: string;
  /** What it is, for whoever does not see it. */
  readonly label: string;
  /** Width and height, px. */
  readonly size: number;
}

/** A QR code: black on white in every theme, because cameras expect it so. */
export function QrCode({ text, label, size }: QrCodeProps) {
  const { width, path } = useMemo(() => {
    const { data, size: modules } = encode(text, { ecc: "M", border: QUIET });
    return { width: modules, path: pathOf(data) };
  }, [text]);
  return (
    <svg
      role="img"
      aria-label={label}
      width={size}
      height={size}
      viewBox={`0 0 ${width} ${width}`}
      shapeRendering="crispEdges"
      style={{ forcedColorAdjust: "none", borderRadius: 8, flex: "none" }}
    >
      <rect width={width} height={width} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}

/** One rectangle for each run of dark modules. */
function pathOf(rows: readonly (readonly boolean[])[]): string {
  const parts: string[] = [];
  for (const [y, row] of rows.entries()) {
    for (let x = 0; x < row.length; x++) {
      if (row[x] !== true) continue;
      let end = x;
      while (row[end] === true) end++;
      parts.push(`M${x} ${y}h${end - x}v1h${x - end}z`);
      x = end;
    }
  }
  return parts.join("");
}
