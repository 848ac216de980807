import { loadCatalog } from '@gatehouse/catalog/load-catalog';
import type { RequestContext } from '@gatehouse/policy/evaluate';
import { supportsKey } from '@gatehouse/policy/validate';
import { invalidInput } from '../core/errors';

/** What Gatehouse knows by itself; in lower case, and what ends with `*` stands for all that begins so. */
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

/** The keys that every call here has, as AWS spells them: given in another case they are still the same. */
const SPELLINGS = new Map(
  ['aws:SourceIp', 'aws:UserAgent', 'aws:SecureTransport', 'aws:RequestedRegion', 'aws:CurrentTime', 'aws:ViaAWSService'].map(
    (key) => [key.toLowerCase(), key],
  ),
);

/**
 * The condition keys that a question brings.
 * @param sessionKeys that the caller's session has by itself
 * @throws AwsError InvalidInput for those that are not the question's to say
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

/** Whether a key is for whoever asks to give; what is not is set by Gatehouse, or absent for good. */
export function canBeGiven(key: string): boolean {
  return !isOwn(key.toLowerCase());
}

/**
 * Whether calls of an action can carry a condition key: a key of a service stands among those of the action. Of actions and keys that the
 * catalog does not know nothing is said, nor of global keys: they may.
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

/** The same time in seconds. */
function timeOf(text: string | readonly string[] | undefined): RequestContext {
  if (text === undefined) return {};
  const time = typeof text === 'string' ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time)) throw invalidInput('context: aws:CurrentTime is not a time like 2026-03-01T12:00:00Z.');
  return { 'aws:EpochTime': String(Math.floor(time / 1000)) };
}

/** The one value of a key. */
export function oneValue(context: RequestContext, key: string): string | undefined {
  const value = context[key];
  return typeof value === 'string' ? value : value?.length === 1 ? value[0] : undefined;
}
