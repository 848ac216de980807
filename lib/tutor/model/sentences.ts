import { keysOf } from '../../core/text/lists';
/** A hint for each misconception, to read beside the trace. The sentences are about the decision and never about the person. */
export const SENTENCES = {
  ALLOW_WINS:
    'Look at what happens when one statement allows and another one denies: how many Allows does it take to undo a Deny?',
  ORDERED: 'Look at the order of the statements: would anything change if they were swapped?',
  SCP_GRANTS: 'Look at what a service control policy adds: leave it out, and see whether the caller has a permission of its own.',
  BOUNDARY_GRANTS: 'A permissions boundary sets the maximum permissions. Which policy grants a permission?',
  MISSING_TRUE: 'Look at the condition whose key the request does not have: how does its operator treat a missing key?',
  MISSING_FALSE: 'Look at the operator of the condition: some are met because the key is missing.',
  RESOURCE_NEVER_ENOUGH:
    'Look at the principals in the policy of the resource, and whether caller and resource are in the same account.',
  RESOURCE_ALWAYS_ENOUGH:
    'Look at the two accounts: one owns the resource, the other one owns the caller. Which of them must allow the request?',
  SILENCE_IS_YES: 'Look for the statement that allows it. What happens to a request that no policy mentions?',
  NOTACTION_GRANTS: 'Look at what the Deny with NotAction leaves out: it does not deny that. Does anything allow it?',
  ROOT_BOUND: 'Look at the caller: which policies of an account apply to its own root user?',
  SCP_UNION: 'Look at the levels one by one: how many of them have to allow the action?',
  MGMT_BOUND: 'Look at the caller’s account: which accounts do service control policies not affect?',
  RCP_BINDS_CALLER: 'Look at whose policy the resource control policy is: does it follow the caller, or the resource?',
} as const;

/** Common misconceptions, each a decision procedure in packages/policy/src/reference/wrong.ts. */
export type Model = keyof typeof SENTENCES;
export const MODELS: Model[] = keysOf(SENTENCES);
