import { splitArn } from '../../arn/parse-arn';
import { type ResourcePattern, resourcePattern, standsForNothing } from '../../match/match-resource';
import { NO_VARIABLES } from '../../match/template';
import type { CatalogAction, CatalogResourceType } from '../../validate/catalog';
import { askedResource } from '../model/ask-known';
import { contextOfFacts } from '../model/known-context';
import { literalCodes, type TextCodes } from '../text/codes';
import { overlaps } from '../text/compare';
import { type ActionIndex, isNoResource, noResourceType } from './action-index';
import { arnFormat, formatCodes, slashlessNames } from './arn-format';
import { resourceCodes } from './resource-codes';

/** Returns the positions of the resource types that an ARN or pattern belongs to. `*` belongs to actions without a resource. */
export function resourceTypesOfText(index: ActionIndex, resource: string): number[] {
  if (resource === '*') return index.types.filter(({ type }) => isNoResource(type)).map(({ position }) => position);
  const asked = askedResource(resource);
  const codes = asked.pattern ?? literalCodes(resource);
  const owner = { partition: partitionOf(resource), accountId: null };
  const found: number[] = [];
  for (const { position, format } of typesThatMayFit(index, serviceOf(resource))) {
    if (overlaps(codes, formatCodes(format, owner))) found.push(position);
  }
  return found;
}

/** Returns the service in an ARN if it is written out. */
function serviceOf(arn: string): string | null {
  const [, , service] = splitArn(arn) ?? [];
  return service !== undefined && /^[a-z0-9-]+$/.test(service) ? service : null;
}

type IndexedType = ActionIndex['types'][number];
const typesOfServices = new WeakMap<ActionIndex, Map<string, readonly IndexedType[]>>();

/** Returns the types that can match, without those of other services, so that few need to be compared. */
function typesThatMayFit(index: ActionIndex, service: string | null): readonly IndexedType[] {
  if (service === null) return index.types;
  const known = typesOfServices.get(index) ?? new Map<string, readonly IndexedType[]>();
  typesOfServices.set(index, known);
  const found = known.get(service);
  if (found !== undefined) return found;
  const fitting = index.types.filter(({ type }) => {
    const own = serviceOf(type.arn);
    return own === null || own === service;
  });
  // Only known services are cached, because questions can name any.
  if (fitting.some(({ type }) => serviceOf(type.arn) === service)) known.set(service, fitting);
  return fitting;
}

type Types = readonly CatalogResourceType[];
const slashless = new WeakMap<Types, ReadonlySet<string>>();
const formats = new WeakMap<CatalogResourceType, Map<string, TextCodes>>();

/** Returns the ARNs of a resource type for any account. `all` are the types of its service, which limit the names. */
function codesOfType(type: CatalogResourceType, all: Types, partition: string): TextCodes {
  const known = formats.get(type) ?? new Map<string, TextCodes>();
  formats.set(type, known);
  const found = known.get(partition);
  if (found !== undefined) return found;
  const names = slashless.get(all) ?? slashlessNames(all);
  slashless.set(all, names);
  const codes = formatCodes(arnFormat(type, names), { partition, accountId: null });
  known.set(partition, codes);
  return codes;
}

/** Tests whether a requested ARN or pattern can be of a type. `all` are the types of its service. */
export function canBeOfType(resource: string, type: CatalogResourceType, all: Types): boolean {
  return overlaps(askedResource(resource).pattern ?? literalCodes(resource), codesOfType(type, all, partitionOf(resource)));
}

const NOTHING_KNOWN = contextOfFacts({});

/** Tests whether a Resource entry can match a resource of a type, whatever its variables are. `all` are the types of its service. */
export function canMatchType(entry: ResourcePattern, type: CatalogResourceType, all: Types): boolean {
  // Without replaced variables the meaning is unknown.
  if (entry.pattern.kind === 'fixed' && standsForNothing(entry, NO_VARIABLES)) return true;
  const read = resourceCodes(entry, NOTHING_KNOWN);
  const [first] = entry.template;
  const partition = first?.kind === 'text' ? partitionOf(first.text) : 'aws';
  return read === null || overlaps(read.codes, codesOfType(type, all, partition));
}

/** Tests whether a Resource entry can match a call of an action without a resource. */
export function canMatchNoResource(entry: string, action: CatalogAction): boolean {
  return entry === '*' || canMatchType(resourcePattern(entry, true), noResourceType(action), []);
}

function partitionOf(resource: string): string {
  const partition = splitArn(resource)?.[1] ?? 'aws';
  return /[*?]/.test(partition) ? 'aws' : partition;
}
