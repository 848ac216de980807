/**
 * The world of the command `aws`: files, the terminal and the calls. The program around it provides them: the shell in a
 * browser's worker, or a test in Node.
 */
export type CommandIo = {
  /** The exported variables. */
  env: ReadonlyMap<string, string>;
  files: CommandFiles;
  /** Reads standard input to its end. */
  stdin: () => Promise<Uint8Array>;
  /** Writes to standard output. Texts are UTF-8. */
  stdout: (data: string | Uint8Array) => void;
  stderr: (text: string) => void;
  /** True if standard output is the terminal and no pipe or file. */
  toTerminal: boolean;
  /** The width of the terminal in characters. */
  columns: number;
  /** Asks the person at the terminal. @throws Interrupted if the command is stopped while it waits */
  prompt: (question: string, answer: { hidden: boolean }) => Promise<string>;
  /** Runs a text in a shell of its own, with the streams of the command. Returns its exit status. */
  runShell: (text: string) => Promise<number>;
  /** Returns the names of the browser's sessions, which are profiles. Absent where there is no browser. */
  sessions?: () => Promise<readonly string[]>;
  /** Makes one call. */
  call: (request: CallRequest) => Promise<CallAnswer>;
  /** Waits. @throws Interrupted if the command is stopped while it waits */
  sleep: (milliseconds: number) => Promise<void>;
  now: () => Date;
  /** Aborted by Ctrl+C. */
  signal: AbortSignal;
};

/** The files of the shell. Paths may be relative to its current folder. Errors have Node's codes: ENOENT, EISDIR, ENOTDIR, EACCES, ENOSPC. */
export type CommandFiles = {
  /** The current folder, as an absolute path. */
  cwd: string;
  read: (path: string) => Promise<Uint8Array>;
  /** Writes a file. Its time is that of now, or the given one. */
  write: (path: string, content: Uint8Array, modified?: Date) => Promise<void>;
  /** Returns the names in a folder. */
  list: (path: string) => Promise<readonly string[]>;
  /** Returns null if there is no such file. */
  stat: (path: string) => Promise<{ isFolder: boolean; size: number; modified: Date } | null>;
  /** Makes a folder and those above it. */
  makeFolder: (path: string) => Promise<void>;
  remove: (path: string) => Promise<void>;
};

/** The keys that sign a call. */
export type Keys = { accessKeyId: string; secretAccessKey: string; sessionToken?: string };

/**
 * The identity that makes a call. `session`: that of the console's page. `profile`: that of another session in the browser, by the name
 * that the page gave it.
 */
export type Signer = 'session' | { profile: string } | Keys;

/** True for a session of the console, whose keys stay on the server. */
export const isSession = (signer: Signer): signer is 'session' | { profile: string } =>
  signer === 'session' || 'profile' in signer;

/** The way to keys for a command that needs some, where a session of the console has none to give. */
export function waysToKeys(signer: 'session' | { profile: string }): string {
  const profile = signer === 'session' ? '' : ` --profile ${signer.profile}`;
  return (
    `The keys of this session stay on the server. Get temporary keys with "aws sts get-session-token${profile}" or "aws sts assume-role${profile}" ` +
    'and store them in a profile with "aws configure set", or use a profile with role_arn and credential_source = EcsContainer.'
  );
}

/** A call of an operation with its checked input. */
export type CallRequest = {
  /** The service's name in Gatehouse, such as `iam` or `s3`. */
  service: string;
  operation: string;
  /** JSON: blobs are base64, timestamps ISO 8601 or seconds since 1970. */
  input: Readonly<Record<string, unknown>>;
  region: string;
  /** `none`: unsigned. */
  credentials: Signer | 'none';
  /** The User-Agent header. */
  userAgent: string;
};

/** A call as the server takes it, at the address of the session that makes it. */
export type SentCall = Omit<CallRequest, 'credentials'> & { credentials: 'session' | 'none' | Keys };

/** The answer of a call. */
export type CallAnswer =
  /** JSON: blobs are base64, timestamps ISO 8601 in UTC. Members are those of the service's model. */
  | {
      ok: true;
      output: Readonly<Record<string, unknown>>;
      status: number;
      requestId: string;
      /** Set if the operation can change something. */
      isWrite?: true;
    }
  | {
      ok: false;
      /** The code as a client reads it, such as NoSuchEntity. */
      code: string;
      message: string;
      /** Modelled members beside code and message, such as Reason. */
      members: Readonly<Record<string, unknown>>;
      status: number;
      requestId: string;
      /** The page that explains a denial: a path of the console, or an address of another session. */
      decision?: string;
    }
  /** The endpoint of the call does not exist, or no answer came from it. */
  | { ok: 'unreachable' };

/** The rejection of waiting calls after Ctrl+C. The exit status is 130. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}
