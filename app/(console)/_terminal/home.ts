import type { ConsoleFailure } from '@/lib/console/result';
import { callAction } from '@/lib/console/session/shown-identity';
import type { HomeChange } from '@/lib/shell/messages';
import { allowDownload, allowUpload, deleteHomeFile, getHomeFile, listHomeFiles, putHomeFile } from './actions';

/** A file of the home folder. Its path is relative to the folder, and `modified` in milliseconds since 1970. */
export type HomeFile = { path: string; size: number; modified: number };

/** Returns the files of the home folder. @throws Error with the message of the failure */
export async function listHome(): Promise<readonly HomeFile[]> {
  const { Files } = dataOf(await callAction(listHomeFiles, {}));
  return Files.map(({ Path, Size, Modified }) => ({ path: Path, size: Size, modified: Date.parse(Modified) }));
}

/** Returns the content of a file. @throws Error with the message of the failure */
export async function readHome(path: string): Promise<Uint8Array> {
  const { Bytes } = dataOf(await callAction(getHomeFile, { Path: path }));
  return bytesOf(Bytes);
}

/** Reads or changes the home folder for a shell. @throws Error with the message of the failure */
export async function changeHome(change: HomeChange): Promise<unknown> {
  switch (change.do) {
    case 'list':
      return listHome();
    case 'read':
      return readHome(change.path);
    case 'write':
      return dataOf(await callAction(putHomeFile, { Path: change.path, Bytes: base64Of(change.content) }));
    case 'remove':
      return dataOf(await callAction(deleteHomeFile, { Path: change.path }));
  }
}

/** Answers a shell without a home folder, whose files stay until it is closed. */
export async function changeNothing(change: HomeChange): Promise<unknown> {
  return change.do === 'list' ? [] : undefined;
}

/** Asks for permission to move a file between the shell and the person's computer. @throws Error with the message of the failure */
export async function allowTransfer(direction: 'download' | 'upload', path: string): Promise<void> {
  dataOf<unknown>(
    await callAction<{ Path: string }, unknown>(direction === 'download' ? allowDownload : allowUpload, { Path: path }),
  );
}

function dataOf<T>(result: { ok: true; data: T } | { ok: false; error: ConsoleFailure }): T {
  if (result.ok) return result.data;
  throw new Error(result.error.message);
}

/** The bytes that become one call of `String.fromCharCode`, whose arguments the browser limits. */
const AT_ONCE = 32_768;

/** A loop, since Uint8Array.from takes a tenth of a second for the largest file, in which the page would stand still. */
function bytesOf(base64: string): Uint8Array {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at);
  return bytes;
}

function base64Of(content: Uint8Array): string {
  let text = '';
  for (let at = 0; at < content.length; at += AT_ONCE) text += String.fromCharCode(...content.subarray(at, at + AT_ONCE));
  return btoa(text);
}
