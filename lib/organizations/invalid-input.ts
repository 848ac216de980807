import { AwsError } from '../core/errors';
import { type Issue, isMissing, memberOf, type Violations } from '../core/module/violations';
import { ResponsibilityTransferType } from './shapes';

/** Returns the error of Organizations for an input that violates its schema: the first violation, with a Reason. */
export function invalidOrganizationsInput({ issues }: Violations): AwsError {
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

/** The top-level members of Organizations that hold a policy type. `Type` also holds the type of a transfer. */
const POLICY_TYPE_MEMBERS: readonly PropertyKey[] = ['PolicyType', 'Type', 'Filter'];
const TRANSFER_TYPES: readonly unknown[] = ResponsibilityTransferType.options;

function reason(issue: Issue | undefined): string {
  switch (issue?.code) {
    case 'too_small':
      return issue.origin === 'number' ? 'MIN_VALUE_EXCEEDED' : 'MIN_LENGTH_EXCEEDED';
    case 'too_big':
      return issue.origin === 'number' ? 'MAX_VALUE_EXCEEDED' : 'MAX_LENGTH_EXCEEDED';
    case 'invalid_value':
      return isPolicyType(issue) ? 'INVALID_ENUM_POLICY_TYPE' : 'INVALID_ENUM';
    default:
      return 'INVALID_PATTERN';
  }
}

function isPolicyType({ path, values }: Extract<Issue, { code: 'invalid_value' }>): boolean {
  return POLICY_TYPE_MEMBERS.includes(path.join('.')) && !values.some((value) => TRANSFER_TYPES.includes(value));
}
