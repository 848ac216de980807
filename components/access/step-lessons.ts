import type { StepTrace } from '@/lib/engine';

type Lesson = { question: string; why: string };

/** Each step of the evaluation as a question, and why it is asked, for whoever sees it the first time. */
export const LESSONS: Record<StepTrace['step'], Lesson> = {
  noPermissionNeeded: {
    question: 'Does this call need a permission at all?',
    why: 'A few calls, such as asking who one is, are answered to everybody who can sign a request.',
  },
  credential: {
    question: 'May such credentials make this call?',
    why: 'Some temporary credentials may not call some services, whatever the policies say.',
  },
  explicitDeny: {
    question: 'Does any policy deny it?',
    why: 'A Deny in any policy, wherever it is attached, ends the matter. No Allow anywhere can undo it.',
  },
  rcp: {
    question: 'Do the resource control policies leave it?',
    why: 'They are the most that anybody may do with what an account owns. They grant nothing, and every level from the root to the account must allow the request.',
  },
  scp: {
    question: 'Do the service control policies leave it?',
    why: 'They are the most that anybody in an account may do. They grant nothing, and every level from the root to the account must allow the request.',
  },
  vpcEndpoint: {
    question: 'Does the VPC endpoint let it through?',
    why: 'A call that comes through an endpoint needs the Allow of the policy on that endpoint too.',
  },
  resource: {
    question: 'Does the policy on the resource grant it?',
    why: 'A resource can say itself who may use it. Within one account that is often enough; across accounts both sides have to allow it.',
  },
  identity: {
    question: 'Does a policy of the principal grant it?',
    why: 'There are no permissions by default. What somebody may do, some policy has to allow.',
  },
  boundary: {
    question: 'Does the permissions boundary leave it?',
    why: 'A boundary is the most that its principal can have, whatever its own policies grant. It grants nothing itself.',
  },
  session: {
    question: 'Does the session policy leave it?',
    why: 'Whoever starts a session can give it a policy, and the session can then do no more than that.',
  },
  blockPublicAccess: {
    question: 'Does Block Public Access leave it?',
    why: 'Where a bucket restricts public access and its policy is public, nobody from outside its account gets in, not even whom a statement names.',
  },
};
