import { Button, SegmentedControl, Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useId } from "react";
import { useMessages } from "#renderer/platform/i18n.ts";
import { core, host } from "#renderer/platform/queries.ts";
import { ErrorNotice } from "#renderer/ui/error-notice.tsx";
import { Page } from "#renderer/ui/page.tsx";
import { DeviceName } from "./device-name.tsx";
import { settingsMessages } from "./messages.ts";
import { ProgramChoice } from "./program-choice.tsx";
import { SettingRow, SettingSection } from "./setting-row.tsx";
import type { Settings, SettingsPatch } from "./choices.ts";
import { useSettings } from "./use-settings.ts";
import classes from "./settings.module.css";

/** What a person chooses on this machine; each choice holds at once, in every window. */
export function SettingsPage() {
  const t = useMessages(settingsMessages);
  const { query, change } = useSettings();
  const shell = useQuery(host.capabilities.queryOptions()).data;
  // On macOS an app goes on without windows anyway; a tab's program does, too.
  const closes = shell?.shell === "electron" && shell.platform !== "darwin";
  return (
    <Page title={t("settings")} layout="column">
      {query.error !== null ? (
        <ErrorNotice error={query.error} onRetry={() => void query.refetch()} />
      ) : query.data === undefined ? (
        Array.from({ length: 7 }, (_, index) => <Skeleton key={index} height={30} my={18} />)
      ) : (
        <>
          <p className={classes["intro"]}>{t("savedAtOnce")}</p>
          <Appearance settings={query.data} change={change} />
          <Programs settings={query.data} change={change} />
          <SettingSection title={t("device")}>
            <DeviceName name={query.data.deviceName} onSave={(deviceName) => change({ deviceName })} />
          </SettingSection>
          <SettingSection title={t("sharing")}>
            <Switched name="syncPresence" settings={query.data} change={change} />
            <Switched name="syncLan" settings={query.data} change={change} />
            {closes ? <Switched name="syncClosed" settings={query.data} change={change} /> : null}
          </SettingSection>
          <Places />
        </>
      )}
    </Page>
  );
}

interface PartProps {
  readonly settings: Settings;
  readonly change: (patch: SettingsPatch) => Promise<boolean>;
}

function Appearance({ settings, change }: PartProps) {
  const t = useMessages(settingsMessages);
  return (
    <SettingSection title={t("appearance")}>
      <Choice
        label={t("language")}
        value={settings.language}
        options={[
          ["auto", t("languageSystem")],
          // A language is named in itself, so that whoever reads only it finds it.
          ["en", "English"],
          ["pt-BR", "Português"],
        ]}
        onChange={(language) => void change({ language })}
      />
      <Choice
        label={t("theme")}
        value={settings.theme}
        options={[
          ["auto", t("themeSystem")],
          ["light", t("themeLight")],
          ["dark", t("themeDark")],
        ]}
        onChange={(theme) => void change({ theme })}
      />
      <Choice
        label={t("density")}
        description={t("densityWhy")}
        value={settings.density}
        options={[
          ["comfortable", t("comfortable")],
          ["compact", t("compact")],
        ]}
        onChange={(density) => void change({ density })}
      />
      <Choice
        label={t("view")}
        description={t("viewWhy")}
        value={settings.view}
        options={[
          ["table", t("table")],
          ["cards", t("cards")],
        ]}
        onChange={(view) => void change({ view })}
      />
    </SettingSection>
  );
}

interface SwitchedProps extends PartProps {
  readonly name: "syncLan" | "syncPresence" | "syncClosed";
}

function Switched({ name, settings, change }: SwitchedProps) {
  const t = useMessages(settingsMessages);
  return (
    <Choice
      label={t(name)}
      description={t(`${name}Why`)}
      value={settings[name] ? "on" : "off"}
      options={[
        ["on", t("on")],
        ["off", t("off")],
      ]}
      onChange={(value) => void change({ [name]: value === "on" })}
    />
  );
}

interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly description?: string;
  readonly value: Value;
  readonly options: readonly (readonly [value: Value, label: string])[];
  readonly onChange: (value: Value) => void;
}

function Choice<Value extends string>({ label, description, value, options, onChange }: ChoiceProps<Value>) {
  const id = useId();
  return (
    <SettingRow label={label} labelId={id} description={description}>
      <SegmentedControl
        size="sm"
        aria-labelledby={id}
        value={value}
        data={options.map(([option, text]) => ({ value: option, label: text }))}
        onChange={(next) => {
          const option = options.find(([one]) => one === next);
          if (option !== undefined) onChange(option[0]);
        }}
      />
    </SettingRow>
  );
}

function Programs({ settings, change }: PartProps) {
  const t = useMessages(settingsMessages);
  const { data } = useQuery(core.settings.programs.queryOptions());
  return (
    <SettingSection title={t("programs")}>
      <ProgramChoice
        label={t("editor")}
        description={t("editorWhy")}
        commandLabel={t("editorCommand")}
        found={data?.editors}
        command={settings.editor}
        onChange={(editor) => change({ editor })}
      />
      <ProgramChoice
        label={t("terminal")}
        description={t("terminalWhy")}
        commandLabel={t("terminalCommand")}
        found={data?.terminals}
        command={settings.terminal}
        onChange={(terminal) => change({ terminal })}
      />
    </SettingSection>
  );
}

function Places() {
  const t = useMessages(settingsMessages);
  const roots = useQuery(core.catalog.roots.queryOptions());
  const folders = roots.data === undefined ? "" : `${t("foldersCount", { count: roots.data.length })}. `;
  return (
    <>
      <SettingSection title={t("folders")}>
        <SettingRow label={t("openFolders")} description={folders + t("foldersWhy")}>
          <Button variant="default" component={Link} to="/folders">
            {t("folders")}
          </Button>
        </SettingRow>
      </SettingSection>
      <SettingSection title={t("trust")}>
        <SettingRow label={t("diagnostics")} description={t("diagnosticsWhy")}>
          <Button variant="default" component={Link} to="/diagnostics">
            {t("diagnostics")}
          </Button>
        </SettingRow>
        <SettingRow label={t("hosts")} description={t("hostsWhy")}>
          <Button variant="default" component={Link} to="/hosts">
            {t("hosts")}
          </Button>
        </SettingRow>
      </SettingSection>
    </>
  );
}
