import type { CallAnswer, CallRequest } from '../aws-cli/io';
import type { SavedState } from './language/state';
import type { CommandResult, Completions, FromShell, HomeChange, ShellPlace, ShellRequest, ToShell } from './messages';

/** The part of a Worker that the client uses. */
export type WorkerLike = {
  postMessage: (message: ToShell) => void;
  onmessage: ((event: { data: FromShell }) => void) | null;
  terminate: () => void;
};

/** The things that the page does for the shell. */
export type ShellServices = {
  call: (call: CallRequest) => Promise<CallAnswer>;
  /** Returns the names of the browser's sessions. */
  sessions: () => Promise<readonly string[]>;
  home: (change: HomeChange) => Promise<unknown>;
  /** Lets the person edit a file. Returns null if it was not saved. */
  edit: (path: string, content: string) => Promise<string | null>;
  download: (name: string, content: Uint8Array) => Promise<void>;
  gatehouse: (words: readonly string[]) => Promise<CommandResult>;
};

export type ShellClient = {
  run: (id: number, text: string) => void;
  /** Answers a question. Null is the end of input. */
  answer: (text: string | null) => void;
  /** Stops the running line. A worker that does not obey is replaced. */
  interrupt: () => void;
  resize: (columns: number) => void;
  /** Returns the completions at the cursor. There are none while a line runs, or if the shell does not answer in time. */
  complete: (text: string, cursor: number, options: { wasAsked: boolean }) => Promise<Completions>;
  /** Writes a file into the current folder. */
  upload: (name: string, content: Uint8Array) => Promise<void>;
  setRegion: (region: string) => void;
  close: () => void;
  listener: (message: FromShell) => void;
};

export type ShellClientOptions = {
  newWorker: () => WorkerLike;
  services: ShellServices;
  listener: (message: FromShell) => void;
  columns: number;
} & ShellPlace;

/** The time that a line has to end after Ctrl+C. */
const PATIENCE_MS = 2000;
/** The time that a completion may take. */
const COMPLETION_MS = 5000;

const NO_COMPLETIONS: Completions = { from: 0, to: 0, shared: '', choices: [] };

/** Starts a shell in a worker. The listener gets the messages for the terminal. */
export function openShell(options: ShellClientOptions): ShellClient {
  return new Client(options);
}

class Client implements ShellClient {
  listener: (message: FromShell) => void;
  private readonly options: ShellClientOptions;
  private worker: WorkerLike;
  private columns: number;
  private region: string | null = null;
  private saved: SavedState | undefined;
  /** The lines that have not ended, oldest first. */
  private lines: { id: number; text: string }[] = [];
  private patience: ReturnType<typeof setTimeout> | undefined;
  private requests = 0;
  private isClosed = false;
  private readonly completing = new Map<number, (completions: Completions) => void>();
  private readonly uploading = new Map<number, { resolve: () => void; reject: (error: Error) => void }>();

  constructor(options: ShellClientOptions) {
    this.options = options;
    this.listener = options.listener;
    this.columns = options.columns;
    this.worker = this.start();
  }

  run(id: number, text: string): void {
    this.lines.push({ id, text });
    for (const resolve of [...this.completing.values()]) resolve(NO_COMPLETIONS);
    this.worker.postMessage({ type: 'run', id, text });
  }

  answer(text: string | null): void {
    this.worker.postMessage({ type: 'answer', text });
  }

  interrupt(): void {
    if (this.lines.length === 0) return;
    this.worker.postMessage({ type: 'interrupt' });
    this.patience ??= setTimeout(() => this.replace(), PATIENCE_MS);
  }

  resize(columns: number): void {
    this.columns = columns;
    this.worker.postMessage({ type: 'resize', columns });
  }

  complete(text: string, cursor: number, { wasAsked }: { wasAsked: boolean }): Promise<Completions> {
    if (this.isClosed || this.lines.length > 0) return Promise.resolve(NO_COMPLETIONS);
    this.requests += 1;
    const id = this.requests;
    return new Promise((resolve) => {
      const end = (completions: Completions) => {
        clearTimeout(timer);
        this.completing.delete(id);
        resolve(completions);
      };
      const timer = setTimeout(() => end(NO_COMPLETIONS), COMPLETION_MS);
      this.completing.set(id, end);
      this.worker.postMessage({ type: 'complete', id, text, cursor, wasAsked });
    });
  }

  upload(name: string, content: Uint8Array): Promise<void> {
    this.requests += 1;
    const id = this.requests;
    return new Promise((resolve, reject) => {
      this.uploading.set(id, { resolve, reject });
      this.worker.postMessage({ type: 'upload', id, name, content });
    });
  }

  setRegion(region: string): void {
    this.region = region;
    this.worker.postMessage({ type: 'region', region });
  }

  close(): void {
    this.isClosed = true;
    clearTimeout(this.patience);
    this.end();
    this.lines = [];
  }

  private start(): WorkerLike {
    const worker = this.options.newWorker();
    worker.onmessage = ({ data }) => {
      if (worker === this.worker) this.receive(data);
    };
    const { prompt, regions } = this.options;
    const environment = { ...this.options.environment, ...(this.region !== null && { AWS_REGION: this.region }) };
    worker.postMessage({
      type: 'start',
      columns: this.columns,
      environment,
      prompt,
      regions,
      ...(this.saved && { saved: this.saved }),
    });
    return worker;
  }

  private receive(message: FromShell): void {
    switch (message.type) {
      case 'request':
        void this.serve(this.worker, message.id, message.request);
        return;
      case 'state':
        this.saved = message.saved;
        return;
      case 'completions': {
        const { from, to, shared, choices } = message;
        this.completing.get(message.id)?.({ from, to, shared, choices });
        return;
      }
      case 'uploaded': {
        const upload = this.uploading.get(message.id);
        this.uploading.delete(message.id);
        if (message.error === undefined) upload?.resolve();
        else upload?.reject(new Error(message.error));
        return;
      }
      case 'incomplete':
      case 'done':
        this.lines = this.lines.filter(({ id }) => id !== message.id);
        clearTimeout(this.patience);
        this.patience = undefined;
        break;
    }
    this.listener(message);
  }

  private async serve(worker: WorkerLike, id: number, request: ShellRequest): Promise<void> {
    try {
      const answer = await this.answerOf(request);
      worker.postMessage({ type: 'answered', id, answer });
    } catch (error) {
      worker.postMessage({ type: 'failed', id, error: error instanceof Error ? error.message : String(error) });
    }
  }

  private answerOf(request: ShellRequest): Promise<unknown> {
    const { services } = this.options;
    switch (request.kind) {
      case 'call':
        return services.call(request.call);
      case 'sessions':
        return services.sessions();
      case 'home':
        return services.home(request.change);
      case 'edit':
        return services.edit(request.path, request.content);
      case 'download':
        return services.download(request.name, request.content);
      case 'gatehouse':
        return services.gatehouse(request.words);
    }
  }

  /** Ends a worker that did not stop, and starts another with the state after its last line. */
  private replace(): void {
    this.patience = undefined;
    const [stopped, ...later] = this.lines;
    this.end();
    this.lines = [];
    this.worker = this.start();
    if (stopped) {
      this.listener({
        type: 'note',
        id: stopped.id,
        text: 'The line did not stop, so the shell was restarted. Files in /tmp and what this line changed are gone.',
      });
      for (const { id } of [stopped, ...later])
        this.listener({ type: 'done', id, status: 130, cwd: this.saved?.cwd ?? '', profile: null });
    }
  }

  private end(): void {
    this.worker.onmessage = null;
    this.worker.terminate();
    for (const resolve of [...this.completing.values()]) resolve(NO_COMPLETIONS);
    for (const { reject } of this.uploading.values()) reject(new Error('The shell was restarted.'));
    this.uploading.clear();
  }
}
