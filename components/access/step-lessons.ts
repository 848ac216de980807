import type { StepTrace } from '@gatehouse/policy/evaluate';

type Lesson = { question: string; why: string };

/** Each step of the evaluation as a question, with an explanation for beginners. */
export const LESSONS: Record<StepTrace['step'], Lesson> = {
  noPermissionNeeded: {
    question: 'Does this call require a permission?',
    why: 'A few calls, such as GetCallerIdentity, are allowed for anyone who can sign a request.',
  },
  credential: {
    question: 'Can these credentials make this call?',
    why: 'Some temporary credentials cannot call certain services, whatever the policies allow.',
  },
  explicitDeny: {
    question: 'Does any policy deny it?',
    why: 'A Deny statement in any policy overrides every Allow.',
  },
  rcp: {
    question: 'Do the resource control policies allow it?',
    why: "They set the maximum permissions on an account's resources. They grant nothing. Every level from the root to the account must allow the request.",
  },
  scp: {
    question: 'Do the service control policies allow it?',
    why: 'They set the maximum permissions in an account. They grant nothing. Every level from the root to the account must allow the request.',
  },
  vpcEndpoint: {
    question: 'Does the VPC endpoint policy allow it?',
    why: "A call through a VPC endpoint also requires an Allow in the endpoint's policy.",
  },
  resource: {
    question: 'Does the resource policy grant it?',
    why: 'A resource policy can grant access to the resource. Within one account, that is often enough. Across accounts, both sides must allow the request.',
  },
  identity: {
    question: 'Does a policy of the principal grant it?',
    why: 'There are no permissions by default. A policy must allow the request.',
  },
  boundary: {
    question: 'Does the permissions boundary allow it?',
    why: 'A boundary sets the maximum permissions of its principal. It grants nothing.',
  },
  session: {
    question: 'Does the session policy allow it?',
    why: 'A session can be started with a policy, which then limits it.',
  },
  scope: {
    question: 'Do the scope-down policies allow it?',
    why: 'A session can narrow its own credentials. Each policy that it did so with must allow the request, even if a resource policy names the session.',
  },
  blockPublicAccess: {
    question: 'Does Block Public Access allow it?',
    why: 'If a bucket restricts public access and its policy is public, all callers from other accounts are denied, even if a statement names them.',
  },
};
