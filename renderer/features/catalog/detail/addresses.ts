/** True for an address that a browser may be sent to. */
export function isWebAddress(address: string): boolean {
  return /^https?:\/\/\S+$/iu.test(address);
}

/** A text as one word of a shell, whatever stands in it. */
function shellWord(text: string): string {
  return /^[\w@%+=:,./~-]+$/u.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** The command that gets a POC: a clone, and the way to its folder where it is a part of the repository. */
export function cloneCommand(remote: string, subfolder: string): string {
  const clone = `git clone -- ${shellWord(remote)}`.replace(/ -- (?=https?:|git@|ssh:)/u, " ");
  if (subfolder === "") return clone;
  const name =
    remote
      .replace(/\/+$/u, "")
      .replace(/\.git$/u, "")
      .split(/[/:]/u)
      .at(-1) ?? "";
  const folder = `${name}/${subfolder}`;
  // Quotes do not keep `cd` from reading an option: the way to the folder begins with the place where one is.
  return `${clone} && cd ${shellWord(folder.startsWith("-") ? `./${folder}` : folder)}`;
}
