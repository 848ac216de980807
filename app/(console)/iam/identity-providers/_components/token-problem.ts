import { fieldProblem } from '@/components/console/form/field-problem';
import { IssueIdentityTokenInput } from '@/lib/token-issuer/schema';

const { Subject, Audience } = IssueIdentityTokenInput.shape;

/** Returns the problem with the subject of a token; undefined if there is none. */
export const subjectProblem = (text: string) => fieldProblem(Subject, text);

/** Returns the problem with the audience of a token; undefined if there is none. */
export const audienceProblem = (text: string) => fieldProblem(Audience, text);
