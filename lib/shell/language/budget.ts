/** The command was stopped by Ctrl+C. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
}

/** The line used more than a line may. Nothing in the line catches it. */
export class LimitReached extends Error {
  override readonly name = 'LimitReached';
}

/** The limits of one submitted line. */
export const LIMITS = {
  /** Milliseconds of work. The time in which a line waits for calls, for answers or in `sleep` does not count. */
  workMs: 60_000,
  /** Bytes that a line prints. */
  outputBytes: 8 << 20,
  /** Bytes of the substitutions that run, and of the input of one command. */
  heldBytes: 16 << 20,
  /** Bytes of one variable. */
  variableBytes: 1 << 20,
  /** Characters of all variables of a shell. */
  variablesBytes: 64 << 20,
  /** Calls of functions, sourced files and `eval` inside of each other. */
  depth: 500,
  /** Commands that run at the same time. */
  processes: 200,
} as const;

/** Time after which the executor lets messages in, such as Ctrl+C. */
const SLICE_MS = 5;

/** The use of one line: its memory and its time. Long work gives way to messages between its steps. */
export class Budget {
  readonly signal: AbortSignal;
  private worked = 0;
  private held = 0;
  private processes = 0;
  private sliceStart = performance.now();
  private readonly mostWork: number;
  private readonly aborted: Promise<never>;

  constructor(signal: AbortSignal, { workMs = LIMITS.workMs as number } = {}) {
    this.signal = signal;
    this.mostWork = workMs;
    this.aborted = new Promise((_, reject) => {
      if (signal.aborted) reject(new Stopped());
      signal.addEventListener('abort', () => reject(new Stopped()), { once: true });
    });
    this.aborted.catch(() => {});
  }

  /** Gives way to messages if the slice is over. @throws Stopped after Ctrl+C, LimitReached after too much work */
  breathe(): Promise<void> | void {
    if (this.signal.aborted) throw new Stopped();
    if (performance.now() - this.sliceStart < SLICE_MS) return;
    return this.giveWay();
  }

  /** Counts bytes that the line keeps in memory. */
  hold(bytes: number): void {
    this.held += bytes;
    if (this.held > LIMITS.heldBytes) throw new LimitReached('the line was stopped: it keeps more than 16 MiB of text.');
  }

  /** Counts bytes off that the line no longer keeps. */
  release(bytes: number): void {
    this.held -= bytes;
  }

  /** Counts a command that runs beside others until `ended` is called. */
  begin(): { ended: () => void } {
    this.processes += 1;
    if (this.processes > LIMITS.processes) {
      throw new LimitReached(`the line was stopped: it runs more than ${LIMITS.processes} commands at the same time.`);
    }
    return {
      ended: () => {
        this.processes -= 1;
      },
    };
  }

  /** Waits for a promise, but no longer than until Ctrl+C. */
  interruptible<Result>(promise: Promise<Result>): Promise<Result> {
    return Promise.race([promise, this.aborted]);
  }

  /** Waits for something outside of the line. This time is no work. */
  async outside<Result>(promise: Promise<Result>): Promise<Result> {
    this.count();
    try {
      return await promise;
    } finally {
      this.sliceStart = performance.now();
    }
  }

  private count(): void {
    const now = performance.now();
    this.worked += now - this.sliceStart;
    this.sliceStart = now;
    if (this.worked > this.mostWork)
      throw new LimitReached(`the line was stopped after ${this.mostWork / 1000} seconds of work. Is there an endless loop?`);
  }

  private async giveWay(): Promise<void> {
    this.count();
    await nextTask();
    this.sliceStart = performance.now();
    if (this.signal.aborted) throw new Stopped();
  }
}

/** Resolves in a later task, so that waiting messages come first. A timer of a browser would wait four milliseconds. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof setImmediate === 'function') {
      setImmediate(resolve);
      return;
    }
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
