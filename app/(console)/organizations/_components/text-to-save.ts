/** Returns the text without white space if it exceeds the quota. AWS's console does the same: the quota counts the sent text. */
export function textToSave(text: string, maxCharacters: number): string {
  return text.length > maxCharacters ? JSON.stringify(JSON.parse(text)) : text;
}
