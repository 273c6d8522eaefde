import type { ReactNode } from "react";
import { useFormat } from "#renderer/platform/format.ts";
import { useMessages } from "#renderer/platform/i18n.ts";
import type { PocDetail } from "../types.ts";
import { detailMessages } from "./messages.ts";
import classes from "./side.module.css";

const MOST_AUTHORS = 4;

/** When, who, how large, under which licence; what is not known has no line. */
export function Facts({ poc }: { readonly poc: PocDetail }) {
  const t = useMessages(detailMessages);
  const format = useFormat();
  if (poc.scanned === null) return null;
  const authors = poc.authors.slice(0, MOST_AUTHORS);
  const others = poc.authors.length - authors.length;
  return (
    <dl className={classes["facts"]} aria-label={t("facts")}>
      {poc.createdAt === null ? null : <Fact name={t("created")}>{format.date(poc.createdAt)}</Fact>}
      {poc.updatedAt === null ? null : (
        <Fact name={t("updated")}>
          {format.date(poc.updatedAt)}
          {poc.commits > 0 ? ` · ${t("commits", { count: poc.commits })}` : null}
        </Fact>
      )}
      {authors.length === 0 ? null : (
        <Fact name={t("authors")}>
          {authors.map((author, at) => (
            <span
              key={author.email}
              title={`${t("authorCommits", { name: author.name, count: author.commits })}\n${author.email}`}
            >
              {at === 0 ? "" : ", "}
              {author.name}
            </span>
          ))}
          {others > 0 ? ` ${t("moreAuthors", { count: others })}` : null}
        </Fact>
      )}
      <Fact name={t("licence")}>{poc.licence ?? t("none")}</Fact>
      <Fact name={t("size")}>
        {t("lines", { count: poc.linesOfCode })} {t("inFiles", { count: poc.files })} ·{" "}
        {format.bytes(poc.bytes)}
      </Fact>
    </dl>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className={classes["fact"]}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
