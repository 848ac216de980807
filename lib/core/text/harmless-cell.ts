/**
 * Returns text from any author in a form that is safe in a spreadsheet: text that looks like a formula gets an apostrophe. An absent
 * text is an empty cell. Not for numbers, which may begin with a minus and must stay numbers. Source: OWASP, "CSV Injection".
 */
export function harmlessCell(text: string | null | undefined): string {
  if (text === null || text === undefined) return '';
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}
