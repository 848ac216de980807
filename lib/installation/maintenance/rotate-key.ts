import { randomBytes } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ATTEMPT_STATE, CLASS_KEY, PERSON_SEED } from '../../classroom/secrets';
import { delegateOf } from '../../core/module/resource';
import { ACCESS_KEY_SECRET } from '../../core/secrets/credentials';
import { type Sealer, sealerOf } from '../../core/secrets/secrets';
import type { Database, Transaction } from '../../db/client';
import { transaction } from '../../db/transaction';
import { SEED_PURPOSE } from '../../iam/mfa/rows';
import { KEY_PURPOSE as SAML_KEY } from '../../iam/saml-provider/rows';
import { CERTIFICATE_KEY } from '../../iam/server-certificate/rows';
import { TABLE_ITEM } from '../../resources/dynamodb/items';
import { KEY_MATERIAL } from '../../resources/kms/rows';
import { FUNCTION_VARIABLES } from '../../resources/lambda/variables';
import { OBJECT_BODY } from '../../resources/s3/objects';
import { SECRET_VALUE } from '../../resources/secretsmanager/rows';
import { MESSAGE_CONTENT as TOPIC_MESSAGE } from '../../resources/sns/rows';
import { MESSAGE_CONTENT } from '../../resources/sqs/rows';
import { pack, unpack } from '../../snapshot/contents';
import { KEY_PURPOSE as ISSUER_KEY } from '../../token-issuer/rows';
import { newSecretCheck, opensSecretCheck } from '../secret-check';
import { MaintenanceError } from './maintenance-error';

/** The columns with encrypted secrets and their purposes; `id` identifies a row. */
export const SEALED = [
  { model: 'AccessKey', id: 'id', column: 'secretCipher', purpose: ACCESS_KEY_SECRET },
  { model: 'MfaDevice', id: 'id', column: 'seedCipher', purpose: SEED_PURPOSE },
  { model: 'ServerCertificate', id: 'id', column: 'keyCipher', purpose: CERTIFICATE_KEY },
  { model: 'SamlPrivateKey', id: 'id', column: 'keyCipher', purpose: SAML_KEY },
  { model: 'KmsKeyMaterial', id: 'keyId', column: 'materialCipher', purpose: KEY_MATERIAL },
  { model: 'QueueMessage', id: 'id', column: 'contentCipher', purpose: MESSAGE_CONTENT },
  { model: 'SecretVersion', id: 'id', column: 'valueCipher', purpose: SECRET_VALUE },
  { model: 'TopicMessage', id: 'id', column: 'contentCipher', purpose: TOPIC_MESSAGE },
  { model: 'TableItem', id: 'id', column: 'keyCipher', purpose: TABLE_ITEM },
  { model: 'TableItem', id: 'id', column: 'contentCipher', purpose: TABLE_ITEM },
  { model: 'FunctionVariables', id: 'functionId', column: 'variablesCipher', purpose: FUNCTION_VARIABLES },
  { model: 'S3Object', id: 'id', column: 'bodyCipher', purpose: OBJECT_BODY },
  { model: 'TokenIssuer', id: 'accountId', column: 'privateCipher', purpose: ISSUER_KEY },
  { model: 'Person', id: 'id', column: 'mfaSeedCipher', purpose: PERSON_SEED },
  { model: 'Class', id: 'id', column: 'keyCipher', purpose: CLASS_KEY },
  { model: 'Attempt', id: 'id', column: 'stateCipher', purpose: ATTEMPT_STATE },
  { model: 'ScenarioTrial', id: 'draftId', column: 'stateCipher', purpose: ATTEMPT_STATE },
] as const;

const KEY = 'secret.key';
const NEXT_KEY = 'secret.key.next';

/** The number of secrets encrypted again, and of sessions ended. */
export type Rotation = { secrets: number; sessions: number };

/**
 * Encrypts every secret of an installation with another key in one transaction. Its processes must be stopped. Digests can't be
 * converted and become invalid: console and class sessions, recovery phrases, temporary credentials, password links, and
 * service-specific credentials, which must be reset.
 * @throws MaintenanceError if `from` is not the installation's key
 */
export async function rotateKey(database: Database, from: string, to: string): Promise<Rotation> {
  const [old, next] = [sealerOf(from), sealerOf(to)];
  return transaction(
    database,
    async (tx) => {
      const installation = await tx.installation.findFirst();
      if (!installation || !opensSecretCheck(old, installation.secretCheck))
        throw new MaintenanceError('The secret key is not the one this database was made with; put the right one back first.');
      let secrets = 0;
      for (const { model, id, column, purpose } of SEALED) {
        const rows = rowsIn(tx, model);
        // One at a time, because the objects of all buckets may exceed memory.
        for (const { [id]: value } of await rows.findMany({ select: { [id]: true } })) {
          const where = { [id]: value };
          const { [column]: sealed } = await rows.findUniqueOrThrow({ where, select: { [column]: true } });
          if (sealed === null) continue; // for a FIDO device
          const data = { [column]: resealed(sealed, purpose, old, next) };
          await rows.update({ where, data, select: { [id]: true } });
          secrets += 1;
        }
      }
      for (const { id } of await tx.snapshot.findMany({ select: { id: true } }))
        secrets += await resealSnapshot(tx, id, old, next);
      const sessions = [
        await tx.consoleSession.deleteMany(),
        await tx.temporaryCredential.deleteMany(),
        await tx.personSession.deleteMany(),
        await tx.seat.deleteMany(),
      ].reduce((sum, { count }) => sum + count, 0);
      await tx.installation.updateMany({ data: { secretCheck: newSecretCheck(next) } });
      return { secrets, sessions };
    },
    { everything: 'alone' },
  );
}

/**
 * Rotates the key in the data folder. The new key is stored beside the old one before anything is encrypted with it. After an
 * interruption, one of the two therefore decrypts everything, and the next call completes the rotation.
 * @throws MaintenanceError
 */
export async function rotateKeyFile(database: Database, dataDir: string): Promise<Rotation> {
  const [file, nextFile] = [join(dataDir, KEY), join(dataDir, NEXT_KEY)];
  const started = await readFile(nextFile, 'utf8').catch(() => null);
  if (started !== null) {
    const installation = await database.reader.installation.findFirst();
    if (installation && opensSecretCheck(sealerOf(started.trim()), installation.secretCheck)) {
      await rename(nextFile, file);
      return { secrets: 0, sessions: 0 };
    }
    await rm(nextFile);
  }
  const from = (await readFile(file, 'utf8')).trim();
  const to = randomBytes(32).toString('base64url');
  await writeFile(nextFile, `${to}\n`, { mode: 0o600 });
  const rotation = await rotateKey(database, from, to).catch(async (error: unknown) => {
    await rm(nextFile, { force: true });
    throw error;
  });
  await rename(nextFile, file);
  return rotation;
}

type Row = Record<string, unknown>;
type Rows = {
  findMany(args: { select: object }): Promise<Row[]>;
  findUniqueOrThrow(args: { where: object; select: object }): Promise<Row>;
  update(args: { where: object; data: object; select: object }): Promise<unknown>;
};

function rowsIn(tx: Transaction, model: (typeof SEALED)[number]['model']): Rows {
  return Reflect.get(tx, delegateOf(model)) as Rows;
}

function resealed(cipher: unknown, purpose: string, old: Sealer, next: Sealer): string {
  return next.encrypt(purpose, old.decrypt(purpose, String(cipher)));
}

/**
 * Encrypts the secrets in a snapshot again, as in their tables.
 * @returns their number
 */
async function resealSnapshot(tx: Transaction, id: string, old: Sealer, next: Sealer): Promise<number> {
  const { data } = await tx.snapshot.findUniqueOrThrow({ where: { id }, select: { data: true } });
  const contents = await unpack(data);
  const tables: Record<string, readonly Row[]> = { ...contents.tables };
  let secrets = 0;
  for (const { model, column, purpose } of SEALED) {
    // A table may have several such columns.
    const rows = tables[model];
    // Snapshots contain nothing about people and classes.
    if (!rows) continue;
    tables[model] = rows.map((row) => {
      if (row[column] === null) return row;
      secrets += 1;
      return { ...row, [column]: resealed(row[column], purpose, old, next) };
    });
  }
  const packed = await pack({ ...contents, tables: tables as typeof contents.tables });
  await tx.snapshot.update({ where: { id }, data: { data: packed, size: packed.byteLength }, select: { id: true } });
  return secrets;
}
