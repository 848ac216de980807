import type { CommandIo } from '../io';
import { humanSize } from './human-size';

/** The output of a command: its progress too, only its results, only its errors, or nothing. */
export type Verbosity = 'progress' | 'results' | 'errors' | 'nothing';

/** Prints the results of transfers and the line of their progress, which the next line overwrites. */
export class Results {
  failed = 0;
  warned = 0;
  private done = 0;
  private bytesDone = 0;
  private expected = { files: 0, bytes: 0 };
  private begun = 0;
  private progressLength = 0;

  constructor(
    private readonly io: Pick<CommandIo, 'stdout' | 'stderr' | 'now'>,
    private readonly verbosity: Verbosity,
  ) {}

  /** Says how much is to be transferred. */
  begin(files: number, bytes: number): void {
    this.expected = { files, bytes };
    this.begun = this.io.now().getTime();
  }

  /** Reports that the bytes of a file have gone over, before its result is known. */
  transferred(bytes: number): void {
    this.bytesDone += bytes;
    this.progress();
  }

  success(statement: string): void {
    this.done++;
    if (this.verbosity === 'progress' || this.verbosity === 'results') this.io.stdout(this.padded(statement));
    this.next();
  }

  dryRun(statement: string): void {
    if (this.verbosity !== 'nothing') this.io.stdout(this.padded(`(dryrun) ${statement}`));
  }

  failure(statement: string): void {
    this.done++;
    this.failed++;
    if (this.verbosity !== 'nothing') this.io.stderr(this.padded(statement));
    this.next();
  }

  warning(message: string): void {
    this.warned++;
    if (this.verbosity !== 'nothing') this.io.stderr(this.padded(message));
    this.next();
  }

  fatal(message: string): void {
    this.failed++;
    if (this.verbosity !== 'nothing') this.io.stderr(this.padded(`fatal error: ${message}`));
  }

  private next(): void {
    this.progressLength = 0;
    if (this.done < this.expected.files) this.progress();
  }

  private progress(): void {
    if (this.verbosity !== 'progress') return;
    const remaining = `${this.expected.files - this.done} file(s) remaining`;
    const seconds = Math.max((this.io.now().getTime() - this.begun) / 1000, 0.001);
    const statement =
      this.expected.bytes > 0
        ? `Completed ${humanSize(this.bytesDone)}/${humanSize(this.expected.bytes)} (${humanSize(this.bytesDone / seconds)}/s) with ${remaining}`
        : `Completed ${this.done} file(s) with ${remaining}`;
    const padded = statement.padEnd(this.progressLength);
    this.progressLength = padded.length;
    this.io.stdout(`${padded}\r`);
  }

  private padded(statement: string): string {
    return `${statement.padEnd(this.progressLength)}\n`;
  }
}
