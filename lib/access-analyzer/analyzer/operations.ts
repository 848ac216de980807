import { randomUUID } from 'node:crypto';
import { administersService } from '../../account/service-administration';
import { requestTagContext } from '../../core/authorization/context';
import { AwsError } from '../../core/errors';
import { type Check, defineOperation, type Scope } from '../../core/operation';
import { oneOf } from '../../core/text/lists';
import { plural } from '../../core/text/plural';
import { findRole } from '../../iam/role/rows';
import { CreateServiceLinkedRole } from '../../iam/service-linked-role/operations';
import { toRules } from '../archive-rules';
import { pageOfRows } from '../page';
import { MOST_OF_ACCOUNT, MOST_OF_ORGANIZATION } from './limits';
import {
  ageOf,
  analyzerArn,
  analyzerCheck,
  findAnalyzer,
  invalid,
  isOfOrganization,
  placeOf,
  requireAnalyzer,
  requireRoomForTags,
  SERVICE,
  toSummary,
} from './rows';
import {
  ANALYZER_TYPES,
  CreateAnalyzerInput,
  DeleteAnalyzerInput,
  GetAnalyzerInput,
  ListAnalyzersInput,
  UpdateAnalyzerInput,
} from './schema';

const ROLE = 'AWSServiceRoleForAccessAnalyzer';

/** Returns the check for creating the service's role, which the account's first analyzer does. */
async function roleChecks(scope: Scope): Promise<readonly Check[]> {
  if (await findRole(scope, ROLE)) return [];
  return CreateServiceLinkedRole.checks({ AWSServiceName: SERVICE }, scope, undefined);
}

/** Creates an analyzer of the account or its organization. Source: IAM Access Analyzer API Reference, "CreateAnalyzer". */
export const CreateAnalyzer = defineOperation({
  service: 'access-analyzer',
  name: 'CreateAnalyzer',
  access: 'Write',
  input: CreateAnalyzerInput,
  checks: async ({ analyzerName, tags = {} }, scope) => {
    const context = requestTagContext(Object.entries(tags).map(([Key, Value]) => ({ Key, Value })));
    return [
      ...analyzerCheck('CreateAnalyzer', analyzerArn(placeOf(scope), analyzerName), null, context),
      ...(await roleChecks(scope)),
    ];
  },
  run: async ({ analyzerName: name, type: asked, configuration, tags = {}, archiveRules = [] }, scope) => {
    const { db, account, accountId, now } = scope;
    const type = ANALYZER_TYPES.find((each) => each === asked);
    if (!type) throw invalid('Internal access analyzers are not supported.', 'type');
    requireRoomForTags(tags);
    const { region } = scope.call;
    const unusedAccessAge = ageOf(type, configuration);
    const ofOrganization = isOfOrganization(type);
    if (ofOrganization && !(await administersService(db, account, SERVICE))) {
      throw invalid(
        'Only the management account of an organization and its delegated administrator of IAM Access Analyzer can create an analyzer of the organization.',
        'type',
      );
    }
    if (await findAnalyzer(scope, name)) {
      const members = { resourceId: name, resourceType: 'Analyzer' };
      throw new AwsError('ConflictException', `An analyzer with the name ${name} already exists.`, members, {
        member: 'analyzerName',
      });
    }
    const most = ofOrganization ? MOST_OF_ORGANIZATION : MOST_OF_ACCOUNT;
    if ((await db.analyzer.count({ where: { accountId, region, type } })) >= most) {
      const members = { resourceId: name, resourceType: 'Analyzer' };
      throw new AwsError(
        'ServiceQuotaExceededException',
        `A Region can have ${plural(most, 'analyzer')} of the type ${type}.`,
        members,
      );
    }
    if (!(await findRole(scope, ROLE)))
      await CreateServiceLinkedRole.run({ AWSServiceName: SERVICE }, scope, undefined, undefined);
    await db.analyzer.create({
      data: {
        id: randomUUID(),
        accountId,
        organizationId: ofOrganization ? (account.organization?.id ?? null) : null,
        region,
        name,
        type,
        unusedAccessAge,
        tags: JSON.stringify(tags),
        archiveRules: JSON.stringify(toRules(archiveRules, now)),
        createdAt: now,
      },
    });
    return { arn: analyzerArn(placeOf(scope), name) };
  },
  touches: ({ type }, scope) => touched(type, scope),
});

/** Returns the accounts and organizations whose cached facts an analyzer of this type changes. */
function touched(type: string, { accountId, account: { organization } }: Scope) {
  return { accountIds: [accountId], organizationIds: organization && isOfOrganization(type) ? [organization.id] : [] };
}

export const GetAnalyzer = defineOperation({
  service: 'access-analyzer',
  name: 'GetAnalyzer',
  access: 'Read',
  input: GetAnalyzerInput,
  target: ({ analyzerName }, scope) => findAnalyzer(scope, analyzerName),
  checks: ({ analyzerName }, scope, analyzer) =>
    analyzerCheck('GetAnalyzer', analyzerArn(placeOf(scope), analyzerName), analyzer),
  run: async ({ analyzerName }, scope, found) => ({ analyzer: await toSummary(scope, requireAnalyzer(found, analyzerName)) }),
});

/** Deletes an analyzer with all of its findings. */
export const DeleteAnalyzer = defineOperation({
  service: 'access-analyzer',
  name: 'DeleteAnalyzer',
  access: 'Write',
  input: DeleteAnalyzerInput,
  target: ({ analyzerName }, scope) => findAnalyzer(scope, analyzerName),
  checks: ({ analyzerName }, scope, analyzer) =>
    analyzerCheck('DeleteAnalyzer', analyzerArn(placeOf(scope), analyzerName), analyzer),
  run: async ({ analyzerName }, { db }, found) => {
    const { id } = requireAnalyzer(found, analyzerName);
    await db.analyzerFinding.deleteMany({ where: { analyzerId: id } });
    await db.analyzer.delete({ where: { id } });
  },
  touches: (_input, scope, analyzer) => touched(analyzer?.type ?? '', scope),
});

export const UpdateAnalyzer = defineOperation({
  service: 'access-analyzer',
  name: 'UpdateAnalyzer',
  access: 'Write',
  input: UpdateAnalyzerInput,
  target: ({ analyzerName }, scope) => findAnalyzer(scope, analyzerName),
  checks: ({ analyzerName }, scope, analyzer) =>
    analyzerCheck('UpdateAnalyzer', analyzerArn(placeOf(scope), analyzerName), analyzer),
  run: async ({ analyzerName, configuration }, { db }, found) => {
    const { id, type } = requireAnalyzer(found, analyzerName);
    const unusedAccessAge = ageOf(oneOf(ANALYZER_TYPES, type), configuration);
    await db.analyzer.update({ where: { id }, data: { unusedAccessAge } });
    return { configuration: unusedAccessAge === null ? undefined : { unusedAccess: { unusedAccessAge } } };
  },
});

export const ListAnalyzers = defineOperation({
  service: 'access-analyzer',
  name: 'ListAnalyzers',
  access: 'List',
  input: ListAnalyzersInput,
  checks: () => [{ action: 'access-analyzer:ListAnalyzers', resource: '*' }],
  run: async ({ type, ...asked }, scope) => {
    const { db, accountId, call } = scope;
    const where = { accountId, region: call.region, ...(type && { type }) };
    const rows = await db.analyzer.findMany({ where, orderBy: { name: 'asc' } });
    const { items, nextToken } = pageOfRows(rows, ['ListAnalyzers', accountId, call.region, type].join(':'), asked);
    const analyzers = [];
    for (const row of items) analyzers.push(await toSummary(scope, row));
    return { analyzers, nextToken };
  },
});
