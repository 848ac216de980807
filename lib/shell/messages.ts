/** Messages from the page to the worker that runs the shell. */
export type ToShell =
  /** Starts the shell. Sent once, first. */
  | { type: 'start'; columns: number; environment: Readonly<Record<string, string>>; prompt: PromptFacts }
  /** Runs what the person submitted, which can have several lines. */
  | { type: 'run'; id: number; text: string }
  /** Answers a question of a running command, such as an MFA code. */
  | { type: 'answer'; text: string }
  /** Ctrl+C. A shell that does not end its line within two seconds is replaced by a new one with the same files. */
  | { type: 'interrupt' }
  | { type: 'resize'; columns: number }
  | { type: 'complete'; id: number; text: string; cursor: number }
  /** Answers a `request` of the worker. */
  | { type: 'answered'; id: number; answer: unknown }
  | { type: 'failed'; id: number; error: string };

/** The identity whose calls the shell makes, as the prompt shows it. */
export type PromptFacts = { user: string; account: string; isRoot: boolean };

/** Messages from the worker to the page. */
export type FromShell =
  | { type: 'ready' }
  /** Output in the order in which it was written, at most every 16 ms. */
  | { type: 'output'; id: number; stream: 'stdout' | 'stderr'; text: string }
  /** A denied call, whose decision page the page links to below the error. */
  | { type: 'denied'; id: number; decision: string; message: string }
  /** A command waits for an answer of the person. */
  | { type: 'question'; id: number; text: string; hidden: boolean }
  /** The text is incomplete: an open quotation mark, `do` without `done`. Nothing ran. */
  | { type: 'incomplete'; id: number }
  | { type: 'done'; id: number; status: number; cwd: string; profile: string | null }
  | { type: 'completions'; id: number; from: number; to: number; choices: readonly Completion[] }
  /** The shell asks the page to do something that a worker can't: read or write the home folder, call AWS's API, edit a file, offer a download. */
  | { type: 'request'; id: number; request: ShellRequest };

/** One completion of the word at the cursor. */
export type Completion = {
  /** The whole word. */
  text: string;
  kind: 'command' | 'service' | 'operation' | 'option' | 'value' | 'file' | 'variable';
  /** A short description, such as the required options of an operation. */
  detail?: string;
};

/** A service of the page for the shell. */
export type ShellRequest =
  | { kind: 'call'; call: import('../aws-cli/io').CallRequest }
  | { kind: 'edit'; path: string; content: string }
  | { kind: 'download'; name: string; content: Uint8Array }
  | { kind: 'home'; change: HomeChange };

/** A read or a change of the home folder on the server. */
export type HomeChange =
  | { do: 'list' }
  | { do: 'read'; path: string }
  | { do: 'write'; path: string; content: Uint8Array }
  | { do: 'remove'; path: string };
