import type { PermissionCheckResultType } from '@aws-sdk/client-iam';
import { callerMay } from '../../core/authorization/authorize';
import type { Scope } from '../../core/operation';
import { storedJson } from '../../core/text/stored-json';

type Statement = { Effect: string; Action?: string | string[]; Resource?: string | string[]; Condition?: object };

/** The most pairs of actions and resources that are evaluated. */
const MOST_QUESTIONS = 200;

/**
 * Returns whether the caller has the permissions that a policy asks for, as far as single questions to the engine can say. A
 * wildcard in an action, a condition or a negated element leaves it unsure, unless something else is denied.
 */
export async function permissionCheck(scope: Scope, policy: string): Promise<PermissionCheckResultType> {
  const may = await callerMay(scope);
  const statements = [storedJson<{ Statement: Statement | Statement[] }>(policy).Statement].flat();
  let unsure = false;
  let questions = 0;
  for (const { Effect, Action, Resource, Condition } of statements) {
    if (Effect !== 'Allow') continue;
    if (Action === undefined || Resource === undefined || Condition !== undefined) unsure = true;
    for (const action of [Action ?? []].flat()) {
      for (const resource of [Resource ?? []].flat()) {
        if (/[*?]/.test(action) || ++questions > MOST_QUESTIONS) unsure = true;
        else if (!(await may({ action, resource }))) return 'DENIED';
        // The caller may have a permission for some of the resources only.
        else if (/[*?]/.test(resource) && resource !== '*') unsure = true;
      }
    }
  }
  return unsure ? 'UNSURE' : 'ALLOWED';
}
