import type { IFileSystem } from 'just-bash/browser';
import { FileError, type FileTree, resolvePath } from '../files/file-tree';
import { decode, encode } from '../text/bytes';

/** The file to which a tool's output is redirected, so that it arrives as bytes. */
export const OUTPUT = '/dev/shell/output';

/** The folder in which just-bash looks for programs. */
const PROGRAMS = '/usr/bin';

/** The shell's files as just-bash's tools see them, with the streams of one tool. */
export class ToolFiles implements IFileSystem {
  private readonly files: FileTree;
  private readonly stdin: Uint8Array;
  /** The chunks that the tool wrote to its standard output. */
  readonly written: Uint8Array[] = [];

  constructor(files: FileTree, stdin: Uint8Array) {
    this.files = files;
    this.stdin = stdin;
  }

  async readFile(path: string, options?: { encoding?: string | null } | string): Promise<string> {
    const encoding = (typeof options === 'string' ? options : options?.encoding) ?? 'utf8';
    const bytes = await this.readFileBuffer(path);
    if (encoding === 'binary' || encoding === 'latin1') return latin1(bytes);
    return decode(bytes);
  }

  async readFileBuffer(path: string): Promise<Uint8Array> {
    if (path === '/dev/null') return new Uint8Array();
    if (path === '/dev/stdin' || path === '/dev/fd/0') return this.stdin;
    return this.files.read(path);
  }

  async writeFile(path: string, content: string | Uint8Array, options?: { encoding?: string } | string): Promise<void> {
    const bytes = bytesOf(content, options);
    if (path === OUTPUT) this.written.splice(0, this.written.length, bytes);
    else if (path === '/dev/stdout') this.written.push(bytes);
    else if (path !== '/dev/null') this.files.write(path, bytes);
  }

  async appendFile(path: string, content: string | Uint8Array, options?: { encoding?: string } | string): Promise<void> {
    const bytes = bytesOf(content, options);
    if (path === OUTPUT || path === '/dev/stdout') this.written.push(bytes);
    else if (path !== '/dev/null') await this.files.append(path, bytes);
  }

  async exists(path: string): Promise<boolean> {
    // just-bash runs its own tools if there is no folder of programs.
    if (path === PROGRAMS) return false;
    return path === OUTPUT || path === '/dev/null' || this.files.facts(path) !== null;
  }

  async stat(path: string) {
    const facts =
      path === OUTPUT || path === '/dev/null' || path === '/dev/stdin' || path === '/dev/stdout'
        ? { isFolder: false, size: 0, modified: new Date(0), mode: 0o666 }
        : path === '/dev/shell'
          ? { isFolder: true, size: 0, modified: new Date(0), mode: 0o755 }
          : this.files.facts(path);
    if (!facts) throw new FileError('ENOENT', path);
    return {
      isFile: !facts.isFolder,
      isDirectory: facts.isFolder,
      isSymbolicLink: false,
      mode: facts.mode,
      size: facts.size,
      mtime: facts.modified,
    };
  }

  async lstat(path: string) {
    return this.stat(path);
  }

  async mkdir(path: string, options?: { recursive?: boolean }): Promise<void> {
    if (options?.recursive) this.files.makeFolders(path);
    else this.files.makeFolder(path);
  }

  async readdir(path: string): Promise<string[]> {
    return this.files.list(path);
  }

  async readdirWithFileTypes(path: string) {
    return this.files.list(path).map((name) => {
      const isDirectory = this.files.facts(resolvePath(path, name))?.isFolder ?? false;
      return { name, isFile: !isDirectory, isDirectory, isSymbolicLink: false };
    });
  }

  async rm(path: string, options?: { recursive?: boolean; force?: boolean }): Promise<void> {
    if (options?.force && !this.files.facts(path)) return;
    this.files.remove(path, { recursive: options?.recursive ?? false });
  }

  async cp(from: string, to: string, options?: { recursive?: boolean }): Promise<void> {
    if (this.files.facts(from)?.isFolder && !options?.recursive) throw new FileError('EISDIR', from);
    await this.files.copy(from, to);
  }

  async mv(from: string, to: string): Promise<void> {
    await this.files.move(from, to);
  }

  resolvePath(base: string, path: string): string {
    return resolvePath(base, path);
  }

  getAllPaths(): string[] {
    return this.files.paths();
  }

  async chmod(path: string, mode: number): Promise<void> {
    this.files.setMode(path, mode);
  }

  async symlink(_target: string, path: string): Promise<void> {
    throw new FileError('EPERM', path);
  }

  async link(_existing: string, path: string): Promise<void> {
    throw new FileError('EPERM', path);
  }

  async readlink(path: string): Promise<string> {
    throw new FileError(this.files.facts(path) ? 'EPERM' : 'ENOENT', path);
  }

  async realpath(path: string): Promise<string> {
    if (!(await this.exists(path)) && path !== '/') throw new FileError('ENOENT', path);
    return path;
  }

  async utimes(path: string, _accessed: Date, modified: Date): Promise<void> {
    this.files.setModified(path, modified);
  }
}

/** Returns a text with a character for each byte. */
export function latin1(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return text;
}

function bytesOf(content: string | Uint8Array, options?: { encoding?: string } | string): Uint8Array {
  if (typeof content !== 'string') return content;
  const encoding = (typeof options === 'string' ? options : options?.encoding) ?? 'utf8';
  if (encoding === 'binary' || encoding === 'latin1') return Uint8Array.from(content, (one) => one.charCodeAt(0));
  return encode(content);
}
