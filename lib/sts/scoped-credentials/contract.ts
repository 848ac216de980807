import type { Contract, Furnish } from '../../core/testing/contract';
import { AssumeRole } from '../session/operations';
import { allow, callerOf, policy, roleOf, trust, userWith } from '../test-actors';
import * as operations from './operations';

const READS = policy(allow('s3:GetObject'));
/** Returns a policy, three of which deflate to more than a session has room for. */
const large = (from: number) =>
  policy(
    allow(
      's3:*',
      Array.from({ length: 34 }, (_, index) => `arn:aws:s3:::${randomName(from + index)}`),
    ),
  );

/** Returns a name that compresses badly, and is the same in each run. */
function randomName(index: number): string {
  let state = index + 1;
  const letter = () => {
    state = (state * 48_271) % 2_147_483_647;
    return 'abcdefghijklmnopqrstuvwxyz0123456789'[state % 36];
  };
  return Array.from({ length: 40 }, letter).join('');
}

/** `session` is a role session, and `large` one with two large scope-down policies. */
const furnish: Furnish = async ({ world, root, signs }) => {
  const admin = await userWith(world, root, 'admin', allow('*'));
  const RoleArn = await roleOf(root, 'worker', trust(root.accountId));
  const { Credentials } = await admin.run(AssumeRole, { RoleArn, RoleSessionName: 'run' });
  const caller = await callerOf(world, Credentials);
  await signs('session', world.as(caller));
  if (caller.session)
    await signs('large', world.as({ ...caller, session: { ...caller.session, scopePolicies: [large(0), large(60)] } }));
  return {};
};

/** Sessions of the caller, which no call can name. */
export const contract: Contract = {
  operations,
  make: async () => ({}),
  furnish,
  calls: [['GetScopedCredentials', { Policy: READS, DurationSeconds: 60, ScopedSessionDescription: 'reads' }, 'session']],
  errors: {
    furnish,
    usual: { DurationSeconds: 60 },
    failures: {
      InvalidSubjectCredentialsException: [
        [
          'GetScopedCredentials',
          { DurationSeconds: 60 },
          'The session used to call GetScopedCredentials is not a valid session. Call it with temporary security credentials.',
        ],
      ],
      InsufficientSessionLifetimeException: [
        [
          'GetScopedCredentials',
          { DurationSeconds: 43_200 },
          /^The requested DurationSeconds is greater than the remaining lifetime of the calling session, which is \d+ seconds\.$/,
          { by: 'session' },
        ],
      ],
      MalformedPolicyDocumentException: [
        ['GetScopedCredentials', { Policy: '{' }, 'Syntax errors in policy.', { by: 'session' }],
      ],
      PackedPolicyTooLargeException: [
        ['GetScopedCredentials', { Policy: large(200) }, /^Serialized token too large for session\./, { by: 'large' }],
      ],
    },
    unreachable: {},
  },
};
