import { encodeAuthorizationMessage } from '../core/authorization/authorization-message';
import type { Caller } from '../core/call';
import { AccessDeniedError } from '../core/errors';
import type { InputOf } from '../core/operation';
import { findCredential } from '../core/secrets/credentials';
import { type Actor, TEST_NOW, type TestWorld, userCaller } from '../core/test-world';
import { PutUserPolicy } from '../iam/inline-policy/operations';
import { CreateRole } from '../iam/role/operations';
import { CreateUser, ListUsers } from '../iam/user/operations';

export function policy(...Statement: object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement });
}

export const allow = (Action: string | string[], Resource: string | string[] = '*', Condition?: object) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...(Condition ? { Condition } : {}),
});

export const trust = (principal: string, Action: string | string[] = 'sts:AssumeRole', Condition?: object) =>
  policy({ Effect: 'Allow', Principal: { AWS: principal }, Action, ...(Condition ? { Condition } : {}) });

/** Creates a user with one inline policy, ready to call. */
export async function userWith(
  world: TestWorld,
  account: Actor,
  name: string,
  ...statements: object[]
): Promise<Actor & { arn: string }> {
  const { User } = await account.run(CreateUser, { UserName: name });
  if (statements.length > 0) {
    await account.run(PutUserPolicy, { UserName: name, PolicyName: 'own', PolicyDocument: policy(...statements) });
  }
  return { ...world.as(userCaller(User)), arn: User.Arn };
}

export async function roleOf(
  account: Actor,
  name: string,
  document: string,
  more: Partial<InputOf<typeof CreateRole>> = {},
): Promise<string> {
  const { Role } = await account.run(CreateRole, { RoleName: name, AssumeRolePolicyDocument: document, ...more });
  return Role.Arn;
}

/** Returns the caller of credentials, as the wire API finds it. */
export async function callerOf(world: TestWorld, credentials: { AccessKeyId?: string | undefined } | undefined): Promise<Caller> {
  const found = await findCredential(world.database.reader, credentials?.AccessKeyId ?? '', 'aws', TEST_NOW);
  if (found.state !== 'usable') throw new Error(`the credentials are ${found.state}`);
  return found.caller;
}

/** Returns the encoded message of a denied call. */
export async function denialOf(actor: Actor): Promise<string> {
  const error = await actor.fails(ListUsers, {});
  if (!(error instanceof AccessDeniedError) || !error.evaluation) throw new Error('should have been denied');
  return encodeAuthorizationMessage(error.evaluation);
}
