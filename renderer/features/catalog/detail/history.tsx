import { UnstyledButton } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { client } from "#renderer/platform/client.ts";
import { useFormat, type Format } from "#renderer/platform/format.ts";
import { useLanguage, useMessages } from "#renderer/platform/i18n.ts";
import { core } from "#renderer/platform/queries.ts";
import { ErrorNotice } from "#renderer/ui/error-notice.tsx";
import { toast, toastError } from "#renderer/ui/toasts.tsx";
import type { HistoryEntry, PocDetail } from "../types.ts";
import {
  arrivalOf,
  giveBackOf,
  tagOf,
  textGivenBack,
  undoOfRestore,
  type Arrival,
  type GiveBack,
} from "./history-entry.ts";
import { detailMessages } from "./messages.ts";
import { Section } from "./section.tsx";
import { editKey } from "./use-poc-edit.ts";
import classes from "./detail.module.css";

interface HistoryProps {
  readonly poc: PocDetail;
  /** Nothing can be taken back but what was written for this machine alone. */
  readonly readOnly: boolean;
}

/** What was edited, when and on which device; each change can be taken back by itself. */
export function History({ poc, readOnly }: HistoryProps) {
  const t = useMessages(detailMessages);
  const [open, setOpen] = useState(false);
  return (
    <Section
      title={t("history")}
      aside={
        <UnstyledButton className={classes["link"]} aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? t("hideHistory") : t("showHistory")}
        </UnstyledButton>
      }
    >
      {open ? <Changes poc={poc} readOnly={readOnly} /> : null}
    </Section>
  );
}

function Changes({ poc, readOnly }: HistoryProps) {
  const t = useMessages(detailMessages);
  const { data, error, refetch } = useQuery(core.catalog.history.queryOptions({ input: { id: poc.id } }));
  if (error !== null) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return null;
  if (data.length === 0) return <p className={classes["quietText"]}>{t("noHistory")}</p>;
  const arrival = arrivalOf(poc.id, data);
  return (
    <ol className={classes["history"]}>
      {data.map((entry) => (
        <Change key={entry.id} poc={poc} readOnly={readOnly} entry={entry} arrival={arrival} />
      ))}
    </ol>
  );
}

interface ChangeProps extends HistoryProps {
  readonly entry: HistoryEntry;
  readonly arrival: Arrival | null;
}

function Change({ poc, readOnly, entry, arrival }: ChangeProps) {
  const t = useMessages(detailMessages);
  const format = useFormat();
  const language = useLanguage();
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const item = useRef<HTMLLIElement>(null);
  const field = fieldName(entry, t);
  const giveBack = readOnly && entry.field !== "privateNotes" ? null : giveBackOf(poc, entry);
  const restore = async () => {
    if (busy) return;
    setBusy(true);
    try {
      const before = undoOfRestore(poc, entry);
      const restored = await client.core.catalog.revert({ id: poc.id, changeId: entry.id });
      // Done, its button goes: the focus stays with the change.
      if (item.current?.contains(document.activeElement) === true) item.current.focus();
      queries.setQueryData(core.catalog.get.queryKey({ input: { id: poc.id } }), restored);
      toast({
        key: editKey(poc.id),
        message: t("gaveBack", { field }),
        undo: () =>
          void client.core.catalog
            .update({ id: poc.id, patch: before })
            .catch((error: unknown) => toastError(error, language)),
      });
    } catch (error) {
      toastError(error, language);
    } finally {
      setBusy(false);
    }
  };
  return (
    <li ref={item} tabIndex={-1} className={classes["change"]}>
      <div>{sentence(entry, t)}</div>
      <div className={classes["changeFoot"]}>
        <span>
          {whenAndWho(entry, arrival, t, format)}
          {entry.before === null || tagOf(entry.field) !== null ? null : (
            <> · {t("historyFrom", { before: short(entry.before) })}</>
          )}
        </span>
        {giveBack === null ? null : (
          <UnstyledButton
            className={classes["link"]}
            aria-label={saidOf(poc, entry, giveBack, t, format)}
            aria-disabled={busy}
            onClick={() => void restore()}
          >
            {t(giveBack)}
          </UnstyledButton>
        )}
      </div>
    </li>
  );
}

/** The button's name for screen readers: what comes back and the moment, so that no two are called the same. */
function saidOf(poc: PocDetail, entry: HistoryEntry, giveBack: GiveBack, t: Say, format: Format): string {
  const text = textGivenBack(poc, entry);
  const what = text === null ? t(giveBack) : `${t(giveBack)}: ${short(text)}`;
  return t("giveBackSaid", { what, when: format.moment(entry.at) });
}

function whenAndWho(entry: HistoryEntry, arrival: Arrival | null, t: Say, format: Format): string {
  const { at, author, command, field } = entry;
  // With a POC comes what was written in it before: nobody knows here when, nor by whom.
  const came = arrival !== null && !arrival.live && command === "sync" && at === arrival.receivedAt;
  if (!came) return `${format.dateTime(at)} · ${author}`;
  const received = t("receivedFrom", { name: author, when: format.dateTime(at) });
  return field === "created" && arrival.addedAt !== null
    ? `${format.dateTime(arrival.addedAt)} · ${received}`
    : received;
}

/** What happened to the whole POC. */
const EVENTS: Readonly<Record<string, "wasAdded" | "wasRemoved" | "wasRestored" | "wasScanned">> = {
  created: "wasAdded",
  removed: "wasRemoved",
  deleted: "wasRemoved",
  restored: "wasRestored",
  scan: "wasScanned",
};

/** How a POC came into the catalogue, by the command: from others comes that it is there, and not how they found it. */
const ADDED: Readonly<Record<string, "wasAdded" | "wasShared">> = {
  "catalog.add": "wasAdded",
  sync: "wasShared",
};

/** The fields that are texts. */
const TEXTS = ["name", "description", "notes", "privateNotes"] as const;

type Say = ReturnType<typeof useMessages<(typeof detailMessages)["en"]>>;

function fieldName(entry: HistoryEntry, t: Say): string {
  const field = TEXTS.find((one) => one === entry.field);
  return field === undefined ? (tagOf(entry.field) ?? entry.field) : t(field);
}

function sentence(entry: HistoryEntry, t: Say): string {
  const tag = tagOf(entry.field);
  if (tag !== null) return t(entry.after === null ? "tagWasRemoved" : "tagWasAdded", { tag });
  const event = EVENTS[entry.field];
  if (event === "wasAdded") return t(ADDED[entry.command] ?? "wasFound");
  if (event !== undefined) return t(event);
  const field = fieldName(entry, t);
  return entry.after === null ? t("cleared", { field }) : t("set", { field, after: short(entry.after) });
}

function short(text: string): string {
  const flat = text.replace(/\s+/gu, " ").trim();
  return flat.length > 120 ? `“${flat.slice(0, 118)}…”` : `“${flat}”`;
}
