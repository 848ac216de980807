import { withLearned } from './learned-ids';
import type { Tag } from './tag';

export type Json = { [key: string]: unknown };
export type TemplateResource = { Type: string; Metadata?: Json; DependsOn?: string[]; Properties: Json };
/** A resource of a template, with its name there. */
export type Block = readonly [name: string, resource: TemplateResource];

/** AWS's quota of resources per template. */
export const MOST_RESOURCES = 500;

/** The resources of one template, with its other sections. */
export type TemplatePart = { resources: readonly Block[]; Parameters?: Json; Outputs?: Json };

/** Splits a list into lists of at most `size`, and at least one. */
export function inParts<Item>(items: readonly Item[], size: number): Item[][] {
  const parts: Item[][] = [];
  for (let from = 0; from < Math.max(items.length, 1); from += size) parts.push(items.slice(from, from + size));
  return parts;
}

/**
 * Returns templates (JSON) for resources in order: one, or several if there are more than 500.
 * @param head sentences for the description
 * @param sections sections of each template
 */
export function templatesOf(
  resources: readonly Block[],
  head: readonly string[],
  sections: Omit<TemplatePart, 'resources'> = {},
): string[] {
  return templatesOfParts(
    inParts(resources, MOST_RESOURCES).map((part) => ({ resources: part, ...sections })),
    head,
  );
}

/** Returns a template (JSON) for each part. */
export function templatesOfParts(parts: readonly TemplatePart[], head: readonly string[]): string[] {
  return parts.map(({ resources, Parameters, Outputs }, index) => {
    const here = new Set(resources.map(([name]) => name));
    const which = parts.length > 1 ? [`Part ${index + 1} of ${parts.length}.`] : [];
    // AWS allows 1,024 bytes.
    const Description = [...which, ...head].join(' ').slice(0, 1000);
    const Resources = Object.fromEntries(resources.map(([name, resource]) => [name, withDependencies(resource, here)]));
    const template = { AWSTemplateFormatVersion: '2010-09-09', Description, Parameters, Resources, Outputs };
    return `${JSON.stringify(template, null, 2)}\n`;
  });
}

/** Resources of earlier templates already exist. */
function withDependencies({ Type, DependsOn = [], ...resource }: TemplateResource, here: ReadonlySet<string>): Json {
  const own = DependsOn.filter((name) => here.has(name));
  return { Type, ...(own.length > 0 && { DependsOn: own }), ...resource };
}

/**
 * Replaces ids in a value with their CloudFormation references. In AWS, `${!` stands for `${`, which policies use for variables.
 * @param ids the references by id: names in the template, or `AWS::AccountId`
 */
export function substituted(value: unknown, ids: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') return substitutedText(value, ids);
  if (Array.isArray(value)) return value.map((item) => substituted(item, ids));
  // Names of resources in a template are never replaced.
  if (typeof value !== 'object' || value === null || 'Ref' in value) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, substituted(inner, ids)]));
}

function substitutedText(value: string, ids: ReadonlyMap<string, string>): unknown {
  const escaped = value.replaceAll('${', '${!');
  const text = withLearned(escaped, ids, (name) => `\${${name}}`);
  return text === escaped ? value : { 'Fn::Sub': text };
}

/** Returns the replaced ids of an account's template. */
export const ownId = (accountId: string) => new Map([[accountId, 'AWS::AccountId']]);

export function tagged(tags: readonly Tag[]): Json {
  return tags.length > 0 ? { Tags: tags } : {};
}
