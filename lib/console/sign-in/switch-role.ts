import 'server-only';
import { findAccountFacts, isUsable } from '../../core/account-facts';
import { AwsError } from '../../core/errors';
import { runOperation } from '../../core/run/run';
import { aheadOf, nowOf, realTimeOf } from '../../core/time/clock';
import { AssumeRole } from '../../sts/session/operations';
import { consoleCall } from '../request';
import { runtime } from '../runtime';
import { type ConsoleSession, type RoleSession, roleCaller, storeRoleSession } from '../session/session';
import { recordRoleSwitch } from './sign-in-events';

export type SwitchRoleInput = { account: string; roleName: string; displayName: string; color: string };

/**
 * Switches the console to a role: runs sts:AssumeRole as the signed-in identity and acts as the role from then on. As in AWS, it
 * is impossible for the root user and for roles that require an external ID, since the console sends none.
 * @throws AwsError with AWS's message if it is denied
 */
export async function switchRole(session: ConsoleSession, input: SwitchRoleInput): Promise<void> {
  const { database } = await runtime();
  const key = input.account.trim().toLowerCase();
  const accountId = /^[\d-]{12,14}$/.test(key)
    ? key.replaceAll('-', '')
    : (await database.reader.account.findUnique({ where: { alias: key } }))?.id;
  const roleName = input.roleName.trim().replace(/^\//, '');
  if (accountId === undefined || roleName === '') throw invalid();
  const { principal } = session.identity;
  if (principal.type !== 'User') throw new AwsError('AccessDenied', 'The root user cannot switch roles. Sign in as an IAM user.');

  const sessionName = principal.userName;
  const RoleArn = `arn:aws:iam::${accountId}:role/${roleName}`;
  const call = await consoleCall(session.identity);
  const left = Math.floor((session.expiresAt.getTime() - call.now.getTime()) / 1000);
  const account = await findAccountFacts(database.reader, accountId);
  const role =
    account && isUsable(account)
      ? await database.reader.role.findUnique({
          where: { accountId_nameKey: { accountId, nameKey: lastPart(roleName).toLowerCase() } },
        })
      : null;
  // AWS: the session lasts as long as the smaller of the role's maximum and the rest of the user's session.
  const DurationSeconds = Math.max(900, Math.min(role?.maxSessionDuration ?? 3600, left));
  await runOperation(AssumeRole, { RoleArn, RoleSessionName: sessionName, DurationSeconds }, call, database);
  if (!role || !account) throw invalid();
  const clocks = { identity: session.clocks.identity, caller: aheadOf(account) };
  const now = nowOf(account, realTimeOf(call));
  const stored: RoleSession = {
    accountId,
    accountName: account.alias ?? account.name,
    roleArn: `arn:aws:iam::${accountId}:role${role.path}${role.name}`,
    roleId: role.id,
    roleName: role.name,
    sessionName,
    serviceLinked: role.path.startsWith('/aws-service-role/'),
    issuedAt: now.toISOString(),
    expiresAt: new Date(now.getTime() + DurationSeconds * 1000).toISOString(),
    displayName: input.displayName.trim() || `${role.name} @ ${account.alias ?? account.id}`,
    color: input.color,
  };
  await storeRoleSession(database, session, stored);
  const origin = { sourceIp: call.sourceIp, userAgent: call.userAgent, secure: call.secureTransport === true };
  await recordRoleSwitch(database, 'SwitchRole', roleCaller(stored, session.identity, clocks), principal.arn, origin, now);
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

// AWS's single message, so that it does not reveal which accounts and roles exist.
function invalid(): AwsError {
  return new AwsError(
    'AccessDenied',
    'Invalid information in one or more fields. Check your information or contact your administrator.',
  );
}
