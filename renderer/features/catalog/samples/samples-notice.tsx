import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useMessages } from "#renderer/platform/i18n.ts";
import { useWriting } from "#renderer/platform/may-write.ts";
import { core } from "#renderer/platform/queries.ts";
import { IconEye } from "#renderer/ui/icons.ts";
import { samplesMessages } from "./messages.ts";
import { useSamples } from "./use-samples.ts";
import classes from "./samples.module.css";

/** Says that what one looks at are samples, and leads on from there. Goes when they go, and where one may do neither. */
export function SamplesNotice() {
  const t = useMessages(samplesMessages);
  const navigate = useNavigate();
  const { root, busy, remove } = useSamples();
  const roots = useQuery(core.catalog.roots.queryOptions()).data ?? [];
  const writes = useWriting() === "may";
  if (root === undefined || root.pocs === 0 || !writes) return null;
  const alone = roots.length === 1;
  return (
    <section className={classes["notice"]} aria-label={t("samples")}>
      <span className={classes["mark"]} aria-hidden="true">
        <IconEye size={16} stroke={1.8} />
      </span>
      <span className={classes["text"]}>{t(alone ? "notice" : "noticeBeside", { count: root.pocs })}</span>
      {alone ? (
        <Button
          size="compact-xs"
          variant="default"
          onClick={() => void navigate({ href: "/folders?choose=1" })}
        >
          {t("scan")}
        </Button>
      ) : null}
      <Button size="compact-xs" variant="default" loading={busy} onClick={remove}>
        {t("remove")}
      </Button>
    </section>
  );
}
