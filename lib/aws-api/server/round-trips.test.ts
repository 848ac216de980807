import { GetUserCommand } from '@aws-sdk/client-iam';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, inject, it, vi } from 'vitest';
import { flushLastUsed } from '../../core/events/last-used';
import { AttachRolePolicy, AttachUserPolicy } from '../../iam/attachment/operations';
import { CreatePolicy } from '../../iam/policy/operations';
import { limitByScp, policyDocument } from '../../iam/test-accounts';
import { CreateUser } from '../../iam/user/operations';
import { roleOf, trust } from '../../sts/test-actors';
import { createTestApi, type Keys, type TestApi } from '../testing/api';

const AT_MOST = 3;
const ReadOnlyAccess = 'arn:aws:iam::aws:policy/ReadOnlyAccess';

// On SQLite a query is a function call, but on PostgreSQL each one is a round trip.
describe.runIf(inject('testTemplate').provider === 'postgresql' && process.env.DIRECT_QUERIES !== 'off')(
  'a signed GetUser',
  () => {
    let api: TestApi;
    beforeEach(async () => {
      api = await createTestApi();
    });
    afterEach(() => api.close());

    /** Returns the queries that a call sends to the database after a similar call warmed the caches. */
    const sent = async (keys: Keys, UserName?: string) => {
      const { iam } = api.clients(keys);
      await iam.send(new GetUserCommand({ UserName }));
      await flushLastUsed(api.database);
      const query = vi.spyOn(pg.Client.prototype, 'query');
      try {
        const { User } = await iam.send(new GetUserCommand({ UserName }));
        expect(User?.Tags).toEqual([{ Key: 'team', Value: 'red' }]);
        return query.mock.calls.map(([config]) => (config as unknown as { text: string }).text);
      } finally {
        query.mockRestore();
      }
    };

    const accountWithUser = async () => {
      const { actor } = await api.rootKeys();
      const { User } = await actor.run(CreateUser, { UserName: 'ana', Tags: [{ Key: 'team', Value: 'red' }] });
      await actor.run(AttachUserPolicy, { UserName: 'ana', PolicyArn: ReadOnlyAccess });
      return { actor, keys: await api.keys(actor, User.UserId) };
    };

    it('makes at most three database round trips: revisions, data and event', async () => {
      const { keys } = await accountWithUser();
      const queries = await sent(keys);
      expect(queries.length).toBeLessThanOrEqual(AT_MOST);
      const revisions = queries.filter((text) => text.includes('"revision"'));
      expect(revisions).toEqual([expect.stringContaining('"organization.revision"')]);
    });

    it('makes no more round trips in an organization with policies', async () => {
      const { actor, keys } = await accountWithUser();
      await limitByScp(api, actor.accountId, policyDocument({ Effect: 'Deny', Action: 'iam:Delete*', Resource: '*' }));
      expect((await sent(keys, 'ana')).length).toBeLessThanOrEqual(AT_MOST);
    });

    it('makes no more round trips in a role session with a managed session policy', async () => {
      const { actor, keys } = await accountWithUser();
      const RoleArn = await roleOf(actor, 'reader', trust(actor.accountId));
      await actor.run(AttachRolePolicy, { RoleName: 'reader', PolicyArn: ReadOnlyAccess });
      await actor.run(AttachUserPolicy, { UserName: 'ana', PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' });
      const { Policy } = await actor.run(CreatePolicy, {
        PolicyName: 'gets',
        PolicyDocument: policyDocument({ Effect: 'Allow', Action: 'iam:Get*', Resource: '*' }),
      });
      const { Credentials } = await api
        .clients(keys)
        .sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'session', PolicyArns: [{ arn: Policy.Arn }] }));
      const session = {
        accessKeyId: Credentials?.AccessKeyId ?? '',
        secretAccessKey: Credentials?.SecretAccessKey ?? '',
        sessionToken: Credentials?.SessionToken ?? '',
      };
      expect((await sent(session, 'ana')).length).toBeLessThanOrEqual(AT_MOST);
    });
  },
);
