/** What the console's forms and the events need of a failure. The wire API does not send it. */
export type FailureFacts = {
  /** The member of the operation's input that is wrong, by AWS's name and at the top: `Tags` for `Tags[0].Key`. */
  member?: string;
  /** Of a denial: the action that is missing, `service:Action`. */
  action?: string | undefined;
  /** Of a denial: what it is about belongs to another account, or nobody asked. */
  ofOthers?: boolean;
  /** What its event says instead of a message that repeats a part of what the caller wants kept, such as an item. */
  recorded?: string;
};

/**
 * A failure that a caller of AWS would see. `shape` is the SDK's name of the error (`NoSuchEntityException`) or one of
 * the common codes (`AccessDenied`, `ValidationError`); the wire adapter turns it into code and status.
 */
export class AwsError extends Error {
  readonly shape: string;
  /** Members beside the message, e.g. `{ Reason: 'OU_DEPTH_LIMIT_EXCEEDED' }`. */
  readonly members: Readonly<Record<string, string>>;
  readonly member: string | undefined;
  readonly action: string | undefined;
  /** The message as events have it. */
  readonly recorded: string;

  constructor(shape: string, message: string, members: Readonly<Record<string, string>> = {}, facts: FailureFacts = {}) {
    super(message);
    this.name = shape;
    this.shape = shape;
    this.members = members;
    this.member = facts.member;
    this.action = facts.action;
    this.recorded = facts.recorded ?? message;
  }
}

/** A write to an account that is read-only for a while, whatever its policies say: AWS's code, and the reason in place of its sentence. */
export class ReadOnlyError extends AwsError {
  constructor(reason: string) {
    super('AccessDenied', reason);
  }
}

/** Which stored evaluation explains a denial, and the account whose principals may open it. */
export type StoredEvaluation = { authorizationId: string; accountId: string };

/** A denial: AWS's sentence, what it is about, and where the whole evaluation is stored. */
export class AccessDeniedError extends AwsError {
  readonly evaluation: StoredEvaluation | undefined;
  readonly ofOthers: boolean;

  constructor(message: string, facts: FailureFacts = {}, evaluation?: StoredEvaluation) {
    super('AccessDenied', message, evaluation ? { AuthorizationId: evaluation.authorizationId } : {}, facts);
    this.evaluation = evaluation;
    this.ofOthers = facts.ofOthers ?? false;
  }
}

/** Finds no row where the caller named one. AWS: 404 NoSuchEntity. */
export function noSuchEntity(message: string): AwsError {
  return new AwsError('NoSuchEntityException', message);
}

/** Finds a row by what must be unique. `member` is the member of the input that says it. */
export function entityAlreadyExists(message: string, member?: string): AwsError {
  return new AwsError('EntityAlreadyExistsException', message, {}, { member });
}

export function deleteConflict(message: string): AwsError {
  return new AwsError('DeleteConflictException', message);
}

/** AWS: `Cannot exceed quota for <Quota>: <n>`, 409 LimitExceeded. */
export function limitExceeded(message: string, member?: string): AwsError {
  return new AwsError('LimitExceededException', message, {}, { member });
}

export function validationError(message: string, member?: string): AwsError {
  return new AwsError('ValidationError', message, {}, { member });
}

export function invalidInput(message: string, member?: string): AwsError {
  return new AwsError('InvalidInputException', message, {}, { member });
}
