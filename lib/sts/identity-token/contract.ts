import { TEST_NOW } from '../../core/test-world';
import type { Contract, Furnish } from '../../core/testing/contract';
import { EnableOutboundWebIdentityFederation } from '../../iam/outbound-federation/operations';
import { allow, userWith } from '../test-actors';
import * as operations from './operations';

const USUAL = { Audience: ['https://api.example.com'], SigningAlgorithm: 'ES384' };
/** The longest tags, which do not fit into a token together. */
const MANY_TAGS = Array.from({ length: 50 }, (_, index) => ({ Key: `tag-${index}`, Value: 'x'.repeat(256) }));

const furnish: Furnish = async ({ world, root, signs }) => {
  await root.run(EnableOutboundWebIdentityFederation, {});
  const user = await userWith(world, root, 'short', allow('*'));
  const expiresAt = new Date(TEST_NOW.getTime() + 1_800_000).toISOString();
  const session = { issuedAt: TEST_NOW.toISOString(), expiresAt };
  await signs('short', world.as({ ...user.caller, session }));
  return {};
};

/** Tokens about the caller, which no call can name. */
export const contract: Contract = {
  operations,
  make: async (root) => {
    await root.run(EnableOutboundWebIdentityFederation, {});
    return {};
  },
  furnish,
  calls: [['GetWebIdentityToken', { ...USUAL, Tags: [{ Key: 'job', Value: '7' }] }]],
  also: { GetWebIdentityToken: ['sts:TagGetWebIdentityToken'] },
  errors: {
    furnish: async (stage) => {
      await stage.account('disabled');
      return furnish(stage);
    },
    usual: USUAL,
    failures: {
      OutboundWebIdentityFederationDisabledException: [
        [
          'GetWebIdentityToken',
          {},
          /^The outbound web identity federation feature is not enabled for this account\./,
          { by: 'disabled' },
        ],
      ],
      JWTPayloadSizeExceededException: [
        [
          'GetWebIdentityToken',
          { Tags: MANY_TAGS },
          /^The requested token payload has \d+ bytes, and at most 8192 are allowed\./,
        ],
      ],
      SessionDurationEscalationException: [
        [
          'GetWebIdentityToken',
          { DurationSeconds: 3600 },
          'The requested token duration would extend the session beyond its original expiration time.',
          { by: 'short' },
        ],
      ],
    },
    unreachable: {},
  },
};
