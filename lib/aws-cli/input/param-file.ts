import { CommandError } from '../errors/command-error';
import type { CommandIo } from '../io';
import { repr } from '../python/text';

/** Returns the refusal of the value of an option. */
export function paramError(option: string, message: string): CommandError {
  return new CommandError(252, `Error parsing parameter '${option}': ${message}`, 'ParamValidation');
}

/** The parts of the command's world that values come from. */
export type ValueIo = Pick<CommandIo, 'env' | 'files'>;

/**
 * Returns the content of the file that a word names: text for `file://`, bytes for `fileb://`. Null for other words.
 * @throws CommandError if the file cannot be read
 */
export async function readParamFile(option: string, word: string, io: ValueIo): Promise<string | Uint8Array | null> {
  const isText = word.startsWith('file://');
  if (!isText && !word.startsWith('fileb://')) return null;
  const path = expandPath(word.slice(word.indexOf('://') + 3), io.env);
  const content = await io.files.read(path).catch((error: unknown) => {
    const reason = systemError(error, path);
    if (reason === null) throw error;
    throw paramError(option, `Unable to load paramfile ${word}: ${reason}`);
  });
  if (!isText) return content;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content).replaceAll(/\r\n?/g, '\n');
  } catch {
    throw paramError(
      option,
      `Unable to load paramfile (${path}), text contents could not be decoded.  If this is a binary file, please use the fileb:// ` +
        'prefix instead of the file:// prefix.',
    );
  }
}

const VARIABLE = /\$(?:(\w+)|\{([^}]*)\})/g;

/** Returns a path with the home folder for a leading `~`, and with the values of variables. */
export function expandPath(path: string, env: ReadonlyMap<string, string>): string {
  const home = env.get('HOME');
  const begun = home !== undefined && /^~(?:\/|$)/.test(path) ? home + path.slice(1) : path;
  return begun.replaceAll(VARIABLE, (whole, plain?: string, braced?: string) => env.get(plain ?? braced ?? '') ?? whole);
}

const SYSTEM_ERRORS: Readonly<Record<string, readonly [number, string]>> = {
  ENOENT: [2, 'No such file or directory'],
  EACCES: [13, 'Permission denied'],
  ENOTDIR: [20, 'Not a directory'],
  EISDIR: [21, 'Is a directory'],
  ENOSPC: [28, 'No space left on device'],
};

/** Returns the text of an error of a file as Python writes it. Null for other errors. */
export function systemError(error: unknown, path: string): string | null {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const known = SYSTEM_ERRORS[code];
  return known ? `[Errno ${known[0]}] ${known[1]}: ${repr(path)}` : null;
}
