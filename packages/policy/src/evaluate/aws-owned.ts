/** The account in ARNs of resources that AWS owns (`arn:aws:iam::aws:policy/…`). */
export const AWS_ACCOUNT = 'aws';

const POLICY_OF_AWS = /^arn:[^:]*:iam::aws:/;
const ALIAS_OF_AWS = /^arn:[^:]*:kms:[^:]*:[^:]*:alias\/aws\//;

/** The lower-case actions, with the resources that only AWS changes. */
const CHANGES: ReadonlyMap<string, RegExp> = new Map([
  ['iam:createpolicy', POLICY_OF_AWS],
  ['iam:createpolicyversion', POLICY_OF_AWS],
  ['iam:deletepolicy', POLICY_OF_AWS],
  ['iam:deletepolicyversion', POLICY_OF_AWS],
  ['iam:setdefaultpolicyversion', POLICY_OF_AWS],
  ['iam:tagpolicy', POLICY_OF_AWS],
  ['iam:untagpolicy', POLICY_OF_AWS],
  ['kms:createalias', ALIAS_OF_AWS],
  ['kms:updatealias', ALIAS_OF_AWS],
  ['kms:deletealias', ALIAS_OF_AWS],
]);

/**
 * Tests whether a request would change what AWS owns: its managed policies and the aliases of its keys. No policy can allow that, even for
 * root users. Reading and attaching AWS managed policies is not a change.
 *
 * Organizations is not included, because it refuses changes of its policies with its own errors. Source: "Managed policies and inline
 * policies" (IAM User Guide); CreateAlias, "the alias/aws/ prefix is reserved" (KMS API Reference).
 * @param action in lower case
 */
export function changesWhatAwsOwns(action: string, resource: string): boolean {
  return CHANGES.get(action)?.test(resource) ?? false;
}
