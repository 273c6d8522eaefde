import { ActionIcon } from "@mantine/core";
import { part } from "#renderer/platform/part.ts";
import { useNavigate, useParams, useRouter } from "@tanstack/react-router";
import { lazy, Suspense, useEffect } from "react";
import { useMessages } from "#renderer/platform/i18n.ts";
import { isNobody } from "#renderer/ui/focus.ts";
import { IconArrowLeft } from "#renderer/ui/icons.ts";
import { Page } from "#renderer/ui/page.tsx";
import { DetailSkeleton } from "./detail/detail-skeleton.tsx";
import { detailMessages } from "./detail/messages.ts";
import { catalogMessages } from "./messages.ts";
import { notePocPage } from "./opened-poc.ts";
import { PocCommands } from "./poc-commands.tsx";
import classes from "./catalog.module.css";

const PocDetailView = lazy(() =>
  part(() => import("./detail/poc-detail.tsx")).then((module) => ({ default: module.PocDetailView })),
);

/** One POC on a page of its own. */
export function PocPage() {
  const t = useMessages(catalogMessages);
  const detail = useMessages(detailMessages);
  const { pocId } = useParams({ from: "/catalog/$pocId" });
  const navigate = useNavigate();
  const router = useRouter();
  const back = () => {
    if (router.history.canGoBack()) router.history.back();
    else void navigate({ to: "/catalog", search: { poc: pocId } });
  };
  useEffect(notePocPage, []);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || event.defaultPrevented || !leaves(event.target)) return;
      if (document.querySelector("[aria-modal=true]") === null) back();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  });
  return (
    <Page
      header={
        <>
          <ActionIcon aria-label={detail("back")} onClick={back}>
            <IconArrowLeft size={17} />
          </ActionIcon>
          <span className={classes["crumb"]}>{t("catalog")}</span>
        </>
      }
    >
      <PocCommands id={pocId} onRemoved={back} />
      <div className={classes["page"]}>
        <Suspense fallback={<DetailSkeleton />}>
          <PocDetailView id={pocId} placement="page" onRemoved={back} />
        </Suspense>
      </div>
    </Page>
  );
}

/** Escape leads back from everywhere on the page but its fields, which leave what is typed with it. */
function leaves(target: EventTarget | null): boolean {
  if (isNobody(target)) return true;
  const element = target as Element;
  return element.closest("#content") !== null && element.closest("input, textarea, select") === null;
}
