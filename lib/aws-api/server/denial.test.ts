import { CreateUserCommand, IAMClient, type IAMServiceException } from '@aws-sdk/client-iam';
import { AccessDeniedException, ListRootsCommand } from '@aws-sdk/client-organizations';
import { DecodeAuthorizationMessageCommand } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CreateUser } from '../../iam/user/operations';
import { CreateOrganization } from '../../organizations/organization/operations';
import { createTestApi, type TestApi } from '../testing/api';
import { startAwsApi } from './start-aws-api';

let api: TestApi;
beforeAll(async () => {
  api = await createTestApi();
});
afterAll(() => api.close());

/** Creates an account. Returns the clients of its root user and of a user without permissions. */
async function accountWithNobody() {
  const root = await api.rootKeys();
  const { User } = await root.actor.run(CreateUser, { UserName: 'nobody' });
  return {
    actor: root.actor,
    root: api.clients(root),
    nobody: api.clients(await api.keys(root.actor, User.UserId)),
    arn: User.Arn,
  };
}

describe('a denial', () => {
  it('has AWS’s message, a link to the evaluation and a decodable encoded message', async () => {
    const { root, nobody, arn, actor } = await accountWithNobody();
    const error: IAMServiceException = await nobody.iam.send(new CreateUserCommand({ UserName: 'x' })).then(
      () => Promise.reject(new Error('should have been denied')),
      (failure: IAMServiceException) => failure,
    );
    expect(error).toMatchObject({ name: 'AccessDenied', $metadata: { httpStatusCode: 403 } });
    const [, sentence, link, id, encoded] =
      /^(.*)\. Go to (\S+) for complete details, or search for the following authorization id: (\S+)\. Encoded authorization failure message: (\S+)$/.exec(
        error.message,
      ) ?? [];
    expect(sentence).toBe(
      `User: ${arn} is not authorized to perform: iam:CreateUser on resource: arn:aws:iam::${actor.accountId}:user/x because no identity-based policy allows the iam:CreateUser action`,
    );
    expect(link).toBe(`http://localhost:3000/access/troubleshooter?id=${id}`);
    expect(await api.database.reader.decisionTrace.findUnique({ where: { id } })).toMatchObject({ accountId: actor.accountId });
    const decoded = await root.sts.send(new DecodeAuthorizationMessageCommand({ EncodedMessage: encoded }));
    expect(JSON.parse(decoded.DecodedMessage ?? '')).toMatchObject({
      allowed: false,
      explicitDeny: false,
      context: { action: 'iam:CreateUser', principal: { arn } },
    });
    const stranger = api.clients(await api.rootKeys());
    await expect(stranger.sts.send(new DecodeAuthorizationMessageCommand({ EncodedMessage: encoded }))).rejects.toMatchObject({
      name: 'InvalidAuthorizationMessageException',
    });
  });

  it('has only AWS’s message if links are disabled', async () => {
    const plain = await startAwsApi({ database: api.database, host: '127.0.0.1', port: 0, consoleUrl: null });
    const root = await api.rootKeys();
    const { User } = await root.actor.run(CreateUser, { UserName: 'nobody' });
    const iam = new IAMClient({
      endpoint: `http://127.0.0.1:${plain.port}`,
      region: 'us-east-1',
      credentials: await api.keys(root.actor, User.UserId),
      maxAttempts: 1,
    });
    await expect(iam.send(new CreateUserCommand({ UserName: 'x' }))).rejects.toMatchObject({
      message: `User: ${User.Arn} is not authorized to perform: iam:CreateUser on resource: arn:aws:iam::${root.actor.accountId}:user/x because no identity-based policy allows the iam:CreateUser action`,
    });
    await plain.close();
  });

  it('is an AccessDeniedException in Organizations', async () => {
    const { nobody, actor } = await accountWithNobody();
    await actor.run(CreateOrganization, {});
    const error = await nobody.organizations.send(new ListRootsCommand({})).catch((failure: unknown) => failure);
    expect(error).toBeInstanceOf(AccessDeniedException);
    expect(error).toMatchObject({
      $metadata: { httpStatusCode: 400 },
      message: expect.stringContaining('organizations:ListRoots'),
    });
  });
});
