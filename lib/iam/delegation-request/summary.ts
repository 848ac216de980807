import { storedJson } from '../../core/text/stored-json';
import type { DelegationRequestRow } from './rows';

type Statement = { Effect: string; Action?: string | string[]; NotAction?: unknown };

/** Returns a description of a request in a few sentences: who asks, for how long, and for which actions of which services. */
export function summaryOf(row: DelegationRequestRow, requestorName: string | undefined): string {
  const name = requestorName === undefined ? `Account ${row.requestorId}` : `${requestorName} (account ${row.requestorId})`;
  const statements = [storedJson<{ Statement: Statement | Statement[] }>(row.permissionPolicy).Statement].flat();
  const actions = statements.flatMap(({ Effect, Action }) => (Effect === 'Allow' ? [Action ?? []].flat() : []));
  const services = [
    ...new Set(actions.map((action) => (action === '*' ? 'every service' : (action.split(':')[0] ?? action)))),
  ].sort();
  const minutes = Math.round(row.sessionDuration / 60);
  return [
    `${name} asks for temporary access to this account for ${minutes === 1 ? '1 minute' : `${minutes} minutes`}.`,
    row.description,
    `The permissions are for ${services.length === 0 ? 'actions that the policy excludes from others' : services.join(', ')}: ${[...new Set(actions)].sort().join(', ') || 'see the policy'}.`,
    'The access never exceeds the permissions of the principal that accepts the request.',
  ].join(' ');
}
