/**
 * The command that starts this tab's Tatami again, to be typed in the checkout. `folder` is a data folder other than the
 * system's place, `port` one that was asked for; null where nothing needs to be said.
 */
export function restartCommand(folder: string | null, port: number | null, platform: string): string {
  return [
    "npm start -- --web",
    ...(folder === null ? [] : [`--data ${quoted(folder, platform)}`]),
    ...(port === null ? [] : [`--port ${port}`]),
  ].join(" ");
}

/** A path as the system's usual shell takes it for one word. */
function quoted(path: string, platform: string): string {
  if (/^[\w./:\\-]+$/u.test(path) && (platform === "win32" || !path.includes("\\"))) return path;
  return platform === "win32" ? `"${path}"` : `'${path.replaceAll("'", String.raw`'\''`)}'`;
}
