import { LIMITS, LimitReached } from './language/budget';
import type { Output } from './language/streams';
import type { FromShell } from './messages';

/** The longest time that output waits for more. */
const OUTPUT_MS = 16;

/** The output of lines, which goes to the page a few times a second. */
export class Screen {
  private readonly post: (message: FromShell) => void;
  /** The line whose output it is. */
  private id = 0;
  /** The bytes of the line so far. */
  private bytes = 0;
  private unsent: { stream: 'stdout' | 'stderr'; text: string }[] = [];
  private readonly decoders = { stdout: new TextDecoder(), stderr: new TextDecoder() };
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(post: (message: FromShell) => void) {
    this.post = post;
  }

  /** Begins the output of a line. */
  begin(id: number): void {
    this.id = id;
    this.bytes = 0;
  }

  /** Returns an output of commands. @throws LimitReached in a write if the line prints too much */
  output(stream: 'stdout' | 'stderr'): Output {
    return {
      terminal: true,
      write: (data) => {
        this.bytes += data.length;
        if (this.bytes > LIMITS.outputBytes)
          throw new LimitReached('the output was cut after 8 MiB. Write it to a file, or filter it.');
        this.write(stream, data);
      },
    };
  }

  /** Writes without a limit, as for messages of the shell itself. */
  write(stream: 'stdout' | 'stderr', data: Uint8Array): void {
    const text = this.decoders[stream].decode(data, { stream: true });
    const last = this.unsent.at(-1);
    if (last?.stream === stream) last.text += text;
    else this.unsent.push({ stream, text });
    this.timer ??= setTimeout(() => this.send(), OUTPUT_MS);
  }

  /** Sends the output that waits. */
  send(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const { unsent } = this;
    this.unsent = [];
    for (const { stream, text } of unsent) if (text !== '') this.post({ type: 'output', id: this.id, stream, text });
  }
}
