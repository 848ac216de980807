/** A member of a structure. */
export type CliMember = {
  name: string;
  /** The name of its shape. */
  shape: string;
  required?: true;
  /** The command line fills it with a UUID if it is absent. */
  idempotencyToken?: true;
  /** The first sentence of its documentation, in plain text. Only inputs have it. */
  doc?: string;
};

/** A shape of a service's model. Members are in the order of botocore's model, which is the order of printed JSON. */
export type CliShape =
  /** `document`: any JSON. `union`: exactly one member may be set. */
  | { type: 'structure'; members: readonly CliMember[]; document?: true; union?: true }
  | { type: 'list'; item: string; min?: number }
  | { type: 'map'; key: string; value: string }
  | { type: 'string'; choices?: readonly string[]; min?: number }
  | { type: 'blob'; min?: number; streaming?: true }
  | { type: 'integer' | 'long' | 'float' | 'double'; min?: number }
  | { type: 'boolean' | 'timestamp' };

export type CliOperation = {
  /** The name in the API, such as ListUsers. */
  name: string;
  /** The names of its structures. Absent: it takes nothing, or it answers nothing. */
  input?: string;
  output?: string;
  /** The member of the output that is written to a file, which the command takes as a word of its own. */
  outfile?: string;
  paginator?: Paginator;
  doc?: string;
  /** The action that allows it, if it has another name than the service and the operation. */
  action?: string;
  /** True: it is called without credentials. */
  unsigned?: true;
  /** False for operations of AWS that Gatehouse does not have. They have a name only. */
  available: boolean;
};

/** How the pages of an operation are read and merged, from botocore's `paginators-1.json`. Texts are JMESPath expressions. */
export type Paginator = {
  inputTokens: readonly string[];
  outputTokens: readonly string[];
  limitKey?: string;
  moreResults?: string;
  resultKeys: readonly string[];
  otherKeys?: readonly string[];
};

/** A waiter of botocore's `waiters-2.json`. */
export type Waiter = {
  name: string;
  operation: string;
  delaySeconds: number;
  maxAttempts: number;
  doc?: string;
  acceptors: readonly WaiterAcceptor[];
};

export type WaiterAcceptor = {
  state: 'success' | 'failure' | 'retry';
  matcher: 'path' | 'pathAll' | 'pathAny' | 'status' | 'error';
  argument?: string;
  expected: string | number | boolean;
};

/** The call that lists the values of a parameter: ListUsers for `UserName` of DeleteUser. */
export type CliCompletion = { operation: string; jmespath: string };

/** The model of one command of `aws`, such as `iam` or `s3api`. */
export type CliService = {
  /** The command. */
  command: string;
  /** The name of its service in Gatehouse, which is the service prefix of its actions. */
  service: string;
  /** The name in messages and help, such as "AWS Identity and Access Management". */
  title: string;
  operations: readonly CliOperation[];
  shapes: Readonly<Record<string, CliShape>>;
  waiters: readonly Waiter[];
  /** By operation and member. */
  completions: Readonly<Record<string, Readonly<Record<string, CliCompletion>>>>;
};
