/**
 * What IAM says of a document that it does not save, and in which order it looks. IAM holds the whole document against one stage
 * before it begins with the next, and answers for the first stage that fails. AWS documents neither the stages nor all of the
 * sentences; they are what its users report. For what only some kinds of policy may hold (principals, prohibited elements, STS
 * actions) no order is reported: it comes before the last stage, as a missing resource answers only when nothing else is wrong.
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
/** CreateRole's answer to a trust policy that is no JSON; CreatePolicy answers `SYNTAX`. */
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
