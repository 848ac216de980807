import { administersService } from '../../account/service-administration';
import { AwsError } from '../../core/errors';
import type { Check, Scope } from '../../core/operation';
import { quotas } from '../../core/quotas';
import { oneOf } from '../../core/text/lists';
import { storedJson } from '../../core/text/stored-json';
import type { Transaction } from '../../db/client';
import { ANALYZER_TYPES, type AnalyzerType, type Configuration, DEFAULT_AGE, type Filter } from './schema';

export const SERVICE = 'access-analyzer.amazonaws.com';

export type AnalyzerRow = NonNullable<Awaited<ReturnType<Transaction['analyzer']['findUnique']>>>;
export type ArchiveRule = { ruleName: string; filter: Filter; createdAt: string; updatedAt: string };

export function analyzerArn({ partition, region, accountId }: Place, name: string): string {
  return `arn:${partition}:access-analyzer:${region}:${accountId}:analyzer/${name}`;
}
type Place = { partition: string; region: string; accountId: string };

/** Returns the location of the caller's analyzers. */
export function placeOf({ partition, accountId, call }: Scope): Place {
  return { partition, accountId, region: call.region };
}

/** Finds the caller's analyzer by name in the Region of the call. */
export function findAnalyzer({ db, accountId, call }: Scope, name: string): Promise<AnalyzerRow | null> {
  return db.analyzer.findUnique({ where: { accountId_region_name: { accountId, region: call.region, name } } });
}

/** Finds the caller's analyzer by ARN. Returns null if it does not exist or belongs to another account. */
export async function findAnalyzerOf(scope: Scope, arn: string): Promise<AnalyzerRow | null> {
  const [, partition, , region, accountId, name] =
    /^arn:([^:]+):(access-analyzer):([^:]+):(\d{12}):analyzer\/([^/]+)$/.exec(arn) ?? [];
  if (partition !== scope.partition || accountId !== scope.accountId || !region || !name) return null;
  return scope.db.analyzer.findUnique({ where: { accountId_region_name: { accountId, region, name } } });
}

/** Builds the check of a call about an analyzer, whether or not it exists. */
export function analyzerCheck(action: string, arn: string, analyzer: AnalyzerRow | null, context?: Check['context']): Check[] {
  const resourceTags = Object.entries(analyzer ? tagsOf(analyzer) : {}).map(([Key, Value]) => ({ Key, Value }));
  return [{ action: `access-analyzer:${action}`, resource: arn, resourceTags, ...(context && { context }) }];
}

/** @throws AwsError ResourceNotFoundException */
export function requireAnalyzer(analyzer: AnalyzerRow | null, resourceId: string): AnalyzerRow {
  if (!analyzer) throw notFound(`The analyzer ${resourceId} cannot be found.`, resourceId, 'Analyzer');
  return analyzer;
}

export function notFound(message: string, resourceId: string, resourceType: string): AwsError {
  return new AwsError('ResourceNotFoundException', message, { resourceId, resourceType });
}

export function invalid(message: string, member?: string): AwsError {
  return new AwsError('ValidationException', message, { reason: 'other' }, { member });
}

export function tagsOf({ tags }: Pick<AnalyzerRow, 'tags'>): Record<string, string> {
  return storedJson<Record<string, string>>(tags);
}

/** @throws AwsError ValidationException */
export function requireRoomForTags(tags: Readonly<Record<string, string>>): void {
  const most = quotas().TagsPerResource;
  if (Object.keys(tags).length > most) throw invalid(`An analyzer can have ${most} tags.`, 'tags');
}

export function rulesOf({ archiveRules }: Pick<AnalyzerRow, 'archiveRules'>): ArchiveRule[] {
  return storedJson<ArchiveRule[]>(archiveRules);
}

export function isOfOrganization(type: string): boolean {
  return type.startsWith('ORGANIZATION');
}

export function isUnused(type: string): boolean {
  return type.endsWith('UNUSED_ACCESS');
}

/** Tests whether an analyzer is active. An organization's analyzer is active while its account administers the organization. */
export async function isActive({ db, account }: Pick<Scope, 'db' | 'account'>, analyzer: AnalyzerRow): Promise<boolean> {
  if (!isOfOrganization(analyzer.type)) return true;
  return account.organization?.id === analyzer.organizationId && administersService(db, account, SERVICE);
}

/** Returns the tracking period of an analyzer in days. @throws AwsError ValidationException for settings that are not supported */
export function ageOf(type: AnalyzerType, configuration: Configuration | undefined): number | null {
  if (configuration?.internalAccess) throw invalid('Internal access analyzers are not supported.', 'configuration');
  if (!isUnused(type)) {
    if (configuration?.unusedAccess) throw invalid(`An analyzer of the type ${type} has no unusedAccess.`, 'configuration');
    return null;
  }
  if (configuration?.unusedAccess?.analysisRule) throw invalid('Analysis rules are not supported.', 'configuration');
  return configuration?.unusedAccess?.unusedAccessAge ?? DEFAULT_AGE;
}

/** Describes an analyzer. Source: IAM Access Analyzer API Reference, "AnalyzerSummary". */
export async function toSummary(scope: Scope, analyzer: AnalyzerRow) {
  const { name, type, createdAt, unusedAccessAge, region, accountId } = analyzer;
  const active = await isActive(scope, analyzer);
  return {
    arn: analyzerArn({ partition: scope.partition, region, accountId }, name),
    name,
    type: oneOf(ANALYZER_TYPES, type),
    createdAt,
    tags: tagsOf(analyzer),
    status: active ? ('ACTIVE' as const) : ('DISABLED' as const),
    statusReason: active ? undefined : { code: reasonOf(scope, analyzer) },
    ...(unusedAccessAge !== null && { configuration: { unusedAccess: { unusedAccessAge } } }),
  };
}

function reasonOf({ account }: Scope, { organizationId }: AnalyzerRow) {
  return account.organization?.id === organizationId
    ? ('DELEGATED_ADMINISTRATOR_DEREGISTERED' as const)
    : ('ORGANIZATION_DELETED' as const);
}
