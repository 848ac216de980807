/** A file of the pack in place of a document: its text as it is. */
export function fileNamed(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const members = Object.entries(value);
  const [[name, file] = []] = members;
  return members.length === 1 && name === 'file' && typeof file === 'string' && file.startsWith('policies/') ? file : undefined;
}

/** Whether a value is a policy document written as YAML. No input of an operation has a member of that name. */
export function isDocument(value: unknown): value is { Statement: unknown } {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, 'Statement');
}

/** A document written as YAML, as the text that is stored. */
export function documentText(document: object): string {
  return JSON.stringify(document, null, 2);
}

/** A value with each document in it as text: those written as YAML printed, those of a file as `read` says. */
export function withDocuments(value: unknown, read: (file: string) => string): unknown {
  const file = fileNamed(value);
  if (file !== undefined) return read(file);
  if (isDocument(value)) return documentText(value);
  if (Array.isArray(value)) return value.map((item) => withDocuments(item, read));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, withDocuments(member, read)]));
}

/** The files that a value names in place of documents. */
export function filesIn(value: unknown): string[] {
  const file = fileNamed(value);
  if (file !== undefined) return [file];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(filesIn);
}
