/** The running scan, or the last one, in the status bar. */
export function ScanStatus() {
  return null;
}
