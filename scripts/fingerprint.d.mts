/** A hash over the content of files and folders (relative to root) and over further facts. */
export function fingerprint(root: string, paths: string[], facts?: string[]): string;
