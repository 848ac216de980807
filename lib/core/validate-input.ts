import type { z } from 'zod';
import { AwsError, validationError } from './errors';
import { isSecretMember } from './secret-members';

type Issue = z.core.$ZodIssue;

/**
 * Checks a raw input against an operation's schema.
 * IAM and STS answer all violations in one sentence; Organizations answers the first with a Reason.
 * @throws AwsError ValidationError, InvalidInputException for Organizations, InvalidParameterException for Budgets, ValidationException for Access Analyzer
 */
export function validateInput<S extends z.ZodType>(service: string, schema: S, raw: unknown): z.output<S> {
  const result = schema.safeParse(raw, { reportInput: true });
  if (result.success) return result.data;
  const issues = result.error.issues.flatMap((issue) => flatten(issue));
  if (service === 'organizations') throw organizationsError(issues);
  const error = queryError(issues);
  // Some have an error of their own for them.
  const facts = { member: error.member };
  if (service === 'budgets') throw new AwsError('InvalidParameterException', error.message, {}, facts);
  if (service === 'access-analyzer') throw new AwsError('ValidationException', error.message, INVALID_FIELD, facts);
  throw error;
}

/** What Access Analyzer says beside. Source: IAM Access Analyzer API Reference, "ValidationExceptionReason". */
const INVALID_FIELD = { reason: 'fieldValidationFailed' };

// A union reports the issues of each branch; the first branch is the documented form.
function flatten(issue: Issue): Issue[] {
  return issue.code === 'invalid_union'
    ? (issue.errors[0] ?? []).map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }))
    : [issue];
}

// AWS: "1 validation error detected: Value 'x' at 'userName' failed to satisfy constraint: Member must …"
function queryError(issues: readonly Issue[]): AwsError {
  // What is wrong by the model hides what is wrong beyond it: the service looks at values only once the model lets them in.
  const ofModel = issues.filter(({ code }) => code !== 'custom');
  const [first] = ofModel;
  if (!first) return validationError(issues[0]?.message ?? '', memberOf(issues[0]));
  const details = ofModel.map((issue) => `${subject(issue)} failed to satisfy constraint: ${constraintText(issue)}`);
  const message = `${ofModel.length} validation error${ofModel.length === 1 ? '' : 's'} detected: ${details.join('; ')}`;
  return validationError(message, memberOf(first));
}

/** The top-level member that a violation is in; undefined for one of the input as a whole. */
function memberOf(issue: Issue | undefined): string | undefined {
  const name = issue?.path[0];
  return name === undefined ? undefined : String(name);
}

function subject(issue: Issue): string {
  const value = issue.input;
  const at = memberPath(issue.path);
  if (value === undefined || value === null) return `Value null at '${at}'`;
  if (issue.path.some((part) => isSecretMember(String(part)))) return `Value at '${at}'`;
  return `Value '${typeof value === 'object' ? JSON.stringify(value) : String(value)}' at '${at}'`;
}

/** `Tags[0].Key` reads `tags.1.member.key` at AWS. */
function memberPath(path: readonly PropertyKey[]): string {
  return path.map((part) => (typeof part === 'number' ? `${part + 1}.member` : lowerFirst(String(part)))).join('.');
}

export function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** What a value must be, in AWS's words. */
export function constraintText(issue: Issue): string {
  if (isMissing(issue)) return 'Member must not be null';
  switch (issue.code) {
    case 'too_small':
      return `Member must have ${issue.origin === 'number' ? 'value' : 'length'} greater than or equal to ${issue.minimum}`;
    case 'too_big':
      return `Member must have ${issue.origin === 'number' ? 'value' : 'length'} less than or equal to ${issue.maximum}`;
    case 'invalid_format':
      return `Member must satisfy regular expression pattern: ${bare(issue)}`;
    case 'invalid_value':
      return `Member must satisfy enum value set: [${issue.values.map(String).join(', ')}]`;
    case 'invalid_type':
      return issue.input === undefined || issue.input === null
        ? 'Member must not be null'
        : `Member must be of type ${issue.expected}`;
    default:
      return issue.message;
  }
}

// Patterns are anchored when tested; AWS prints them bare.
function bare(issue: Issue): string {
  const pattern = 'pattern' in issue && typeof issue.pattern === 'string' ? issue.pattern : '';
  return pattern.replace(/^\/\^\(\?:/, '').replace(/\)\$\/[a-z]*$/, '');
}

function organizationsError(issues: readonly Issue[]): AwsError {
  const issue = issues[0];
  const facts = { member: memberOf(issue) };
  if (issue && isMissing(issue)) {
    const message = 'You must provide a value for all required parameters.';
    return new AwsError('InvalidInputException', message, { Reason: 'INPUT_REQUIRED' }, facts);
  }
  return new AwsError('InvalidInputException', organizationsText(issue), { Reason: reason(issue) }, facts);
}

function organizationsText(issue: Issue | undefined): string {
  if (issue?.code === 'custom') return issue.message;
  if (issue?.code === 'invalid_value') return 'You specified an invalid value.';
  return 'You provided a value that does not match the required pattern.';
}

// A member that is not there fails as a type, or as a value where the type is an enumeration.
function isMissing(issue: Issue): boolean {
  const absent = issue.input === undefined || issue.input === null;
  return absent && (issue.code === 'invalid_type' || issue.code === 'invalid_value');
}

/** The top-level members of Organizations that hold a policy type. */
const POLICY_TYPE_MEMBERS: readonly PropertyKey[] = ['PolicyType', 'Type', 'Filter'];

function reason(issue: Issue | undefined): string {
  switch (issue?.code) {
    case 'too_small':
      return issue.origin === 'number' ? 'MIN_VALUE_EXCEEDED' : 'MIN_LENGTH_EXCEEDED';
    case 'too_big':
      return issue.origin === 'number' ? 'MAX_VALUE_EXCEEDED' : 'MAX_LENGTH_EXCEEDED';
    case 'invalid_value':
      return issue.path.length === 1 && POLICY_TYPE_MEMBERS.includes(issue.path[0] ?? '')
        ? 'INVALID_ENUM_POLICY_TYPE'
        : 'INVALID_ENUM';
    default:
      return 'INVALID_PATTERN';
  }
}
