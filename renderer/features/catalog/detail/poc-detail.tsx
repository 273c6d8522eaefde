import { Button } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { memo, useEffect, useRef, useState } from "react";
import { useLanguage, useMessages } from "#renderer/platform/i18n.ts";
import { useWriting } from "#renderer/platform/may-write.ts";
import { noteRest, noteWriting, useShowing } from "#renderer/platform/presence.ts";
import { core } from "#renderer/platform/queries.ts";
import { ErrorNotice } from "#renderer/ui/error-notice.tsx";
import { focusIfFree } from "#renderer/ui/focus.ts";
import { toastError } from "#renderer/ui/toasts.tsx";
import { client } from "#renderer/platform/client.ts";
import { PresentHere } from "../presence/present-marks.tsx";
import { ReadOnly } from "../read-only.tsx";
import { Thumbnail } from "../thumbnail.tsx";
import type { PocDetail } from "../types.ts";
import { Actions } from "./actions.tsx";
import { CommitsChart } from "./commits-chart.tsx";
import { DetailSkeleton } from "./detail-skeleton.tsx";
import { EditableText } from "./editable-text.tsx";
import { Facts } from "./facts.tsx";
import { History } from "./history.tsx";
import { Languages } from "./languages.tsx";
import { detailMessages } from "./messages.ts";
import { Notes } from "./notes.tsx";
import { PrivateNotes } from "./private-notes.tsx";
import { Readme } from "./readme.tsx";
import { Section, SectionLevel } from "./section.tsx";
import { Tags } from "./tags.tsx";
import { Technologies } from "./technologies.tsx";
import { usePocEdit } from "./use-poc-edit.ts";
import classes from "./detail.module.css";

interface PocDetailViewProps {
  readonly id: string;
  /** The POC that is meant, where `id` follows it a moment later. */
  readonly meant?: string;
  readonly placement: "pane" | "page";
  /** Somebody chose it: a list shows its first one, too, which nobody asked for. */
  readonly chosen?: boolean;
  /** Opens it as a page; a page has nowhere further to go. */
  readonly onOpen?: () => void;
  readonly onRemoved: () => void;
}

/** For so long the POC before stays in sight while another is fetched: most come before anything would have flickered. */
const STAYS_MS = 150;

/** All that is known of one POC, and all that can be done with it. */
export function PocDetailView(props: PocDetailViewProps) {
  const { id, meant = id, placement, chosen = true, onOpen, onRemoved } = props;
  useShowing(chosen ? id : null);
  const { data, error, refetch } = useQuery({
    ...core.catalog.get.queryOptions({ input: { id } }),
    placeholderData: keepPreviousData,
  });
  /** What is there is the POC before: a picture, in which nothing may be written that was meant for this one. */
  const past = data !== undefined && data.id !== meant;
  const isLate = useLate(past ? meant : null);
  if (error !== null) {
    return (
      <div className={classes["detail"]} data-placement={placement}>
        <ErrorNotice error={error} onRetry={() => void refetch()} />
      </div>
    );
  }
  if (data === undefined || isLate) return <DetailSkeleton />;
  // Everything that is being written belongs to one POC: another one begins anew.
  return (
    <div className={classes["shown"]} inert={past} aria-hidden={past}>
      <Detail key={data.id} poc={data} placement={placement} onOpen={onOpen} onRemoved={onRemoved} />
    </div>
  );
}

/** True when the same POC has been waited for longer than the one before stays; null waits for none. */
function useLate(id: string | null): boolean {
  const [late, setLate] = useState<string | null>(null);
  useEffect(() => {
    if (id === null) return undefined;
    const timer = setTimeout(() => setLate(id), STAYS_MS);
    return () => clearTimeout(timer);
  }, [id]);
  return id !== null && late === id;
}

interface DetailProps {
  readonly poc: PocDetail;
  readonly placement: "pane" | "page";
  readonly onOpen: (() => void) | undefined;
  readonly onRemoved: () => void;
}

/** Rendered for its POC alone: the page around it is, several times with each key that is typed. */
const Detail = memo(function Detail({ poc, placement, onOpen, onRemoved }: DetailProps) {
  const t = useMessages(detailMessages);
  const edit = usePocEdit(poc);
  const readOnly = useWriting() !== "may";
  const heading = useRef<HTMLHeadingElement>(null);
  // What was opened as a page is where one goes on; in the pane the list keeps the focus.
  useEffect(() => {
    if (placement === "page") focusIfFree(heading.current);
  }, [placement]);
  return (
    <SectionLevel value={placement === "page" ? 2 : 3}>
      <article
        className={classes["detail"]}
        data-placement={placement}
        aria-label={poc.name}
        onInput={(event) => {
          // A dialog that was opened from here is not in it, though React tells of it here.
          if (!isTextField(event.target) || !event.currentTarget.contains(event.target)) return;
          // What nobody else will read, nobody else sees being written.
          if (event.target.closest("[data-unseen]") === null) noteWriting();
        }}
        onBlur={(event) => {
          if (isTextField(event.target)) noteRest();
        }}
      >
        <header className={classes["top"]}>
          <div className={classes["head"]}>
            <Thumbnail id={poc.id} name={poc.name} picture={poc.thumbnail} size="head" />
            <div className={classes["headTexts"]}>
              <EditableText
                draftKey={`${poc.id}:name`}
                label={t("name")}
                value={poc.name}
                scanned={poc.user.name === null ? null : (poc.scanned?.name ?? null)}
                readOnly={readOnly}
                required
                maxLength={200}
                heading={placement === "page" ? "h1" : "h2"}
                headingRef={heading}
                onSave={(name, signal) =>
                  edit({ name }, { field: t("name"), undo: { name: poc.user.name } }, signal)
                }
              />
              <div className={classes["pathLine"]}>
                <div className={classes["path"]} title={poc.path ?? undefined}>
                  {poc.path ?? poc.remote ?? t("byHand")}
                </div>
                <PresentHere id={poc.id} />
              </div>
            </div>
          </div>
          <ReadOnly />
          {poc.deletedAt === null ? null : <Removed poc={poc} readOnly={readOnly} />}
          {poc.missing ? <p className={classes["warning"]}>{t("isMissing")}</p> : null}
          <EditableText
            draftKey={`${poc.id}:description`}
            label={t("description")}
            value={poc.description}
            scanned={poc.user.description === null ? null : (poc.scanned?.description ?? null)}
            empty={t("noDescription")}
            readOnly={readOnly}
            multiline
            maxLength={4000}
            onSave={(description, signal) =>
              edit(
                { description },
                { field: t("description"), undo: { description: poc.user.description } },
                signal,
              )
            }
          />
          <Actions poc={poc} onOpen={onOpen} onRemoved={onRemoved} />
        </header>
        <div className={classes["side"]}>
          <Facts poc={poc} />
          <Languages languages={poc.languages} />
          <Technologies technologies={poc.technologies} />
          <Tags poc={poc} onEdit={edit} readOnly={readOnly} />
          <CommitsChart weeks={poc.commitWeeks} />
        </div>
        <div className={classes["main"]}>
          <Notes poc={poc} readOnly={readOnly} />
          <div data-unseen>
            <PrivateNotes poc={poc} />
          </div>
          {poc.readme.trim() === "" ? null : (
            <Section title={t("readme")}>
              <Readme source={poc.readme} folded={placement === "pane"} />
            </Section>
          )}
          <History poc={poc} readOnly={readOnly} />
        </div>
      </article>
    </SectionLevel>
  );
});

function isTextField(target: EventTarget): target is HTMLElement {
  return target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement;
}

function Removed({ poc, readOnly }: { readonly poc: PocDetail; readonly readOnly: boolean }) {
  const t = useMessages(detailMessages);
  const language = useLanguage();
  return (
    <p className={classes["warning"]}>
      {t("isRemoved")}{" "}
      {readOnly ? null : (
        <Button
          variant="default"
          onClick={() =>
            void client.core.catalog
              .restore({ ids: [poc.id] })
              .catch((error: unknown) => toastError(error, language))
          }
        >
          {t("restore")}
        </Button>
      )}
    </p>
  );
}
