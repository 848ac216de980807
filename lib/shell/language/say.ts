import { encode } from '../text/bytes';
import type { Context } from './context';
import { CLOSED, NOWHERE } from './streams';

/** Writes a message of the shell to the standard error of a context. */
export async function complain(context: Context, message: string): Promise<void> {
  await writeTo(context, 2, `bash: ${message}\n`);
}

export async function writeTo({ descriptors }: Context, fd: number, text: string): Promise<void> {
  if (text !== '') await (descriptors.get(fd)?.output ?? (fd === 1 ? CLOSED : NOWHERE)).write(encode(text));
}
