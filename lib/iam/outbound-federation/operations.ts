import { AwsError } from '../../core/errors';
import { defineOperation } from '../../core/operation';
import { disableOutboundFederation, enableOutboundFederation, findOutboundFederation } from '../../token-issuer/outbound/rows';
import {
  DisableOutboundWebIdentityFederationInput,
  EnableOutboundWebIdentityFederationInput,
  GetOutboundWebIdentityFederationInfoInput,
} from './schema';

/** Lets STS issue tokens about the account's principals for other services. The account gets an issuer, which it keeps. */
export const EnableOutboundWebIdentityFederation = defineOperation({
  service: 'iam',
  name: 'EnableOutboundWebIdentityFederation',
  access: 'Write',
  input: EnableOutboundWebIdentityFederationInput,
  checks: () => [{ action: 'iam:EnableOutboundWebIdentityFederation', resource: '*' }],
  run: async (_input, { db, accountId, now }) => {
    if ((await findOutboundFederation(db, accountId))?.enabled)
      throw new AwsError(
        'FeatureEnabledException',
        'The request failed because outbound identity federation is already enabled for your AWS account.',
      );
    return { IssuerIdentifier: (await enableOutboundFederation(db, accountId, now)).issuerUrl };
  },
});

/** Ends the issuing of tokens. As in AWS, issued tokens stay valid until they expire. */
export const DisableOutboundWebIdentityFederation = defineOperation({
  service: 'iam',
  name: 'DisableOutboundWebIdentityFederation',
  access: 'Write',
  input: DisableOutboundWebIdentityFederationInput,
  checks: () => [{ action: 'iam:DisableOutboundWebIdentityFederation', resource: '*' }],
  run: async (_input, { db, accountId }) => {
    if (!(await findOutboundFederation(db, accountId))?.enabled) throw disabled();
    await disableOutboundFederation(db, accountId);
    return {};
  },
});

/** Returns the issuer. As in AWS, there is none to return while the feature is disabled. */
export const GetOutboundWebIdentityFederationInfo = defineOperation({
  service: 'iam',
  name: 'GetOutboundWebIdentityFederationInfo',
  access: 'Read',
  input: GetOutboundWebIdentityFederationInfoInput,
  checks: () => [{ action: 'iam:GetOutboundWebIdentityFederationInfo', resource: '*' }],
  run: async (_input, { db, accountId }) => {
    const federation = await findOutboundFederation(db, accountId);
    if (!federation?.enabled) throw disabled();
    return { IssuerIdentifier: federation.issuerUrl, JwtVendingEnabled: true };
  },
});

function disabled(): AwsError {
  return new AwsError(
    'FeatureDisabledException',
    'The request failed because outbound identity federation is disabled for your AWS account.',
  );
}
