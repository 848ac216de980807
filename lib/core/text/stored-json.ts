/**
 * Parses JSON that Gatehouse wrote itself, such as the text of a column. The type is not checked, so it must not be used for
 * others' input.
 * @throws SyntaxError if the text is not JSON
 */
export function storedJson<T>(text: string): T {
  return JSON.parse(text);
}
