import { paths } from '@/lib/console/paths';
import { fetchRead } from '@/lib/console/query';
import type { ConsoleFailure } from '@/lib/console/result';
import { ownBasePath } from '@/lib/console/session/session-address';
import { type Command, done, failed, inTime } from './command';
import { decisionLines } from './try-call';

export const why: Command = {
  forms: [['why [AUTHORIZATION_ID]', 'explain a denied call; without an ID, your last one']],
  run: async ([given]) => {
    const id = given ?? (await lastDenial());
    if (typeof id === 'object') return failed(id);
    if (id === undefined) return done(['Your last calls were all allowed.']);
    const read = await fetchRead('console', 'GetAuthorizationDetails', { AuthorizationId: id }, inTime());
    if (!read.ok) return failed(read.error);
    const lines = read.data.Evaluations.flatMap(({ explanation }) => decisionLines(explanation, true));
    return done([...lines, `Decision: ${location.origin}${ownBasePath()}${paths.troubleshooter(id)}`]);
  },
};

/** Returns the authorization ID of the caller's last denied call. */
async function lastDenial(): Promise<string | undefined | ConsoleFailure> {
  const read = await fetchRead('console', 'ListOwnDenials', {}, inTime());
  return read.ok ? read.data.Denials.find(({ AuthorizationId }) => AuthorizationId)?.AuthorizationId : read.error;
}
