import type { PolicyRefusal } from './declarative-policy';

/** The facts about a failure for the console's forms and for events. The wire API does not send them. */
export type FailureFacts = {
  /** The wrong member of the operation's input, by AWS's name at the top level: `Tags` for `Tags[0].Key`. */
  member?: string;
  /** The missing action of a denial, `service:Action`. */
  action?: string | undefined;
  /** True for a denial by a statement that denies. Else nothing allowed the call. */
  isExplicit?: boolean;
  /** True for a denial about another account's resource, or of an anonymous caller. */
  ofOthers?: boolean;
  /** The message for the event, if the real one repeats private input, such as an item. */
  recorded?: string;
  /** Set if a declarative policy refused the call. The event names the policy. */
  refusal?: PolicyRefusal | null;
  evaluation?: StoredEvaluation | undefined;
};

/**
 * A failure that a caller of AWS would see. `shape` is the SDK's name of the error (`NoSuchEntityException`) or one of
 * the common codes (`AccessDenied`, `ValidationError`); the wire adapter turns it into code and status.
 */
export class AwsError extends Error {
  readonly shape: string;
  /** The members beside the message, e.g. `{ Reason: 'OU_DEPTH_LIMIT_EXCEEDED' }`. */
  readonly members: Readonly<Record<string, string>>;
  readonly member: string | undefined;
  readonly action: string | undefined;
  /** The message for the event. */
  readonly recorded: string;
  readonly refusal: PolicyRefusal | null;
  readonly evaluation: StoredEvaluation | undefined;

  constructor(shape: string, message: string, members: Readonly<Record<string, string>> = {}, facts: FailureFacts = {}) {
    super(message);
    this.name = shape;
    this.shape = shape;
    this.members = members;
    this.member = facts.member;
    this.action = facts.action;
    this.recorded = facts.recorded ?? message;
    this.refusal = facts.refusal ?? null;
    this.evaluation = facts.evaluation;
  }
}

/** Returns an error with further facts. The client gets the same one. */
export function withFacts({ shape, message, members, ...facts }: AwsError, more: FailureFacts): AwsError {
  return new AwsError(shape, message, members, { ...facts, ...more });
}

/** A write to a temporarily read-only account, whatever its policies say. It has AWS's code, with the reason as message. */
export class ReadOnlyError extends AwsError {
  constructor(reason: string) {
    super('AccessDenied', reason);
  }
}

/** The stored evaluation that explains a denial or refusal, and the account whose principals may open it. */
export type StoredEvaluation = { authorizationId: string; accountId: string };

/** A denial with AWS's sentence, its subject and the place of the stored evaluation. */
export class AccessDeniedError extends AwsError {
  readonly ofOthers: boolean;
  readonly isExplicit: boolean;

  constructor(message: string, facts: FailureFacts = {}, evaluation?: StoredEvaluation) {
    super('AccessDenied', message, evaluation ? { AuthorizationId: evaluation.authorizationId } : {}, { ...facts, evaluation });
    this.ofOthers = facts.ofOthers ?? false;
    this.isExplicit = facts.isExplicit ?? false;
  }
}

/** Returns the error for a row that does not exist. AWS: 404 NoSuchEntity. */
export function noSuchEntity(message: string): AwsError {
  return new AwsError('NoSuchEntityException', message);
}

/** Returns the error for a value that must be unique and exists. `member` is the input member that holds it. */
export function entityAlreadyExists(message: string, member?: string): AwsError {
  return new AwsError('EntityAlreadyExistsException', message, {}, { member });
}

export function deleteConflict(message: string): AwsError {
  return new AwsError('DeleteConflictException', message);
}

/** Returns the error for a quota. AWS: `Cannot exceed quota for <Quota>: <n>`, 409 LimitExceeded. */
export function limitExceeded(message: string, member?: string): AwsError {
  return new AwsError('LimitExceededException', message, {}, { member });
}

export function validationError(message: string, member?: string): AwsError {
  return new AwsError('ValidationError', message, {}, { member });
}

export function invalidInput(message: string, member?: string): AwsError {
  return new AwsError('InvalidInputException', message, {}, { member });
}
