/** Returns a text with a period at its end, unless it has an end already. */
export function asSentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}
