/** What the catalogue shows while it is empty: scan a folder, add by hand, look at samples. */
export function Welcome() {
  return null;
}
