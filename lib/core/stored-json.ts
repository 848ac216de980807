/**
 * Reads JSON that Gatehouse wrote itself, such as the text of a column. Nothing checks the type, so it is not for what others send.
 * @throws SyntaxError if the text is no JSON
 */
export function storedJson<T>(text: string): T {
  return JSON.parse(text);
}
