/** Copies a text. Rejects when the browser refuses, which it does outside a click or a key. */
export async function copyText(text: string): Promise<void> {
  await navigator.clipboard.writeText(text);
}
