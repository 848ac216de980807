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
  /** Commands, iterations and expansions. */
  steps: 200_000,
  /** Bytes that a line prints. */
  outputBytes: 8 << 20,
  /** Bytes that pass through substitutions and collected input. */
  heldBytes: 64 << 20,
  /** Bytes of one variable. */
  variableBytes: 1 << 20,
  /** Calls of functions, sourced files and `eval` inside of each other. */
  depth: 100,
  /** Commands that run at the same time. */
  processes: 200,
} as const;

/** Time after which the executor lets messages in, such as Ctrl+C. */
const SLICE_MS = 5;

/** The use of one line: its steps, its output and its time. Long work gives way to messages between its steps. */
export class Budget {
  readonly signal: AbortSignal;
  private steps = 0;
  private held = 0;
  private processes = 0;
  private sliceStart = performance.now();
  private readonly aborted: Promise<never>;

  constructor(signal: AbortSignal) {
    this.signal = signal;
    this.aborted = new Promise((_, reject) => {
      if (signal.aborted) reject(new Stopped());
      signal.addEventListener('abort', () => reject(new Stopped()), { once: true });
    });
    this.aborted.catch(() => {});
  }

  /** Counts steps, and gives way if the slice is over. */
  step(count = 1): Promise<void> | void {
    this.steps += count;
    if (this.steps > LIMITS.steps) {
      throw new LimitReached(`the line was stopped after ${LIMITS.steps.toLocaleString('en')} steps. Is there an endless loop?`);
    }
    return this.breathe();
  }

  /** Gives way to messages if the slice is over. @throws Stopped after Ctrl+C */
  breathe(): Promise<void> | void {
    if (this.signal.aborted) throw new Stopped();
    if (performance.now() - this.sliceStart < SLICE_MS) return;
    return this.giveWay();
  }

  /** Counts bytes that the line keeps in memory. */
  hold(bytes: number): void {
    this.held += bytes;
    if (this.held > LIMITS.heldBytes) throw new LimitReached('the line was stopped: it keeps more than 64 MiB of text.');
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

  private async giveWay(): Promise<void> {
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
