/** Returns the name of the file that replaces a document, or undefined. */
export function fileNamed(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const members = Object.entries(value);
  const [[name, file] = []] = members;
  return members.length === 1 && name === 'file' && typeof file === 'string' && file.startsWith('policies/') ? file : undefined;
}

/** Returns the text of a pack's file. It is empty if the pack has no such file, which its check reports. */
export function fileText({ files }: { files: ReadonlyMap<string, string> }, name: string): string {
  return files.get(name) ?? '';
}

/** Returns whether a value is a policy document written as YAML. No operation has an input member of that name. */
export function isDocument(value: unknown): value is { Statement: unknown } {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, 'Statement');
}

/** Returns the stored text of a document written as YAML. */
export function documentText(document: object): string {
  return JSON.stringify(document, null, 2);
}

/** Replaces each document in a value by its text: YAML is printed, and files are read by `read`. */
export function withDocuments(value: unknown, read: (file: string) => string): unknown {
  const file = fileNamed(value);
  if (file !== undefined) return read(file);
  if (isDocument(value)) return documentText(value);
  if (Array.isArray(value)) return value.map((item) => withDocuments(item, read));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, withDocuments(member, read)]));
}

/** Returns the files that a value names as documents. */
export function filesIn(value: unknown): string[] {
  const file = fileNamed(value);
  if (file !== undefined) return [file];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(filesIn);
}
