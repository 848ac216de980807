import type { CallRequest } from '../aws-cli/io';
import type { SavedState } from './language/state';

/** Messages from the page to the worker that runs the shell. */
export type ToShell =
  /** Starts the shell. Sent once, first. `saved` is the state of a shell that was replaced. */
  | ({ type: 'start'; columns: number; saved?: SavedState } & ShellPlace)
  /** Runs what the person submitted, which can have several lines. */
  | { type: 'run'; id: number; text: string }
  /** Answers a question of a running command, such as an MFA code. Null is the end of input (Ctrl+D). */
  | { type: 'answer'; text: string | null }
  /** Ctrl+C. A shell that does not end its line within two seconds is replaced by a new one with the same files. */
  | { type: 'interrupt' }
  | { type: 'resize'; columns: number }
  /** The Region of the page. A Region that the person set in the shell stays. */
  | { type: 'region'; region: string }
  /** Writes a file of the person's computer into the current folder. */
  | { type: 'upload'; id: number; name: string; content: Uint8Array }
  /** Asks for completions. `wasAsked`: the person pressed Tab, so that calls may list the values that exist. */
  | { type: 'complete'; id: number; text: string; cursor: number; wasAsked: boolean }
  /** Answers a `request` of the worker. */
  | { type: 'answered'; id: number; answer: unknown }
  | { type: 'failed'; id: number; error: string };

/** The surroundings of a shell, which the page knows. `regions`: those that `--region` offers. */
export type ShellPlace = {
  environment: Readonly<Record<string, string>>;
  prompt: PromptFacts;
  regions: readonly string[];
};

/** The identity whose calls the shell makes, as the prompt shows it. */
export type PromptFacts = { user: string; account: string; isRoot: boolean };

/** Messages from the worker to the page. */
export type FromShell =
  /** `history` has the lines of ~/.bash_history, oldest first. `restarted`: this shell replaces one that did not stop. */
  | { type: 'ready'; history: readonly string[]; cwd: string; restarted?: true }
  /** Output in the order in which it was written, at most every 16 ms. */
  | { type: 'output'; id: number; stream: 'stdout' | 'stderr'; text: string }
  /** A denied call, whose decision page the page links to below the error. */
  | { type: 'denied'; id: number; decision: string; message: string }
  /** A sentence of the shell itself, which no command wrote. */
  | { type: 'note'; id: number; text: string }
  /** Removes what the terminal shows. */
  | { type: 'clear' }
  /** A command waits for an answer of the person. */
  | { type: 'question'; id: number; text: string; hidden: boolean }
  /** The text is incomplete: an open quotation mark, `do` without `done`. Nothing ran. */
  | { type: 'incomplete'; id: number }
  | { type: 'done'; id: number; status: number; cwd: string; profile: string | null }
  | ({ type: 'completions'; id: number } & Completions)
  /** The upload is written, or the reason why it is not. */
  | { type: 'uploaded'; id: number; error?: string }
  /** The state to give to a shell that has to replace this one. The client keeps it. */
  | { type: 'state'; saved: SavedState }
  /** The shell asks the page to do something that a worker can't: read or write the home folder, call AWS's API, edit a file, offer a download. */
  | { type: 'request'; id: number; request: ShellRequest };

/** The completions of the word between two places of the text. `shared`: the beginning that all have, as text for the line. */
export type Completions = { from: number; to: number; shared: string; choices: readonly Completion[] };

/** One completion of the word at the cursor. */
export type Completion = {
  /** The whole word, with the quotation marks that it needs. */
  text: string;
  kind: 'command' | 'service' | 'operation' | 'option' | 'value' | 'file' | 'variable';
  /** A short description, such as the required options of an operation. */
  detail?: string;
  /** True: the word goes on after it, as after a folder. */
  continues?: true;
};

/** A service of the page for the shell. */
export type ShellRequest =
  | { kind: 'call'; call: CallRequest }
  /** The answer is a list of the names of the browser's sessions. */
  | { kind: 'sessions' }
  /** The answer is the new content, or null if the person did not save. */
  | { kind: 'edit'; path: string; content: string }
  | { kind: 'download'; name: string; content: Uint8Array }
  /** Runs a command of Gatehouse that the page knows. The answer is a CommandResult. */
  | { kind: 'gatehouse'; words: readonly string[] }
  | { kind: 'home'; change: HomeChange };

export type CommandResult = {
  stdout: string;
  stderr: string;
  status: number;
  /** A question that the person has to agree to, and the words that run then. */
  asks?: { question: string; words: readonly string[] };
};

/** A read or a change of the home folder on the server. Paths are relative to it. */
export type HomeChange =
  /** The answer is a list of HomeFile. */
  | { do: 'list' }
  /** The answer is the content as bytes. */
  | { do: 'read'; path: string }
  /** A full home refuses with a message that has ENOSPC in it. */
  | { do: 'write'; path: string; content: Uint8Array }
  | { do: 'remove'; path: string };

export type HomeFile = { path: string; size: number /** Milliseconds since 1970. */; modified: number };
