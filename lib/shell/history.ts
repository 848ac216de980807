import type { FileTree } from './files/file-tree';
import { FileError } from './files/file-tree';
import { encode } from './text/bytes';

const MOST_LINES = 1000;
const LONGEST_LINE = 10_000;
/** Lines that name a secret are not kept. */
const SECRET =
  /aws_secret_access_key|aws_session_token|--(?:new-|old-)?password|--secret-string|--secret-binary|--secret-access-key|--session-token|--external-id|--private-key|--access-token|--client-secret|--plaintext|(?:password|passwd|secret|token)\w*=\S|\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/i;

/** The lines of ~/.bash_history. */
export class History {
  private kept: string[] = [];
  private readonly path: string;
  private readonly files: FileTree;

  constructor(home: string, files: FileTree) {
    this.path = `${home}/.bash_history`;
    this.files = files;
  }

  get lines(): readonly string[] {
    return this.kept;
  }

  async load(): Promise<void> {
    try {
      this.kept = (await this.files.readText(this.path))
        .split('\n')
        .filter((line) => line !== '')
        .slice(-MOST_LINES);
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
    }
  }

  /** Adds what the person submitted. Leaves out repetitions, lines that begin with a blank, and secrets. */
  add(text: string): void {
    const line = text.trimEnd();
    if (line === '' || line.startsWith(' ') || line === this.kept.at(-1) || line.length > LONGEST_LINE || SECRET.test(line))
      return;
    this.kept.push(...line.split('\n').filter((one) => one.trim() !== ''));
    this.kept = this.kept.slice(-MOST_LINES);
    try {
      this.files.write(this.path, encode(`${this.kept.join('\n')}\n`));
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
    }
  }
}
