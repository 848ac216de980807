import { loadCatalog } from '@gatehouse/catalog/load-catalog';
import type { RequestContext } from '@gatehouse/policy/evaluate';
import { supportsKey } from '@gatehouse/policy/validate';
import { invalidInput } from '../core/errors';

/** The keys that Gatehouse sets itself, in lower case. A trailing `*` matches all keys with that beginning. */
const OWN_KEYS = [
  'aws:assumedroot',
  'aws:ec2instancesource*',
  'aws:epochtime',
  'aws:federatedprovider',
  'aws:multifactorauth*',
  'aws:principal*',
  'aws:resourceaccount',
  'aws:resourceorg*',
  'aws:resourcetag/*',
  'aws:sourceidentity',
  'aws:tokenissuetime',
  'aws:userid',
  'aws:username',
] as const;

/** The keys of every call in AWS's spelling, so that another case still matches. */
const SPELLINGS = new Map(
  ['aws:SourceIp', 'aws:UserAgent', 'aws:SecureTransport', 'aws:RequestedRegion', 'aws:CurrentTime', 'aws:ViaAWSService'].map(
    (key) => [key.toLowerCase(), key],
  ),
);

/**
 * Returns the condition keys of a question.
 * @param sessionKeys the keys that the caller's session sets
 * @throws AwsError InvalidInput for keys that a question cannot set
 */
export function givenContext(context: RequestContext, sessionKeys: readonly string[]): RequestContext {
  const own = new Set(sessionKeys.map((key) => key.toLowerCase()));
  const given = new Map<string, [key: string, value: string | readonly string[]]>();
  for (const [key, value] of Object.entries(context)) {
    const name = key.toLowerCase();
    if (isOwn(name) || own.has(name)) {
      const instead = name.startsWith('aws:resourcetag/') ? ' Tags of the resource go into resourceTags.' : '';
      throw invalidInput(`context: ${key} is set by Gatehouse, from what it knows of the caller and the resource.${instead}`);
    }
    if (given.has(name)) throw invalidInput(`context: ${key} is given twice.`);
    given.set(name, [SPELLINGS.get(name) ?? key, value]);
  }
  return { ...Object.fromEntries(given.values()), ...timeOf(given.get('aws:currenttime')?.[1]) };
}

/** Tests whether a question can set a key. Other keys are set by Gatehouse or never present. */
export function canBeGiven(key: string): boolean {
  return !isOwn(key.toLowerCase());
}

/**
 * Tests whether calls of an action can carry a condition key, by the catalog's keys of the action. Unknown actions, unknown keys and global
 * keys count as possible.
 */
export function mayCarry(action: string, key: string): boolean {
  const catalog = loadCatalog();
  const known = catalog.action(action);
  const named = catalog.conditionKey(key);
  if (!known || !named || catalog.isGlobalConditionKey(key)) return true;
  return supportsKey(catalog, known, named.key);
}

function isOwn(name: string): boolean {
  return OWN_KEYS.some((key) => (key.endsWith('*') ? name.startsWith(key.slice(0, -1)) : name === key));
}

/** Returns the same time in seconds. */
function timeOf(text: string | readonly string[] | undefined): RequestContext {
  if (text === undefined) return {};
  const time = typeof text === 'string' ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time)) throw invalidInput('context: aws:CurrentTime is not a time like 2026-03-01T12:00:00Z.');
  return { 'aws:EpochTime': String(Math.floor(time / 1000)) };
}

/** Returns a key's single value. */
export function oneValue(context: RequestContext, key: string): string | undefined {
  const value = context[key];
  return typeof value === 'string' ? value : value?.length === 1 ? value[0] : undefined;
}
