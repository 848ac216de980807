/**
 * The messages with which IAM refuses to save a document, and the order of its checks. IAM checks the whole document in one stage before
 * the next, and reports the first failing stage. AWS documents neither the stages nor all of the messages, so they come from reports of its
 * users.
 *
 * No order is reported for rules of some kinds only (principals, prohibited elements, STS actions). They come before the last stage,
 * because a missing resource is reported only if nothing else is wrong.
 */
export const STAGES = [
  'syntax',
  'version',
  'legacy',
  'sids',
  'actions',
  'resourceFormat',
  'actionFormat',
  'kind',
  'resources',
] as const;

export type Stage = (typeof STAGES)[number];

export type Refusal = { stage: Stage; sentence: string };

export const SYNTAX: Refusal = { stage: 'syntax', sentence: 'Syntax errors in policy.' };
/** CreateRole's answer to a trust policy that is not JSON. CreatePolicy returns `SYNTAX`. */
export const INVALID_JSON: Refusal = { stage: 'syntax', sentence: 'This policy contains invalid Json' };
export const OLD_VERSION: Refusal = { stage: 'version', sentence: 'Policy document must be version 2012-10-17 or greater.' };
export const LEGACY: Refusal = { stage: 'legacy', sentence: 'The policy failed legacy parsing' };
export const REPEATED_SID: Refusal = { stage: 'sids', sentence: 'Statement IDs (SID) in a single policy must be unique.' };
export const SID_FORM: Refusal = {
  stage: 'sids',
  sentence: 'Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*',
};
export const NO_ACTIONS: Refusal = { stage: 'actions', sentence: 'Policy statement must contain actions.' };
export const NO_RESOURCES: Refusal = { stage: 'resources', sentence: 'Policy statement must contain resources.' };

export const badResource = (sentence: string): Refusal => ({ stage: 'resourceFormat', sentence });
export const badAction = (sentence: string): Refusal => ({ stage: 'actionFormat', sentence });
export const NO_VENDOR = badAction('Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.');
export const wrongKind = (sentence: string): Refusal => ({ stage: 'kind', sentence });
