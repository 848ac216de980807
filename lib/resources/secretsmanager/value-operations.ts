import { defineOperation } from '../../core/operation';
import { secretsError } from './errors';
import { findSecret, requireKeptSecret, secretCheck } from './rows';
import { GetSecretValueInput, PutSecretValueInput } from './schema';
import { addVersion, CURRENT, givenValue, readValue, type Version, versionsOf } from './versions';

export const GetSecretValue = defineOperation({
  service: 'secretsmanager',
  name: 'GetSecretValue',
  access: 'Read',
  input: GetSecretValueInput,
  target: ({ SecretId }, scope) => findSecret(scope, SecretId),
  checks: ({ VersionId, VersionStage }, scope, named) => {
    // A call without a version means the current one.
    const stage = VersionStage ?? (VersionId === undefined ? CURRENT : undefined);
    return secretCheck('secretsmanager:GetSecretValue', scope, named, {
      ...(VersionId !== undefined && { 'secretsmanager:VersionId': VersionId }),
      ...(stage !== undefined && { 'secretsmanager:VersionStage': stage }),
    });
  },
  run: async ({ VersionId, VersionStage }, { db }, named) => {
    const secret = requireKeptSecret(named);
    const versions = (await versionsOf(db, [secret.id])).get(secret.id) ?? [];
    const chosen = chosenVersion(versions, VersionId, VersionStage);
    const { versionId, stages, createdAt } = chosen;
    return {
      ARN: secret.arn,
      Name: secret.name,
      VersionId: versionId,
      ...(await readValue(db, chosen)),
      VersionStages: [...stages],
      CreatedDate: createdAt,
    };
  },
});

/** @throws AwsError ResourceNotFound, or InvalidRequest if id and label belong to two versions */
function chosenVersion(versions: readonly Version[], id: string | undefined, stage: string | undefined): Version {
  const notFound = (what: string) =>
    secretsError('ResourceNotFoundException', `Secrets Manager can't find the specified secret value for ${what}`);
  if (id === undefined) {
    const label = stage ?? CURRENT;
    const found = versions.find(({ stages }) => stages.includes(label));
    if (!found) throw notFound(`staging label: ${label}`);
    return found;
  }
  const found = versions.find(({ versionId }) => versionId === id);
  if (!found) throw notFound(`VersionId: ${id}`);
  if (stage !== undefined && !found.stages.includes(stage)) {
    throw secretsError(
      'InvalidRequestException',
      'You provided a VersionStage that is not associated to the provided VersionId.',
      'VersionStage',
    );
  }
  return found;
}

export const PutSecretValue = defineOperation({
  service: 'secretsmanager',
  name: 'PutSecretValue',
  access: 'Write',
  input: PutSecretValueInput,
  // Values do not affect permissions, so they move no revision.
  touches: () => ({}),
  target: ({ SecretId }, scope) => findSecret(scope, SecretId),
  checks: (_input, scope, named) => secretCheck('secretsmanager:PutSecretValue', scope, named),
  run: async (input, scope, named) => {
    const secret = requireKeptSecret(named);
    const value = givenValue(input);
    if (!value)
      throw secretsError('InvalidRequestException', 'You must provide either SecretString or SecretBinary.', 'SecretString');
    const { versionId, stages } = await addVersion(scope, secret, {
      token: input.ClientRequestToken,
      value,
      stages: input.VersionStages,
    });
    return { ARN: secret.arn, Name: secret.name, VersionId: versionId, VersionStages: [...stages] };
  },
});
