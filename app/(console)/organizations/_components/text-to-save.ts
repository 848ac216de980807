/** AWS: the console saves without white space where it would not fit otherwise; the quota counts what is sent. */
export function textToSave(text: string, maxCharacters: number): string {
  return text.length > maxCharacters ? JSON.stringify(JSON.parse(text)) : text;
}
