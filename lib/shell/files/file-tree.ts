import { ByteList, decode } from '../text/bytes';

export type FileErrorCode =
  | 'ENOENT'
  | 'EISDIR'
  | 'ENOTDIR'
  | 'EACCES'
  | 'ENOSPC'
  | 'EEXIST'
  | 'ENOTEMPTY'
  | 'EPERM'
  | 'ENAMETOOLONG'
  | 'EIO';

const SENTENCES: Readonly<Record<FileErrorCode, string>> = {
  ENOENT: 'No such file or directory',
  EISDIR: 'Is a directory',
  ENOTDIR: 'Not a directory',
  EACCES: 'Permission denied',
  ENOSPC: 'No space left on device',
  EEXIST: 'File exists',
  ENOTEMPTY: 'Directory not empty',
  EPERM: 'Operation not permitted',
  ENAMETOOLONG: 'File name too long',
  EIO: 'Input/output error',
};

/** The failure of a file operation. `code` is that of Node, and the message begins with it as Node's does. */
export class FileError extends Error {
  override readonly name = 'FileError';
  readonly code: FileErrorCode;
  readonly sentence: string;

  constructor(code: FileErrorCode, path: string) {
    super(`${code}: ${SENTENCES[code].toLowerCase()}, '${path}'`);
    this.code = code;
    this.sentence = SENTENCES[code];
  }
}

/** The bytes of all files together. The home folder has its own quota on the server. */
const MOST_BYTES = 32 << 20;
const LONGEST_NAME = 255;
const LONGEST_PATH = 1024;

type FileNode = {
  kind: 'file';
  content: ByteList;
  size: number;
  modified: Date;
  mode: number;
  load?: () => Promise<Uint8Array>;
};
type FolderNode = { kind: 'folder'; children: Map<string, Node>; modified: Date; mode: number };
type Node = FileNode | FolderNode;

export type FileFacts = { isFolder: boolean; size: number; modified: Date; mode: number };

/** Returns an absolute path without `.`, `..` and double slashes. */
export function resolvePath(folder: string, path: string): string {
  const parts: string[] = [];
  for (const part of (path.startsWith('/') ? path : `${folder}/${path}`).split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

/** The files of the shell, in memory. Paths are absolute and resolved. */
export class FileTree {
  private readonly root: FolderNode;
  private readonly now: () => Date;
  private bytes = 0;
  /** Called after a change of a file, or its removal. */
  changed: (path: string) => void = () => {};

  constructor(now: () => Date = () => new Date()) {
    this.now = now;
    this.root = { kind: 'folder', children: new Map(), modified: now(), mode: 0o755 };
  }

  facts(path: string): FileFacts | null {
    let node: Node | null;
    try {
      node = this.find(path);
    } catch {
      return null;
    }
    if (!node) return null;
    return {
      isFolder: node.kind === 'folder',
      size: node.kind === 'file' ? node.size : 4096,
      modified: node.modified,
      mode: node.mode,
    };
  }

  /** Returns the names in a folder, sorted by their code points. */
  list(path: string): string[] {
    const node = this.require(path);
    if (node.kind === 'file') throw new FileError('ENOTDIR', path);
    return [...node.children.keys()].sort();
  }

  async read(path: string): Promise<Uint8Array> {
    const node = this.require(path);
    if (node.kind === 'folder') throw new FileError('EISDIR', path);
    if (node.load) {
      const { load } = node;
      const content = await load();
      // Another command may have written the file since.
      if (node.load === load) {
        const { modified } = node;
        this.fill(node, path, [content]);
        node.modified = modified;
      }
    }
    return node.content.whole();
  }

  async readText(path: string): Promise<string> {
    return decode(await this.read(path));
  }

  write(path: string, content: Uint8Array): void {
    this.fill(this.fileToWrite(path), path, [content]);
    this.changed(path);
  }

  async append(path: string, content: Uint8Array): Promise<void> {
    const node = this.fileToWrite(path);
    if (node.load) await this.read(path);
    this.grow(content.length, path);
    node.content.append(content);
    node.size += content.length;
    node.modified = this.now();
    this.changed(path);
  }

  /** Adds a file whose content is read when somebody needs it. */
  addLazily(path: string, { size, modified, load }: { size: number; modified: Date; load: () => Promise<Uint8Array> }): void {
    this.makeFolders(parentOf(path));
    const { folder, name } = this.parent(path);
    folder.children.set(name, { kind: 'file', content: new ByteList(), size, modified, mode: 0o644, load });
    this.bytes += size;
  }

  makeFolder(path: string): void {
    if (path === '/' || this.find(path)) throw new FileError('EEXIST', path);
    const { folder, name } = this.parent(path);
    folder.children.set(name, { kind: 'folder', children: new Map(), modified: this.now(), mode: 0o755 });
    folder.modified = this.now();
  }

  /** Makes a folder and those above it. */
  makeFolders(path: string): void {
    if (path === '/') return;
    const node = this.find(path);
    if (node?.kind === 'folder') return;
    if (node) throw new FileError('EEXIST', path);
    this.makeFolders(parentOf(path));
    this.makeFolder(path);
  }

  /** Removes a file, or a folder with all that is in it. */
  remove(path: string, { recursive = false }: { recursive?: boolean } = {}): void {
    const node = this.require(path);
    if (path === '/') throw new FileError('EPERM', path);
    if (node.kind === 'folder') {
      if (!recursive && node.children.size > 0) throw new FileError('ENOTEMPTY', path);
      for (const name of [...node.children.keys()]) this.remove(`${path}/${name}`, { recursive });
    } else this.bytes -= node.size;
    const { folder, name } = this.parent(path);
    folder.children.delete(name);
    folder.modified = this.now();
    this.changed(path);
  }

  async move(from: string, to: string): Promise<void> {
    if (from === to) return;
    if (`${to}/`.startsWith(`${from}/`)) throw new FileError('EPERM', to);
    await this.copy(from, to);
    this.remove(from, { recursive: true });
  }

  async copy(from: string, to: string): Promise<void> {
    const node = this.require(from);
    if (node.kind === 'file') {
      this.write(to, await this.read(from));
      this.setMode(to, node.mode);
      return;
    }
    if (`${to}/`.startsWith(`${from}/`)) throw new FileError('EPERM', to);
    this.makeFolders(to);
    for (const name of node.children.keys()) await this.copy(`${from}/${name}`, `${to}/${name}`);
  }

  setMode(path: string, mode: number): void {
    this.require(path).mode = mode & 0o777;
  }

  setModified(path: string, modified: Date): void {
    this.require(path).modified = modified;
  }

  /** Returns the paths of all files and folders. */
  paths(): string[] {
    const paths: string[] = [];
    const visit = (folder: FolderNode, path: string) => {
      for (const [name, node] of folder.children) {
        paths.push(`${path}/${name}`);
        if (node.kind === 'folder') visit(node, `${path}/${name}`);
      }
    };
    visit(this.root, '');
    return paths;
  }

  private fill(node: FileNode, path: string, chunks: Uint8Array[]): void {
    const size = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
    this.grow(size - node.size, path);
    delete node.load;
    node.content = new ByteList(chunks);
    node.size = size;
    node.modified = this.now();
  }

  private grow(by: number, path: string): void {
    if (by > 0 && this.bytes + by > MOST_BYTES) throw new FileError('ENOSPC', path);
    this.bytes += by;
  }

  private fileToWrite(path: string): FileNode {
    const node = this.find(path);
    if (node?.kind === 'folder') throw new FileError('EISDIR', path);
    if (node) {
      if (!(node.mode & 0o200)) throw new FileError('EACCES', path);
      return node;
    }
    const { folder, name } = this.parent(path);
    const made: FileNode = { kind: 'file', content: new ByteList(), size: 0, modified: this.now(), mode: 0o644 };
    folder.children.set(name, made);
    folder.modified = this.now();
    return made;
  }

  private parent(path: string): { folder: FolderNode; name: string } {
    const name = path.slice(path.lastIndexOf('/') + 1);
    if (name === '') throw new FileError('EISDIR', path);
    if (name.length > LONGEST_NAME || path.length > LONGEST_PATH) throw new FileError('ENAMETOOLONG', path);
    const folder = this.require(parentOf(path));
    if (folder.kind === 'file') throw new FileError('ENOTDIR', path);
    return { folder, name };
  }

  private require(path: string): Node {
    const node = this.find(path);
    if (!node) throw new FileError('ENOENT', path);
    return node;
  }

  private find(path: string): Node | null {
    let node: Node = this.root;
    for (const part of path.split('/')) {
      if (part === '') continue;
      if (node.kind === 'file') throw new FileError('ENOTDIR', path);
      const child = node.children.get(part);
      if (!child) return null;
      node = child;
    }
    return node;
  }
}

export function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/')) || '/';
}
