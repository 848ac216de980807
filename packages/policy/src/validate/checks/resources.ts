import { isAccountId } from '../../arn/parse-arn';
import { RESOURCE_TYPES } from '../../services/resource-types';
import { type ArnParts, formatOf, splitPattern } from '../arn-pattern';
import type { CatalogResourceType, PolicyCatalog } from '../catalog';
import { at, atElement, type Check, type CheckContext, count, entryTexts, hasVariable, hasWildcard } from '../check';
import type { DraftElement, DraftEntry } from '../draft';
import { removeItems, replaceString } from '../edits';
import { covers, overlaps, toOpenPattern, toPattern } from '../patterns';
import { redundantEntries } from './actions';

/** AWS: "Amazon Resource Names (ARNs)": arn:partition:service:region:account:resource. */
const PARTITIONS = ['aws', 'aws-cn', 'aws-us-gov', 'aws-iso', 'aws-iso-b', 'aws-iso-e', 'aws-iso-f', 'aws-eusc'];

const AWS_OWNED = ['ssm', 'resource-explorer-2'];

const open = (text: string) => hasWildcard(text) || hasVariable(text);

function* resourceElements({ draft }: CheckContext): Iterable<DraftElement> {
  for (const { resource } of draft.statements) if (resource) yield resource;
}

function* resourceEntries(context: CheckContext): Iterable<DraftEntry> {
  for (const { entries } of resourceElements(context)) for (const entry of entries) if (entry.text !== '*') yield entry;
}

type Candidate = { entry: DraftEntry; arn: ArnParts; types: readonly CatalogResourceType[] };

const candidatesOf = new WeakMap<CheckContext, readonly Candidate[]>();

/** Returns entries with a literal, known service, and the resource types that the last part can be. */
function candidates(context: CheckContext, catalog: PolicyCatalog): readonly Candidate[] {
  const known = candidatesOf.get(context);
  if (known) return known;
  const found = [...findCandidates(context, catalog)];
  candidatesOf.set(context, found);
  return found;
}

function* findCandidates(context: CheckContext, catalog: PolicyCatalog): Iterable<Candidate> {
  for (const entry of resourceEntries(context)) {
    const arn = splitPattern(entry.text);
    const types = arn && !open(arn.service) && catalog.resourceTypesOfArn(arn.service.toLowerCase());
    if (!arn || !types) continue;
    const resource = toOpenPattern(arn.resource);
    yield { entry, arn, types: types.filter((type) => overlaps(resource, formatOf(type).resource)) };
  }
}

const isPlaceholder = (part: string) => part.includes('${') || part === '*';

/** Rewrites a part before the last one. */
function withPart(entry: DraftEntry, arn: ArnParts, part: Partial<ArnParts>, title: string) {
  const { partition, service, region, account, resource } = { ...arn, ...part };
  return { title, edits: [replaceString(entry.span, ['arn', partition, service, region, account, resource].join(':'))] };
}

export const RESOURCE_CHECKS: readonly Check[] = [
  {
    code: 'EMPTY_ARRAY_RESOURCE',
    findingType: 'SUGGESTION',
    needs: 'grammar',
    *run(context) {
      for (const resource of resourceElements(context)) {
        if (resource.node.kind !== 'array' || resource.node.items.length > 0) continue;
        yield {
          details: `${resource.name} lists no resources, so the statement does nothing. Name the resources.`,
          locations: [atElement(resource)],
        };
      }
    },
  },
  {
    code: 'INVALID_ARN_PREFIX',
    findingType: 'ERROR',
    needs: 'grammar',
    *run(context) {
      for (const entry of resourceEntries(context)) {
        if (/^arn(?::|$)/.test(entry.text) || (hasVariable(entry.text) && entry.text.startsWith('${'))) continue;
        // AWS: an API Gateway policy may name its own API as execute-api:/stage/method/path.
        if (context.kind === 'resource' && entry.text.startsWith('execute-api:/')) continue;
        yield { details: `"${entry.text}" is no ARN: it must start with arn: or be a single *.`, locations: [at(entry)] };
      }
    },
  },
  {
    code: 'MISSING_ARN_FIELD',
    findingType: 'ERROR',
    needs: 'grammar',
    *run(context) {
      for (const entry of resourceEntries(context)) {
        if (!/^arn(?::|$)/.test(entry.text) || splitPattern(entry.text)) continue;
        const details = `"${entry.text}" has fewer than the six parts of an ARN: arn:partition:service:region:account:resource.`;
        yield { details, locations: [at(entry)] };
      }
    },
  },
  {
    code: 'INVALID_PARTITION',
    findingType: 'ERROR',
    needs: 'grammar',
    *run(context) {
      for (const entry of resourceEntries(context)) {
        const arn = splitPattern(entry.text);
        if (!arn || open(arn.partition) || PARTITIONS.includes(arn.partition)) continue;
        yield {
          details: `"${arn.partition}" is not a partition. Use aws, aws-cn or aws-us-gov.`,
          locations: [at(entry)],
          fix: withPart(entry, arn, { partition: 'aws' }, 'Use the partition aws'),
        };
      }
    },
  },
  {
    code: 'INVALID_ARN_SERVICE_CASE',
    findingType: 'ERROR',
    needs: 'grammar',
    *run(context) {
      for (const entry of resourceEntries(context)) {
        const arn = splitPattern(entry.text);
        if (!arn || !/[A-Z]/.test(arn.service) || hasVariable(arn.service)) continue;
        const service = arn.service.toLowerCase();
        const fix = withPart(entry, arn, { service }, `Write ${service}`);
        yield {
          details: `The service in an ARN is all lower case: ${service}, not ${arn.service}.`,
          locations: [at(entry)],
          fix,
        };
      }
    },
  },
  {
    code: 'INVALID_ARN_RESOURCE',
    findingType: 'ERROR',
    needs: 'catalog',
    *run(context, catalog) {
      for (const { entry, arn, types } of candidates(context, catalog)) {
        if (types.length > 0) continue;
        yield { details: `"${arn.resource}" has the form of no resource of ${arn.service}.`, locations: [at(entry)] };
      }
    },
  },
  {
    code: 'INVALID_ARN_REGION',
    findingType: 'ERROR',
    needs: 'catalog',
    *run(context, catalog) {
      for (const { entry, arn, types } of candidates(context, catalog)) {
        if (arn.region === '' || open(arn.region) || catalog.isRegion(arn.region)) continue;
        const placed = types.map((type) => formatOf(type).region);
        // A fixed Region in a format (or `aws` in its place) is always right.
        if (placed.length === 0 || placed.every((region) => region === '') || placed.includes(arn.region)) continue;
        const region = arn.region.toLowerCase();
        const fix = withPart(entry, arn, { region }, `Write ${region}`);
        yield {
          details: `"${arn.region}" is not an AWS Region.`,
          locations: [at(entry)],
          ...(catalog.isRegion(region) ? { fix } : {}),
        };
      }
    },
  },
  {
    code: 'MISSING_ARN_REGION',
    findingType: 'ERROR',
    needs: 'catalog',
    *run(context, catalog) {
      for (const { entry, arn, types } of candidates(context, catalog)) {
        if (arn.region !== '' || types.length === 0 || types.some((type) => !isPlaceholder(formatOf(type).region))) continue;
        yield {
          details: `ARNs of ${arn.service} name a Region after the service, and this one does not.`,
          locations: [at(entry)],
          fix: withPart(entry, arn, { region: '*' }, 'Name every Region'),
        };
      }
    },
  },
  {
    code: 'ARN_REGION_NOT_ALLOWED',
    findingType: 'ERROR',
    needs: 'catalog',
    *run(context, catalog) {
      for (const { entry, arn, types } of candidates(context, catalog)) {
        if (arn.region === '' || arn.region === '*' || types.length === 0 || types.some((type) => formatOf(type).region !== ''))
          continue;
        yield {
          details: `ARNs of this resource of ${arn.service} name no Region.`,
          locations: [at(entry)],
          fix: withPart(entry, arn, { region: '' }, 'Remove the Region'),
        };
      }
    },
  },
  {
    code: 'INVALID_ARN_ACCOUNT',
    findingType: 'ERROR',
    needs: 'grammar',
    *run(context) {
      for (const entry of resourceEntries(context)) {
        const arn = splitPattern(entry.text);
        // AWS: resources that AWS owns (managed policies, public images, catalogs) have a word in place of the account.
        if (!arn || arn.account === '' || open(arn.account) || isAccountId(arn.account) || /^[a-z][a-z-]*$/.test(arn.account))
          continue;
        yield { details: `"${arn.account}" is not an account id: it has 12 digits.`, locations: [at(entry)] };
      }
    },
  },
  {
    code: 'ARN_ACCOUNT_NOT_ALLOWED',
    findingType: 'ERROR',
    needs: 'catalog',
    *run(context, catalog) {
      for (const { entry, arn, types } of candidates(context, catalog)) {
        if (
          arn.account === '' ||
          arn.account === '*' ||
          types.length === 0 ||
          types.some((type) => formatOf(type).account !== '')
        )
          continue;
        yield {
          details: `ARNs of this resource of ${arn.service} name no account.`,
          locations: [at(entry)],
          fix: withPart(entry, arn, { account: '' }, 'Remove the account'),
        };
      }
    },
  },
  {
    code: 'MISSING_ARN_ACCOUNT',
    findingType: 'ERROR',
    needs: 'catalog',
    *run(context, catalog) {
      for (const { entry, arn, types } of candidates(context, catalog)) {
        // AWS: documents, parameters and views that AWS owns have no account in their ARNs.
        if (
          AWS_OWNED.includes(arn.service) ||
          arn.account !== '' ||
          types.length === 0 ||
          types.some((type) => !isPlaceholder(formatOf(type).account))
        )
          continue;
        yield {
          details: `ARNs of this resource of ${arn.service} name the account that owns it, with 12 digits.`,
          locations: [at(entry)],
          fix: withPart(entry, arn, { account: '*' }, 'Name every account'),
        };
      }
    },
  },
  {
    code: 'WILDCARD_IN_SERVICE_NAME',
    findingType: 'SUGGESTION',
    needs: 'grammar',
    *run(context) {
      for (const entry of resourceEntries(context)) {
        const arn = splitPattern(entry.text);
        if (!arn || !hasWildcard(arn.service)) continue;
        const details = `A wildcard in the service of "${entry.text}" matches every service with a similar name, including future ones. Name the service.`;
        yield { details, locations: [at(entry)] };
      }
    },
  },
  {
    code: 'REDUNDANT_RESOURCE',
    findingType: 'SUGGESTION',
    needs: 'grammar',
    *run(context) {
      for (const resource of resourceElements(context)) {
        const redundant = redundantEntries(entryTexts(resource), readEntry, coversResource);
        if (redundant.size === 0) continue;
        const entries = [...redundant].flatMap((index) => resource.entries[index] ?? []);
        yield {
          details: `${count(redundant.size, 'entry').replace('entrys', 'entries')} of ${resource.name} can go, because other entries of the list cover the same resources.`,
          locations: entries.map(at),
          fix: { title: 'Remove what is covered', edits: removeItems(resource.node, redundant) },
        };
      }
    },
  },
  {
    code: 'UNSUPPORTED_RESOURCE_ARN_IN_POLICY',
    findingType: 'ERROR',
    needs: 'grammar',
    kinds: ['resource'],
    *run(context) {
      const { resourceType } = context.options;
      const service = resourceType && RESOURCE_TYPES[resourceType].service;
      if (!service) return;
      for (const entry of resourceEntries(context)) {
        const arn = splitPattern(entry.text);
        if (!arn || overlaps(toOpenPattern(arn.service), toPattern(service))) continue;
        yield {
          details: `A policy of a resource of type ${resourceType} cannot name resources of ${arn.service}.`,
          locations: [at(entry)],
        };
      }
    },
  },
];

type ReadEntry = { text: string; parts: ArnParts | undefined; isOpen: boolean };

function readEntry(text: string): ReadEntry {
  return { text, parts: splitPattern(text), isOpen: hasVariable(text) };
}

/** Compares part by part, because a star inside a part ends at the colon. */
function coversResource(narrow: ReadEntry, wide: ReadEntry): boolean {
  if (wide.text === '*' || wide.text === narrow.text) return true;
  const [n, w] = [narrow.parts, wide.parts];
  if (!n || !w || wide.isOpen) return false;
  const within = (part: keyof ArnParts) => covers(w[part], n[part]);
  return within('partition') && within('service') && within('region') && within('account') && within('resource');
}
