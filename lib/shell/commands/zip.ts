import { FileError, parentOf, resolvePath } from '../files/file-tree';
import type { Invocation, ShellCommand } from '../language/context';
import { encode } from '../text/bytes';
import { zipFiles } from '../text/zip';
import { report } from './streams';

const MOST_BYTES = 16 << 20;

async function zip(invocation: Invocation): Promise<number> {
  const { words, cwd, files, stdout, budget } = invocation;
  const letters = words.filter((word) => /^-[a-zA-Z0-9]+$/.test(word)).join('');
  const [target, ...operands] = words.filter((word) => !/^-[a-zA-Z0-9]+$/.test(word));
  if (target === undefined || operands.length === 0) {
    await report(invocation, 'usage: zip [-r] [-j] [-q] FILE.zip FILES');
    return 16;
  }
  const entries = new Map<string, Uint8Array>();
  let bytes = 0;
  const add = async (path: string, name: string): Promise<void> => {
    const facts = files.facts(path);
    if (!facts) throw new FileError('ENOENT', name);
    if (facts.isFolder) {
      if (letters.includes('r')) for (const child of files.list(path)) await add(`${path}/${child}`, `${name}/${child}`);
      return;
    }
    const content = await files.read(path);
    bytes += content.length;
    if (bytes > MOST_BYTES) throw new FileError('ENOSPC', name);
    entries.set(letters.includes('j') ? name.slice(name.lastIndexOf('/') + 1) : name.replace(/^(?:\.?\/)+/, ''), content);
    await budget.breathe();
  };
  for (const operand of operands) {
    try {
      await add(resolvePath(cwd, operand), operand.replace(/\/+$/, ''));
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      await report(invocation, `${operand}: ${error.sentence}`);
      return 18;
    }
  }
  const name = /\.[^/]*$/.test(target) ? target : `${target}.zip`;
  files.write(resolvePath(cwd, name), await zipFiles(entries, () => budget.breathe()));
  if (!letters.includes('q')) await stdout.write(encode([...entries.keys()].map((entry) => `  adding: ${entry}\n`).join('')));
  return 0;
}

async function unzip(invocation: Invocation): Promise<number> {
  const { words, cwd, files, stdout, budget } = invocation;
  const folderAt = words.indexOf('-d');
  const folder = resolvePath(cwd, folderAt === -1 ? '.' : (words[folderAt + 1] ?? '.'));
  const [archive] = words.filter((word, index) => !word.startsWith('-') && !(folderAt !== -1 && index === folderAt + 1));
  if (archive === undefined) {
    await report(invocation, 'usage: unzip [-l] [-o] [-q] FILE.zip [-d FOLDER]');
    return 10;
  }
  const { unzipSync } = await budget.interruptible(import('fflate'));
  try {
    let bytes = 0;
    const content = await files.read(resolvePath(cwd, archive));
    const entries = Object.entries(
      unzipSync(content, {
        filter: ({ originalSize }) => {
          bytes += originalSize;
          if (bytes > MOST_BYTES) throw new FileError('ENOSPC', archive);
          return true;
        },
      }),
    );
    for (const [name, data] of entries) {
      if (words.includes('-l')) {
        await stdout.write(encode(`${String(data.length).padStart(9)}  ${name}\n`));
        continue;
      }
      // A name that leaves the folder stays in it.
      const path = resolvePath(folder, resolvePath('/', name).slice(1));
      if (name.endsWith('/')) files.makeFolders(path);
      else {
        files.makeFolders(parentOf(path));
        files.write(path, data);
        if (!words.includes('-q')) await stdout.write(encode(`  inflating: ${name}\n`));
      }
    }
    return 0;
  } catch (error) {
    const reason = error instanceof FileError ? error.sentence : 'this is no ZIP file';
    await report(invocation, `${archive}: ${reason}`);
    return 9;
  }
}

export const ZIP_COMMANDS: readonly (readonly [string, ShellCommand])[] = [
  ['zip', { summary: 'makes a ZIP file', run: zip }],
  ['unzip', { summary: 'reads a ZIP file', run: unzip }],
];
