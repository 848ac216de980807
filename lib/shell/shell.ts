import type { Candidate } from '../aws-cli/completion/candidate';
import { AwsCompletion, type CompletionIo } from '../aws-cli/completion/complete';
import type { CallAnswer, CallRequest } from '../aws-cli/io';
import { CallRate } from './call-rate';
import type { RunAws } from './commands/aws';
import { wait } from './commands/streams';
import { commandTable } from './commands/table';
import { type CompletionWorld, completeLine } from './completion/complete-line';
import { completeGatehouse } from './completion/gatehouse';
import { FileError, FileTree, resolvePath } from './files/file-tree';
import { Home } from './files/home';
import { History } from './history';
import { Budget, LimitReached, Stopped } from './language/budget';
import { BUILTINS } from './language/builtins/builtins';
import type { Context, Shared, ShellCommand } from './language/context';
import { ExitShell } from './language/control';
import { endingWith, runText } from './language/execute';
import { Parser } from './language/parse';
import { FatalShellError, type SavedState, ShellState, save } from './language/state';
import { Input } from './language/streams';
import { processFile, substitute } from './language/substitute';
import { IncompleteText, ShellSyntaxError } from './language/syntax';
import { sizeOfVariables } from './language/variables';
import type { CommandResult, FromShell, ShellRequest, ToShell } from './messages';
import { Screen } from './screen';
import { encode } from './text/bytes';

/** The largest state that outlives its worker. */
const MOST_SAVED_TEXT = 1 << 20;

export type ShellOptions = {
  post: (message: FromShell) => void;
  runAws: RunAws;
  now?: () => Date;
  /** The milliseconds of a clock that only goes forward. The rate of calls goes by it. */
  clock?: () => number;
  /** The milliseconds of work that a line may take. */
  workMs?: number;
};

/** A shell behind messages: the other end is the page. */
export class Shell {
  private readonly post: (message: FromShell) => void;
  private readonly runAws: RunAws;
  private readonly now: () => Date;
  private readonly workMs: number | undefined;
  private readonly files: FileTree;
  private readonly state = new ShellState();
  private readonly rate: CallRate;
  private readonly screen: Screen;
  private readonly waiting = new Map<number, { resolve: (answer: unknown) => void; reject: (error: Error) => void }>();
  private requests = 0;
  private columns = 80;
  private home: Home | null = null;
  private past: History | null = null;
  private table: ReadonlyMap<string, ShellCommand> = new Map();
  private pageRegion = '';
  private regions: readonly string[] = [];
  private readonly awsCompletion: AwsCompletion;
  /** The number of the last question for completions. An older one has become useless. */
  private lastCompletion = 0;
  /** The line that runs. */
  private running: { id: number; controller: AbortController; budget: Budget } | null = null;
  private question: ((answer: string | null) => void) | null = null;
  /** Lines run one after the other. */
  private queue: Promise<void> = Promise.resolve();

  constructor({ post, runAws, now = () => new Date(), clock, workMs }: ShellOptions) {
    this.post = post;
    this.screen = new Screen(post);
    this.workMs = workMs;
    this.runAws = runAws;
    this.now = now;
    this.rate = new CallRate(clock);
    this.files = new FileTree(now);
    this.awsCompletion = new AwsCompletion(() => now().getTime());
  }

  receive(message: ToShell): void {
    switch (message.type) {
      case 'start':
        this.queue = this.queue.then(() => this.start(message));
        break;
      case 'run':
        this.queue = this.queue.then(() => this.run(message.id, message.text));
        break;
      case 'upload':
        this.queue = this.queue.then(() => this.upload(message));
        break;
      case 'answer':
        this.question?.(message.text);
        break;
      case 'interrupt':
        this.running?.controller.abort();
        break;
      case 'resize':
        this.columns = message.columns;
        this.state.export('COLUMNS', String(message.columns));
        break;
      case 'region':
        this.setRegion(message.region);
        break;
      case 'complete':
        void this.complete(message);
        break;
      case 'answered':
        this.waiting.get(message.id)?.resolve(message.answer);
        this.waiting.delete(message.id);
        break;
      case 'failed':
        this.waiting.get(message.id)?.reject(new Error(message.error));
        this.waiting.delete(message.id);
        break;
    }
  }

  private async start({ columns, environment, prompt, regions, saved }: Extract<ToShell, { type: 'start' }>): Promise<void> {
    const { state, files } = this;
    const folder = `/home/${prompt.user.replace(/[^\w.@+=,-]/g, '_').replace(/^\.+$/, 'user') || 'user'}`;
    for (const path of ['/tmp', '/dev', '/usr/bin', folder]) files.makeFolders(path);
    files.write('/dev/null', new Uint8Array());
    this.columns = columns;
    this.regions = regions;
    this.home = new Home(folder, files, (change) => this.request({ kind: 'home', change }));
    this.past = new History(folder, files);
    const defaults = {
      HOME: folder,
      USER: prompt.user,
      LOGNAME: prompt.user,
      PATH: '/usr/local/bin:/usr/bin:/bin',
      PWD: folder,
      SHELL: '/bin/bash',
      TERM: 'xterm-256color',
      TZ: 'UTC',
      LANG: 'C.UTF-8',
      COLUMNS: String(columns),
      AWS_PAGER: '',
      AWS_EXECUTION_ENV: 'GatehouseShell',
      // As in CloudShell. The calls without keys are those of the page's identity.
      AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://localhost:1338/latest/meta-data/container/security-credentials',
    };
    for (const [name, value] of Object.entries({ ...defaults, ...environment })) state.export(name, value);
    this.pageRegion = environment.AWS_REGION ?? '';
    state.cwd = folder;
    state.started = this.now().getTime();
    this.table = commandTable({
      page: {
        request: (request) => this.request(request),
        clear: () => this.clear(),
        ask: (question) => this.ask(question, false),
        prompt,
      },
      aws: {
        runAws: this.runAws,
        call: async (request) => {
          const pause = this.rate.take();
          if (pause > 0 && this.running) await wait(pause, this.running.budget);
          return (await this.request({ kind: 'call', call: request })) as CallAnswer;
        },
        sessions: async () => (await this.request({ kind: 'sessions' })) as readonly string[],
        terminal: () => ({ ask: (text, { hidden }) => this.ask(text, hidden) }),
        columns: () => this.columns,
        now: this.now,
        denied: (decision, message) => {
          this.screen.send();
          this.post({ type: 'denied', id: this.running?.id ?? 0, decision, message });
        },
      },
    });
    try {
      await this.home.load();
    } catch (error) {
      this.post({ type: 'note', id: 0, text: `The home folder could not be read: ${messageOf(error)}` });
    }
    await this.past.load();
    if (saved) await this.restore(saved);
    else await this.readStartFile(folder);
    this.post({ type: 'ready', history: [...this.past.lines], cwd: state.cwd, ...(saved && { restarted: true as const }) });
  }

  /** Runs ~/.bashrc, so that aliases and functions of the person are there. */
  private async readStartFile(folder: string): Promise<void> {
    if (!this.files.facts(`${folder}/.bashrc`)) return;
    await this.execute(0, await this.files.readText(`${folder}/.bashrc`));
    this.screen.send();
  }

  /** Takes over the state of a shell that was ended. */
  private async restore(saved: SavedState): Promise<void> {
    const { state } = this;
    state.variables = new Map(saved.variables);
    state.aliases = new Map(saved.aliases);
    state.options = { ...saved.options };
    state.positional = [...saved.positional];
    if (this.files.facts(saved.cwd)?.isFolder) state.cwd = saved.cwd;
    for (const source of saved.functions) await this.execute(0, source);
  }

  private setRegion(region: string): void {
    if (this.state.get('AWS_REGION') === this.pageRegion) this.state.export('AWS_REGION', region);
    this.pageRegion = region;
  }

  private async run(id: number, text: string): Promise<void> {
    if (this.isIncomplete(text)) {
      this.post({ type: 'incomplete', id });
      return;
    }
    this.past?.add(text);
    const status = await this.execute(id, text);
    this.awsCompletion.forget();
    await this.save();
    this.post({ type: 'done', id, status, cwd: this.state.cwd, profile: this.state.get('AWS_PROFILE') });
  }

  private isIncomplete(text: string): boolean {
    try {
      const parser = new Parser(text, this.state.aliases);
      while (parser.nextLine() !== null);
    } catch (error) {
      if (error instanceof IncompleteText) return true;
      if (!(error instanceof ShellSyntaxError)) throw error;
    }
    return false;
  }

  /** Runs a text to its end, with all that can go wrong. Returns the status. */
  private async execute(id: number, text: string): Promise<number> {
    const controller = new AbortController();
    const budget = new Budget(controller.signal, this.workMs === undefined ? {} : { workMs: this.workMs });
    this.running = { id, controller, budget };
    this.screen.begin(id);
    const terminal = this.screen.output('stdout');
    const errors = this.screen.output('stderr');
    const input = new Input(
      async () => {
        const line = await this.ask('', false);
        return line === null ? null : encode(`${line}\n`);
      },
      { terminal: true },
    );
    const shared: Shared = {
      budget,
      files: this.files,
      terminal: { ask: (question, { hidden }) => this.ask(question, hidden) },
      terminalInput: input,
      terminalOutput: terminal,
      builtins: BUILTINS,
      commands: this.table,
      history: () => this.past?.lines ?? [],
      now: this.now,
      substitute,
      processFile,
      substituted: null,
      temporary: [],
      background: new Map(),
    };
    const context: Context = {
      state: this.state,
      descriptors: new Map([
        [0, { input }],
        [1, { output: terminal }],
        [2, { output: errors }],
      ]),
      shared,
      condition: false,
    };
    let status = await this.ending(context, () => runText(context, text));
    const foreground = status;
    for (const job of shared.background.values()) {
      status = await this.ending(context, async () => {
        await budget.interruptible(job);
        return foreground;
      });
    }
    for (const path of shared.temporary) if (this.files.facts(path)) this.files.remove(path);
    this.state.status = status;
    this.state.depth = 0;
    this.state.loops = 0;
    this.running = null;
    this.question = null;
    return status;
  }

  private async ending(context: Context, run: () => Promise<number>): Promise<number> {
    try {
      return await run();
    } catch (error) {
      // `exit` ends the line. The trap for EXIT runs, and the pane stays.
      if (error instanceof ExitShell) return this.ending(context, () => endingWith(context, () => Promise.reject(error)));
      if (error instanceof Stopped) return 130;
      context.shared.background.clear();
      if (error instanceof FatalShellError) {
        this.screen.write('stderr', encode(`bash: ${error.message}\n`));
        return error.status;
      }
      this.running?.controller.abort();
      this.screen.write(
        'stderr',
        encode(`bash: ${error instanceof LimitReached ? error.message : `internal error: ${messageOf(error)}`}\n`),
      );
      return error instanceof LimitReached ? 1 : 2;
    }
  }

  private clear(): void {
    this.screen.send();
    this.post({ type: 'clear' });
  }

  private ask(text: string, hidden: boolean): Promise<string | null> {
    const { running } = this;
    if (!running) return Promise.resolve(null);
    this.screen.send();
    this.post({ type: 'question', id: running.id, text, hidden });
    const answered = new Promise<string | null>((resolve) => {
      this.question = (answer) => {
        this.question = null;
        resolve(answer);
      };
    });
    return running.budget.outside(running.budget.interruptible(answered));
  }

  /** Writes the changed files, and gives the client the state to keep. */
  private async save(): Promise<void> {
    this.screen.send();
    for (const problem of (await this.home?.flush()) ?? []) {
      this.screen.write('stderr', encode(`bash: ${problem}\n`));
      this.state.status = 1;
    }
    this.screen.send();
    const saved = save(this.state);
    if (sizeOf(saved) <= MOST_SAVED_TEXT) this.post({ type: 'state', saved });
  }

  private async upload({ id, name, content }: Extract<ToShell, { type: 'upload' }>): Promise<void> {
    try {
      this.files.write(resolvePath(this.state.cwd, name.replaceAll('/', '_')), content);
      const [problem] = (await this.home?.flush()) ?? [];
      this.post({ type: 'uploaded', id, ...(problem !== undefined && { error: problem }) });
    } catch (error) {
      this.post({ type: 'uploaded', id, error: error instanceof FileError ? error.sentence : messageOf(error) });
    }
  }

  /** Answers a question for completions. A shell that runs a line has none. */
  private async complete({ id, text, cursor, wasAsked }: Extract<ToShell, { type: 'complete' }>): Promise<void> {
    this.lastCompletion = id;
    const isOpen = () => this.lastCompletion === id && this.running === null;
    try {
      const found = isOpen() ? await completeLine(text, cursor, this.completionWorld(wasAsked, isOpen), wasAsked) : null;
      if (found && isOpen()) {
        this.post({ type: 'completions', id, ...found });
        return;
      }
    } catch {
      // A mistake in the completion must not keep the person from typing on.
    }
    this.post({ type: 'completions', id, from: cursor, to: cursor, shared: '', choices: [] });
  }

  private completionWorld(wasAsked: boolean, isOpen: () => boolean): CompletionWorld {
    const { state, files } = this;
    const path = (name: string) => resolvePath(state.cwd, name);
    const io = (wordId: string): CompletionIo => ({
      env: state.exported(),
      files: {
        cwd: state.cwd,
        read: async (name) => files.read(path(name)),
        write: async (name, content) => files.write(path(name), content),
        list: async (name) => files.list(path(name)),
        stat: async (name) => files.facts(path(name)),
        makeFolder: async (name) => files.makeFolders(path(name)),
        remove: async (name) => files.remove(path(name)),
      },
      now: this.now,
      regions: this.regions,
      mayCall: wasAsked,
      wordId,
      call: async (request: CallRequest) =>
        isOpen() && this.rate.takeAtOnce() ? ((await this.request({ kind: 'call', call: request })) as CallAnswer) : null,
    });
    return {
      variables: state.variables,
      aliases: state.aliases,
      functions: state.functions,
      lookup: (name) => state.get(name),
      builtins: BUILTINS,
      commands: this.table,
      files: io('').files,
      aws: (words, wordId) => this.awsCompletion.complete(words, io(wordId)),
      gatehouse: (before, word, wordId): Promise<Candidate[]> =>
        completeGatehouse(before, word, {
          arns: (service) => this.awsCompletion.arns(service, io(wordId)),
          snapshots: async () => {
            if (!wasAsked) return null;
            const answer = await this.request({ kind: 'gatehouse', words: ['snapshot', 'list'] });
            return (answer as CommandResult).stdout;
          },
        }),
    };
  }

  private request(request: ShellRequest): Promise<unknown> {
    this.requests += 1;
    const id = this.requests;
    const answered = new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.post({ type: 'request', id, request });
    });
    return this.running ? this.running.budget.outside(answered) : answered;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function sizeOf({ variables, functions }: SavedState): number {
  return functions.reduce((sum, source) => sum + source.length, 0) + sizeOfVariables(variables.values());
}
