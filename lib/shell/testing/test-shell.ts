import { runAws } from '../../aws-cli/command';
import type { CallAnswer, CallRequest, SentCall } from '../../aws-cli/io';
import type { CommandResult, FromShell, HomeChange, ShellRequest, ToShell } from '../messages';
import { Shell, type ShellOptions } from '../shell';

/** The result of one line. `incomplete` is true if the shell asked for another line. */
export type Outcome = { status: number; stdout: string; stderr: string; incomplete: boolean };

/** A home folder in memory. */
export class TestHome {
  readonly files = new Map<string, Uint8Array>();

  async serve(change: HomeChange): Promise<unknown> {
    switch (change.do) {
      case 'list':
        return [...this.files].map(([path, content]) => ({ path, size: content.length, modified: 0 }));
      case 'read':
        return this.files.get(change.path);
      case 'remove':
        this.files.delete(change.path);
        return null;
      case 'write':
        this.files.set(change.path, change.content);
        return null;
    }
  }
}

/** Makes the calls of `aws`. */
export type MakesCalls = (request: SentCall) => Promise<CallAnswer>;

export type TestShellOptions = Partial<ShellOptions> & {
  /** Without it, the page of the shell makes no calls. */
  call?: MakesCalls;
  region?: string;
  /** Runs `gatehouse`. */
  gatehouse?: (words: readonly string[]) => Promise<CommandResult>;
};

/** A shell in this process with a page that has a home folder, and makes calls as the session of the page or with keys. */
export class TestShell {
  /** The messages of the shell, oldest first. */
  readonly messages: FromShell[] = [];
  /** The answers to the next questions. Without one, a question gets the end of input. */
  readonly answers: string[] = [];
  private readonly home = new TestHome();
  private readonly shell: Shell;
  private readonly call: MakesCalls | undefined;
  private readonly gatehouse: TestShellOptions['gatehouse'];
  private lines = 0;
  private waiting: (() => void)[] = [];

  constructor({ call, region, gatehouse, ...options }: TestShellOptions = {}) {
    this.call = call;
    this.gatehouse = gatehouse;
    this.shell = new Shell({ post: (message) => this.take(message), runAws, ...options });
    const environment: Readonly<Record<string, string>> = region === undefined ? {} : { AWS_REGION: region };
    const prompt = { user: 'ana', account: '111122223333', isRoot: false };
    this.send({ type: 'start', columns: 80, environment, prompt, regions: [] });
  }

  send(message: ToShell): void {
    this.shell.receive(message);
  }

  /** Runs a text to its end. */
  async run(text: string): Promise<Outcome> {
    this.lines += 1;
    const id = this.lines;
    const first = this.messages.length;
    this.send({ type: 'run', id, text });
    const end = await this.message((message) => (message.type === 'done' || message.type === 'incomplete') && message.id === id);
    const output = (stream: 'stdout' | 'stderr') =>
      this.messages
        .slice(first)
        .map((message) => (message.type === 'output' && message.stream === stream ? message.text : ''))
        .join('');
    return {
      status: end.type === 'done' ? end.status : 2,
      stdout: output('stdout'),
      stderr: output('stderr'),
      incomplete: end.type === 'incomplete',
    };
  }

  /** Waits for a message of the shell. Earlier ones count too. */
  async message(wanted: (message: FromShell) => boolean): Promise<FromShell> {
    for (;;) {
      const found = this.messages.find(wanted);
      if (found) return found;
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
  }

  private take(message: FromShell): void {
    this.messages.push(message);
    if (message.type === 'request') void this.serve(message.id, message.request);
    if (message.type === 'question') {
      const text = this.answers.shift() ?? null;
      queueMicrotask(() => this.send({ type: 'answer', text }));
    }
    for (const wake of this.waiting.splice(0)) wake();
  }

  private async serve(id: number, request: ShellRequest): Promise<void> {
    try {
      this.send({ type: 'answered', id, answer: await this.answerOf(request) });
    } catch (error) {
      this.send({ type: 'failed', id, error: error instanceof Error ? error.message : String(error) });
    }
  }

  private async answerOf(request: ShellRequest): Promise<unknown> {
    if (request.kind === 'home') return this.home.serve(request.change);
    if (request.kind === 'sessions') return [];
    if (request.kind === 'gatehouse' && this.gatehouse) return this.gatehouse(request.words);
    if (request.kind === 'call' && this.call) return this.call(sent(request.call));
    throw new Error('The page of this test has only a home folder.');
  }
}

function sent({ credentials, ...request }: CallRequest): SentCall {
  if (typeof credentials !== 'string' && 'profile' in credentials) throw new Error('This test has no other sessions.');
  return { ...request, credentials };
}
