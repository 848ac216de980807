/** The account that the ARNs of what AWS owns name (`arn:aws:iam::aws:policy/…`). */
export const AWS_ACCOUNT = 'aws';

const POLICY_OF_AWS = /^arn:[^:]*:iam::aws:/;
const ALIAS_OF_AWS = /^arn:[^:]*:kms:[^:]*:[^:]*:alias\/aws\//;

/** In lower case, each with the resources that nobody but AWS changes by it. */
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
 * Whether a request would change what AWS owns: its managed policies, and the aliases of its keys. No policy can allow that, not even to
 * root users. Reading such a policy, attaching it and using it as a boundary are no changes of it. Organizations is not among them: it
 * refuses changes of its policies in words of its own, whatever the caller is allowed.
 * Source: "Managed policies and inline policies" (IAM User Guide); CreateAlias, "the alias/aws/ prefix is reserved" (KMS API Reference).
 * @param action in lower case
 */
export function changesWhatAwsOwns(action: string, resource: string): boolean {
  return CHANGES.get(action)?.test(resource) ?? false;
}
