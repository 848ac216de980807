import { ByteList, joinBytes } from '../text/bytes';
import { type Budget, LIMITS, LimitReached } from './budget';

/** The reader of a pipe has gone, so that a writer ends as by SIGPIPE. */
export class BrokenPipe extends Error {
  override readonly name = 'BrokenPipe';
}

/** A command wrote to a descriptor that `>&-` closed. */
export class ClosedOutput extends Error {
  override readonly name = 'ClosedOutput';
}

/** A place that a command writes to. */
export type Output = {
  /** True if what is written goes to the person's terminal. */
  terminal: boolean;
  write: (data: Uint8Array) => Promise<void> | void;
};

/** A stream that commands read. Its position is shared by all commands that have it, as that of a file descriptor. */
export class Input {
  readonly terminal: boolean;
  private rest: Uint8Array = new Uint8Array();
  private readonly pull: () => Promise<Uint8Array | null>;
  private readonly whenClosed: (() => void) | undefined;

  constructor(
    pull: () => Promise<Uint8Array | null>,
    { terminal = false, closed }: { terminal?: boolean; closed?: () => void } = {},
  ) {
    this.pull = pull;
    this.terminal = terminal;
    this.whenClosed = closed;
  }

  static of(bytes: Uint8Array): Input {
    let next: Uint8Array | null = bytes;
    return new Input(async () => {
      const chunk = next;
      next = null;
      return chunk?.length ? chunk : null;
    });
  }

  /** Returns the next bytes, or null at the end. */
  async read(): Promise<Uint8Array | null> {
    if (this.rest.length > 0) {
      const { rest } = this;
      this.rest = new Uint8Array();
      return rest;
    }
    return this.pull();
  }

  /** Gives back bytes that the caller didn't use. */
  unread(bytes: Uint8Array): void {
    if (bytes.length > 0) this.rest = this.rest.length > 0 ? joinBytes([bytes, this.rest]) : bytes;
  }

  /** Reads up to a byte. `ended` is true if the stream ended before it. */
  async readTo(byte: number, most: number = LIMITS.heldBytes): Promise<{ bytes: Uint8Array; ended: boolean }> {
    const chunks: Uint8Array[] = [];
    let length = 0;
    for (;;) {
      const chunk = await this.read();
      if (!chunk) return { bytes: joinBytes(chunks), ended: true };
      const found = chunk.indexOf(byte);
      const room = most - length;
      if (found !== -1 && found < room) {
        this.unread(chunk.subarray(found + 1));
        return { bytes: joinBytes([...chunks, chunk.subarray(0, found)]), ended: false };
      }
      if (chunk.length >= room) {
        this.unread(chunk.subarray(room));
        return { bytes: joinBytes([...chunks, chunk.subarray(0, room)]), ended: false };
      }
      chunks.push(chunk);
      length += chunk.length;
    }
  }

  async readAll(budget: Budget): Promise<Uint8Array> {
    const all = new ByteList();
    for (let chunk = await this.read(); chunk; chunk = await this.read()) {
      all.append(chunk);
      if (all.size > LIMITS.heldBytes) throw new LimitReached('the line was stopped: a command got more than 16 MiB of input.');
      await budget.breathe();
    }
    return all.whole();
  }

  close(): void {
    this.whenClosed?.();
  }
}

const PIPE_BYTES = 1 << 16;

/** A pipe between two commands. A writer waits while the pipe is full. */
export class Pipe {
  readonly input: Input;
  readonly output: Output;
  private chunks: Uint8Array[] = [];
  private size = 0;
  private writerGone = false;
  private readerGone = false;
  private wake: () => void = () => {};
  private changed = Promise.resolve();
  private readonly budget: Budget;

  constructor(budget: Budget) {
    this.budget = budget;
    this.renew();
    this.input = new Input(() => this.take(), { closed: () => this.closeReader() });
    this.output = { terminal: false, write: (data) => this.put(data) };
  }

  closeWriter(): void {
    this.writerGone = true;
    this.renew();
  }

  private closeReader(): void {
    this.readerGone = true;
    this.chunks = [];
    this.size = 0;
    this.renew();
  }

  private renew(): void {
    this.wake();
    this.changed = new Promise((resolve) => {
      this.wake = resolve;
    });
  }

  private async put(data: Uint8Array): Promise<void> {
    if (this.readerGone) throw new BrokenPipe();
    if (data.length === 0) return;
    this.chunks.push(data);
    this.size += data.length;
    this.renew();
    await this.budget.breathe();
    while (this.size > PIPE_BYTES && !this.readerGone) await this.budget.interruptible(this.changed);
    if (this.readerGone) throw new BrokenPipe();
  }

  private async take(): Promise<Uint8Array | null> {
    while (this.chunks.length === 0) {
      if (this.writerGone) return null;
      await this.budget.interruptible(this.changed);
    }
    const whole = joinBytes(this.chunks);
    this.chunks = [];
    this.size = 0;
    this.renew();
    return whole;
  }
}

/** An output that keeps what is written. */
export class Collected implements Output {
  readonly terminal = false;
  private readonly list = new ByteList();
  private readonly budget: Budget;

  constructor(budget: Budget) {
    this.budget = budget;
  }

  write(data: Uint8Array): void {
    this.budget.hold(data.length);
    this.list.append(data);
  }

  /** Returns what was written, and counts it off. */
  take(): Uint8Array {
    this.budget.release(this.list.size);
    return this.list.whole();
  }
}

export const CLOSED: Output = {
  terminal: false,
  write: () => {
    throw new ClosedOutput();
  },
};

export const NOWHERE: Output = { terminal: false, write: () => {} };
