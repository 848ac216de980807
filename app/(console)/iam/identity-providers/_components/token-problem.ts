import { fieldProblem } from '@/components/console/form/field-problem';
import { IssueIdentityTokenInput } from '@/lib/token-issuer/schema';

const { Subject, Audience } = IssueIdentityTokenInput.shape;

/** What is wrong with the subject of a token; undefined when nothing is. */
export const subjectProblem = (text: string) => fieldProblem(Subject, text);

/** The same of whom it is for. */
export const audienceProblem = (text: string) => fieldProblem(Audience, text);
