import { serviceOfArn } from '../../arn/parse-arn';
import { RESOURCE_TYPES, type ReachLevel } from '../../services/resource-types';

export const REACH_LEVELS: readonly ReachLevel[] = ['read', 'write', 'permissions'];

/** The actions by service that show whether a principal reads, writes or gives away a resource, the most common first. */
export const REACH_QUESTIONS: Readonly<Record<string, Readonly<Record<ReachLevel, readonly string[]>>>> = Object.fromEntries(
  Object.values(RESOURCE_TYPES).flatMap(({ service, reach }) => (reach ? [[service, reach] as const] : [])),
);

/** Tests whether a resource can have a policy and be evaluated with these actions. A key's alias has no policy. */
export function hasPolicyOfItsOwn(arn: string): boolean {
  return REACH_QUESTIONS[serviceOfArn(arn)] !== undefined && !arn.includes(':alias/');
}

/** Returns the resource of a question: all objects of a bucket for actions on objects. */
export function askedText(arn: string, action: string): string {
  return /^s3:(?:Get|Put|Delete)Object$/.test(action) ? `${arn}/*` : arn;
}
