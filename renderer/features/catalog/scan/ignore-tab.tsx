import { Button, Group, Text, Textarea } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { inEnglish } from "#shared/api/reasons.ts";
import { client } from "#renderer/platform/client.ts";
import { useLanguage, useMessages } from "#renderer/platform/i18n.ts";
import { core } from "#renderer/platform/queries.ts";
import { saidIn } from "#renderer/platform/reason-text.ts";
import { ErrorNotice } from "#renderer/ui/error-notice.tsx";
import { Keys } from "#renderer/ui/kbd.tsx";
import { toastError } from "#renderer/ui/toasts.tsx";
import { draftOf, keepDraft } from "../drafts.ts";
import { patternProblem, patternsOf, type PatternProblem } from "./ignore-patterns.ts";
import { scanMessages } from "./messages.ts";
import { scanAgain } from "./scan-actions.ts";
import { useScanToast } from "./use-scan-toast.ts";
import type { Root } from "../types.ts";
import classes from "./root-tabs.module.css";

const EXAMPLES = [
  ["drafts/", "ignoreFolder"],
  ["/archive", "ignoreRooted"],
  ["*-old", "ignoreStar"],
  ["!keep-old", "ignoreNot"],
] as const;

export interface IgnoreTabProps {
  readonly root: Root;
  /** Patterns count with a scan: where none may be begun they are shown, and not changed. */
  readonly readOnly: boolean;
}

/**
 * The patterns that scans of a folder leave out. Begins anew when the core has others; what was written and not saved waits
 * for whoever looks elsewhere meanwhile.
 */
export function IgnoreTab({ root, readOnly }: IgnoreTabProps) {
  const t = useMessages(scanMessages);
  const language = useLanguage();
  const queries = useQueryClient();
  const tell = useScanToast();
  const before = root.ignore.join("\n");
  const draftKey = `${root.id}:ignore`;
  const [text, setText] = useState(() => draftOf(draftKey)?.text ?? before);
  const write = (next: string) => {
    setText(next);
    keepDraft(draftKey, next === before ? null : { text: next, sending: false });
  };
  const apply = async (patterns: string[]) => {
    await client.core.catalog.setIgnore({ rootId: root.id, ignore: patterns });
    const job = await scanAgain(root.path);
    void queries.invalidateQueries({ queryKey: core.catalog.roots.key() });
    void queries.invalidateQueries({ queryKey: core.catalog.jobs.key() });
    return job;
  };
  const save = useMutation({
    mutationFn: apply,
    onSuccess: (job, patterns) => {
      if (patternsOf(draftOf(draftKey)?.text ?? "").join("\n") === patterns.join("\n"))
        keepDraft(draftKey, null);
      const undo = () => void apply(root.ignore).catch((error: unknown) => toastError(error, language));
      tell({ key: `ignore ${root.id}`, message: t("ignoreSaved"), undo }, job);
    },
  });
  const problem = patternProblem(text);
  const changed = patternsOf(text).join("\n") !== before;
  const submit = () => {
    if (changed && problem === null && !save.isPending && !readOnly) save.mutate(patternsOf(text));
  };
  return (
    <div className={classes["tab"]}>
      <Textarea
        label={t("ignoreLabel")}
        description={t("ignoreHelp")}
        classNames={{ input: classes["mono"] ?? "" }}
        rows={Math.min(14, Math.max(5, text.split("\n").length + 1))}
        spellCheck={false}
        placeholder={readOnly ? undefined : "drafts/"}
        readOnly={readOnly}
        value={text}
        onChange={(event) => write(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
            event.preventDefault();
            submit();
          }
        }}
        error={problem === null ? null : <Problem problem={problem} />}
      />
      {readOnly ? null : (
        <Group mt="sm" gap="xs">
          <Button
            onClick={submit}
            disabled={!changed || problem !== null}
            loading={save.isPending}
            rightSection={<Keys shortcut="mod+enter" inherit />}
          >
            {t("ignoreSave")}
          </Button>
          {changed ? (
            <Button variant="default" onClick={() => write(before)}>
              {t("ignoreRevert")}
            </Button>
          ) : null}
        </Group>
      )}
      {save.error === null ? null : <ErrorNotice error={save.error} onRetry={submit} />}
      <dl className={classes["examples"]}>
        {EXAMPLES.map(([pattern, meaning]) => (
          <div key={pattern}>
            <dt>
              <code>{pattern}</code>
            </dt>
            <dd>
              <Text c="dimmed">{t(meaning)}</Text>
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function Problem({ problem }: { readonly problem: PatternProblem }) {
  const t = useMessages(scanMessages);
  const language = useLanguage();
  if (problem.kind === "many") return t("ignoreMany");
  if (problem.kind === "long") return t("ignoreLong", { line: problem.line });
  const why = saidIn(language, { words: inEnglish(problem.reason), reasons: [problem.reason] });
  return t("ignoreFault", { line: problem.line, why });
}
