import { requestTagContext } from '../../core/authorization/context';
import { entityAlreadyExists } from '../../core/errors';
import { newIamId } from '../../core/ids';
import { type Check, defineOperation, type Scope } from '../../core/operation';
import { encrypt } from '../../core/secrets/secrets';
import { deleteTagsOf, readTags } from '../../core/tags';
import { filteredPage } from '../paging';
import { requireRoomFor } from '../quotas';
import { tagOperations } from '../tag-operations';
import { tagIamResource } from '../tags';
import { requireServerCertificate } from './documents';
import { ServerCertificate } from './resource';
import {
  CERTIFICATE_KEY,
  certificateCheck,
  findServerCertificate,
  requireServerCertificateRow,
  serverCertificateArn,
  toServerCertificate,
} from './rows';
import {
  DeleteServerCertificateInput,
  GetServerCertificateInput,
  ListServerCertificatesInput,
  UpdateServerCertificateInput,
  UploadServerCertificateInput,
} from './schema';

function alreadyExists(name: string, member: 'ServerCertificateName' | 'NewServerCertificateName') {
  return entityAlreadyExists(`The Server Certificate with name ${name} already exists.`, member);
}

/** Uploads a server certificate. The private key is stored encrypted and never returned. */
export const UploadServerCertificate = defineOperation({
  service: 'iam',
  name: 'UploadServerCertificate',
  access: 'Write',
  input: UploadServerCertificateInput,
  target: ({ ServerCertificateName }, scope) => findServerCertificate(scope, ServerCertificateName),
  checks: ({ ServerCertificateName, Path = '/', Tags }, scope) => {
    const resource = serverCertificateArn(scope, { path: Path, name: ServerCertificateName });
    const context = requestTagContext(Tags);
    const checks: Check[] = [{ action: 'iam:UploadServerCertificate', resource, context }];
    // AWS: tagging on creation needs permission to tag.
    if (Tags && Tags.length > 0) checks.push({ action: 'iam:TagServerCertificate', resource, context });
    return checks;
  },
  run: async (
    { ServerCertificateName: name, CertificateBody, CertificateChain, PrivateKey, Path = '/', Tags },
    scope,
    existing,
  ) => {
    const { db, accountId, now } = scope;
    const parts = { body: CertificateBody, key: PrivateKey, chain: CertificateChain };
    const expiresAt = requireServerCertificate(parts, now);
    if (existing) throw alreadyExists(name, 'ServerCertificateName');
    await requireRoomFor(db, ServerCertificate, { accountId });
    const row = await db.serverCertificate.create({
      data: {
        id: newIamId('ASCA'),
        accountId,
        name,
        nameKey: name.toLowerCase(),
        path: Path,
        body: CertificateBody.trim(),
        chain: CertificateChain?.trim() ?? null,
        keyCipher: encrypt(CERTIFICATE_KEY, PrivateKey),
        expiresAt,
        createdAt: now,
      },
    });
    if (Tags) await tagIamResource(db, row, Tags);
    return { ServerCertificateMetadata: toServerCertificate(scope, row), Tags };
  },
});

export const GetServerCertificate = defineOperation({
  service: 'iam',
  name: 'GetServerCertificate',
  access: 'Read',
  input: GetServerCertificateInput,
  target: ({ ServerCertificateName }, scope) => findServerCertificate(scope, ServerCertificateName),
  checks: ({ ServerCertificateName }, scope, row) =>
    certificateCheck('iam:GetServerCertificate', scope, row, ServerCertificateName),
  run: async ({ ServerCertificateName }, scope, target) => {
    const row = requireServerCertificateRow(target, ServerCertificateName);
    const tags = await readTags(scope.db, row.id);
    return {
      ServerCertificate: {
        ServerCertificateMetadata: toServerCertificate(scope, row),
        CertificateBody: row.body,
        CertificateChain: row.chain ?? undefined,
        Tags: tags.length > 0 ? tags : undefined,
      },
    };
  },
});

export const ListServerCertificates = defineOperation({
  service: 'iam',
  name: 'ListServerCertificates',
  access: 'List',
  input: ListServerCertificatesInput,
  checks: () => [{ action: 'iam:ListServerCertificates', resource: '*' }],
  run: async (input, scope: Scope) => {
    const { db, accountId } = scope;
    const prefix = input.PathPrefix ?? '/';
    const { items, ...page } = await filteredPage(
      `ListServerCertificates:${accountId}:${prefix}`,
      input,
      (after, take) => {
        const where = { accountId, path: { startsWith: prefix }, nameKey: { gt: after } };
        return db.serverCertificate.findMany({ where, orderBy: { nameKey: 'asc' }, take });
      },
      (row) => row.path.startsWith(prefix),
      (row) => row.nameKey,
    );
    return { ServerCertificateMetadataList: items.map((row) => toServerCertificate(scope, row)), ...page };
  },
});

export const UpdateServerCertificate = defineOperation({
  service: 'iam',
  name: 'UpdateServerCertificate',
  access: 'Write',
  input: UpdateServerCertificateInput,
  target: ({ ServerCertificateName }, scope) => findServerCertificate(scope, ServerCertificateName),
  checks: async ({ ServerCertificateName, NewPath, NewServerCertificateName }, scope, row) => {
    // AWS: the caller needs permission on both the current and the new ARN.
    const action = 'iam:UpdateServerCertificate';
    const checks = await certificateCheck(action, scope, row, ServerCertificateName);
    if (!row || (NewPath === undefined && NewServerCertificateName === undefined)) return checks;
    const renamed = { path: NewPath ?? row.path, name: NewServerCertificateName ?? row.name };
    return [...checks, { action, resource: serverCertificateArn(scope, renamed) }];
  },
  run: async ({ ServerCertificateName, NewPath, NewServerCertificateName }, scope, target) => {
    const row = requireServerCertificateRow(target, ServerCertificateName);
    const name = NewServerCertificateName ?? row.name;
    const other = await findServerCertificate(scope, name);
    if (other && other.id !== row.id) throw alreadyExists(name, 'NewServerCertificateName');
    const data = { name, nameKey: name.toLowerCase(), path: NewPath ?? row.path };
    await scope.db.serverCertificate.update({ where: { id: row.id }, data });
    return {};
  },
});

export const DeleteServerCertificate = defineOperation({
  service: 'iam',
  name: 'DeleteServerCertificate',
  access: 'Write',
  input: DeleteServerCertificateInput,
  target: ({ ServerCertificateName }, scope) => findServerCertificate(scope, ServerCertificateName),
  checks: ({ ServerCertificateName }, scope, row) =>
    certificateCheck('iam:DeleteServerCertificate', scope, row, ServerCertificateName),
  run: async ({ ServerCertificateName }, { db }, target) => {
    const { id } = requireServerCertificateRow(target, ServerCertificateName);
    await deleteTagsOf(db, [id]);
    await db.serverCertificate.delete({ where: { id } });
    return {};
  },
});

export const { TagServerCertificate, UntagServerCertificate, ListServerCertificateTags } = tagOperations(ServerCertificate);
