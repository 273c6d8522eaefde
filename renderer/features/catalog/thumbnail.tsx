import { memo, useEffect, useState, type CSSProperties } from "react";
import { hueOf, initialsOf } from "./initials.ts";
import { pictureOf } from "./pictures.ts";
import classes from "./thumbnail.module.css";

/** Scrolling past does not ask for a picture: only what stays in sight this long does. */
const IN_SIGHT_MS = 120;

interface ThumbnailProps {
  readonly id: string;
  readonly name: string;
  /** Which picture it has; null for none. */
  readonly picture: string | null;
  readonly size: "row" | "small" | "card" | "head";
}

/** The picture of a POC, or a generated one: its initials on a colour of its own. The name always stands beside it. */
export const Thumbnail = memo(function Thumbnail({ id, name, picture, size }: ThumbnailProps) {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    setUrl(null);
    if (picture === null) return undefined;
    let gone = false;
    const timer = setTimeout(() => {
      void pictureOf(id, picture).then((found) => {
        if (!gone) setUrl(found);
      });
    }, IN_SIGHT_MS);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [id, picture]);
  if (url !== null) {
    return (
      <img className={classes["thumbnail"]} data-size={size} src={url} alt="" onError={() => setUrl(null)} />
    );
  }
  return (
    <span
      className={classes["thumbnail"]}
      data-size={size}
      data-initials={initialsOf(name)}
      style={{ "--hue": hueOf(name) } as CSSProperties}
      aria-hidden="true"
    />
  );
});
