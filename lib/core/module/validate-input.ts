import type { z } from 'zod';
import { type AwsError, validationError } from '../errors';
import { serviceNamed } from './module';
import { isSecretMember } from './secret-members';
import { type Issue, isMissing, memberOf } from './violations';

/**
 * Checks a raw input against an operation's schema.
 * @throws AwsError ValidationError with all violations in one sentence, or the service's own error
 */
export function validateInput<S extends z.ZodType>(service: string, schema: S, raw: unknown): z.output<S> {
  const result = schema.safeParse(raw, { reportInput: true });
  const dropped = result.success ? droppedMember(raw, result.data) : null;
  if (result.success && dropped === null) return result.data;
  const issues = result.success
    ? [{ code: 'custom' as const, path: dropped ?? [], message: 'Gatehouse does not support the name __proto__.' }]
    : result.error.issues.flatMap((issue) => flatten(issue));
  const usual = queryError(issues);
  throw serviceNamed(service)?.invalidInput?.({ issues, usual }) ?? usual;
}

const PROTO = '__proto__';

/** Returns the path of a member named __proto__, which Zod leaves out of the parsed value without an error, or null if there is none. */
function droppedMember(raw: unknown, parsed: unknown): PropertyKey[] | null {
  if (typeof raw !== 'object' || raw === null || typeof parsed !== 'object' || parsed === null) return null;
  if (Object.hasOwn(raw, PROTO) && !Object.hasOwn(parsed, PROTO)) return [PROTO];
  for (const [name, kept] of Object.entries(parsed)) {
    const path = droppedMember(Reflect.get(raw, name), kept);
    if (path) return [name, ...path];
  }
  return null;
}

// A union reports the issues of each branch. The first branch is the documented form.
function flatten(issue: Issue): Issue[] {
  return issue.code === 'invalid_union'
    ? (issue.errors[0] ?? []).map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }))
    : [issue];
}

// AWS: "1 validation error detected: Value 'x' at 'userName' failed to satisfy constraint: Member must …"
function queryError(issues: readonly Issue[]): AwsError {
  // Violations of the model hide all others: the service looks at values only after the model accepts them.
  const ofModel = issues.filter(({ code }) => code !== 'custom');
  const [first] = ofModel;
  const [{ message: own } = { message: '' }] = issues;
  if (!first) return validationError(own, memberOf(issues[0]));
  const details = ofModel.map((issue) => `${subject(issue)} failed to satisfy constraint: ${constraintText(issue)}`);
  const message = `${ofModel.length} validation error${ofModel.length === 1 ? '' : 's'} detected: ${details.join('; ')}`;
  return validationError(message, memberOf(first));
}

function subject(issue: Issue): string {
  const value = issue.input;
  const at = memberPath(issue.path);
  if (value === undefined || value === null) return `Value null at '${at}'`;
  if (issue.path.some((part) => isSecretMember(String(part)))) return `Value at '${at}'`;
  return `Value '${typeof value === 'object' ? JSON.stringify(value) : String(value)}' at '${at}'`;
}

/** Returns a member's path in AWS's form: `Tags[0].Key` becomes `tags.1.member.key`. */
function memberPath(path: readonly PropertyKey[]): string {
  return path.map((part) => (typeof part === 'number' ? `${part + 1}.member` : lowerFirst(String(part)))).join('.');
}

export function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** Returns the constraint on a value, in AWS's words. */
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

// Patterns are anchored for tests, but AWS prints them bare.
function bare(issue: Issue): string {
  const pattern = 'pattern' in issue && typeof issue.pattern === 'string' ? issue.pattern : '';
  return pattern.replace(/^\/\^\(\?:/, '').replace(/\)\$\/[a-z]*$/, '');
}
