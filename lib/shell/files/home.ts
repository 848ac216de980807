import type { HomeChange, HomeFile } from '../messages';
import { FileError, type FileTree } from './file-tree';

/** The home folder: files of the server in the tree of the shell. They are read when a command needs them, and written after a line. */
export class Home {
  readonly path: string;
  private readonly files: FileTree;
  private readonly request: (change: HomeChange) => Promise<unknown>;
  private readonly changedPaths = new Set<string>();
  /** The files that the server has. */
  private readonly known = new Set<string>();

  constructor(path: string, files: FileTree, request: (change: HomeChange) => Promise<unknown>) {
    this.path = path;
    this.files = files;
    this.request = request;
  }

  /** Adds the files of the server to the tree. */
  async load(): Promise<void> {
    this.files.makeFolders(this.path);
    const list = (await this.request({ do: 'list' })) as readonly HomeFile[];
    for (const { path, size, modified } of list) {
      this.known.add(path);
      try {
        this.files.addLazily(`${this.path}/${path}`, { size, modified: new Date(modified), load: () => this.read(path) });
      } catch (error) {
        // A file and a folder of the same name: the first one stays.
        if (!(error instanceof FileError)) throw error;
      }
    }
    this.files.changed = (path) => {
      if (path.startsWith(`${this.path}/`)) this.changedPaths.add(path);
    };
  }

  /** Writes what changed since the last time. Returns a sentence for each file that could not be written. */
  async flush(): Promise<string[]> {
    const problems: string[] = [];
    const paths = [...this.changedPaths];
    this.changedPaths.clear();
    // Files that go make room for those that come.
    const kept: string[] = [];
    for (const path of paths) {
      const facts = this.files.facts(path);
      if (facts && !facts.isFolder) kept.push(path);
      else if (this.known.has(this.relative(path))) await this.send({ do: 'remove', path: this.relative(path) }, problems);
    }
    for (const path of kept) {
      await this.send({ do: 'write', path: this.relative(path), content: await this.files.read(path) }, problems);
    }
    return problems;
  }

  private async send(change: HomeChange & { path: string }, problems: string[]): Promise<void> {
    try {
      await this.request(change);
      if (change.do === 'remove') this.known.delete(change.path);
      else this.known.add(change.path);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      const reason = message.includes('ENOSPC') ? 'No space left on device. The home folder is full' : message;
      problems.push(`~/${change.path}: ${reason}. The file is here until the shell ends.`);
    }
  }

  private async read(path: string): Promise<Uint8Array> {
    try {
      return (await this.request({ do: 'read', path })) as Uint8Array;
    } catch {
      throw new FileError('EIO', path);
    }
  }

  private relative(path: string): string {
    return path.slice(this.path.length + 1);
  }
}
