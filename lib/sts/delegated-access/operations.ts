import type { GetDelegatedAccessTokenResponse } from '@aws-sdk/client-sts';
import type { CredentialType } from '@gatehouse/policy/evaluate';
import type { SessionFacts } from '../../core/call';
import { AwsError, validationError } from '../../core/errors';
import { insertEvent } from '../../core/events/events';
import { defineOperation } from '../../core/operation';
import { storedJson } from '../../core/text/stored-json';
import { findNow, realTimeOf } from '../../core/time/clock';
import { type Approver, findFinalizedRequest } from '../../iam/delegation-request/rows';
import { packedPolicySize } from '../session-policies';
import { issueCredentials } from '../temporary-credentials';
import { GetDelegatedAccessTokenInput } from './schema';

/**
 * Exchanges the token of a finalized delegation request for credentials. They are those of the principal that accepted the request,
 * scoped down to the policy of the request. Source: STS API Reference, GetDelegatedAccessToken.
 */
export const GetDelegatedAccessToken = defineOperation({
  service: 'sts',
  name: 'GetDelegatedAccessToken',
  access: 'Write',
  // It gives access to another account, so the caller's enforcement mode must not matter.
  alwaysEnforced: true,
  input: GetDelegatedAccessTokenInput,
  checks: () => [{ action: 'sts:GetDelegatedAccessToken', resource: '*' }],
  run: async ({ TradeInToken }, scope) => {
    const row = await findFinalizedRequest(scope.db, scope.accountId, TradeInToken);
    if (!row) throw validationError('The trade-in token is not valid.', 'TradeInToken');
    const now = await findNow(scope.db, row.ownerAccountId, realTimeOf(scope.call));
    const endsAt = row.updatedAt.getTime() + row.sessionDuration * 1000;
    const seconds = Math.floor((endsAt - now.getTime()) / 1000);
    if (seconds <= 0)
      throw new AwsError('ExpiredTradeInTokenException', 'The trade-in token has expired and can no longer be exchanged.');
    const { principal, credential, session } = storedJson<Approver>(row.approver);
    const { issuedAt: _, expiresAt, ...facts }: Partial<SessionFacts> = session ?? {};
    const scopePolicies = [...(facts.scopePolicies ?? []), row.permissionPolicy];
    packedPolicySize({ sessionPolicy: scopePolicies.join() }, facts.tags ?? []);
    const issued = await issueCredentials(
      { db: scope.db, now },
      row.ownerAccountId,
      { principal, credential: temporary(credential), session: { mfaAuthenticated: false, ...facts, scopePolicies } },
      // The credentials can't outlive the session that accepted the request.
      expiresAt === undefined ? seconds : Math.min(seconds, Math.floor((Date.parse(expiresAt) - now.getTime()) / 1000)),
    );
    const output = {
      Credentials: issued.Credentials,
      AssumedPrincipal: 'arn' in principal ? principal.arn : row.ownerAccountId,
    } satisfies GetDelegatedAccessTokenResponse;
    await insertEvent(scope.db, {
      call: scope.call,
      service: 'sts',
      name: 'GetDelegatedAccessToken',
      readOnly: false,
      outcome: 'Success',
      input: { TradeInToken },
      output,
      resources: [{ ARN: output.AssumedPrincipal, accountId: row.ownerAccountId }],
      accountId: row.ownerAccountId,
    });
    return output;
  },
  turn: 'session',
  touches: () => ({}),
});

/** Returns the kind of the temporary credentials that stand for an accepting caller. */
function temporary(credential: CredentialType): CredentialType {
  return credential === 'longTerm' || credential === 'console' ? 'sessionTokenWithMfa' : credential;
}
