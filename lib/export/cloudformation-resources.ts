import { type Block, type Json, ownId, substituted, type TemplateResource, templatesOf } from './cloudformation-values';
import { withoutOrphansOfResource } from './document-principals';
import { exportedKindOf, nameOf, type ResourceState } from './kinds';
import type { Templating } from './kinds/kind';
import { Names } from './names';
import { inOrder } from './resource-state';

/** The templates of one Region. */
export type RegionTemplates = { region: string; texts: string[] };

/**
 * Returns CloudFormation templates (JSON) for an account's resources, by Region. CloudFormation can't express
 * the account's public access block, nor whether tags control access to a bucket.
 */
export function resourceTemplates(accountId: string, all: readonly ResourceState[], head: readonly string[]): RegionTemplates[] {
  const regions = [...new Set(all.map(({ region }) => region))].sort();
  return regions.flatMap((region) => {
    const names = new Names('');
    const made = inOrder(all.filter((each) => each.region === region)).flatMap((each) =>
      exportedKindOf(each).template(each, templating(each, names)),
    );
    const resources = made.map(([name, block]) => [name, { ...block, Properties: properties(block, accountId) }] as const);
    // CloudFormation refuses templates without resources.
    return resources.length === 0 ? [] : [{ region, texts: templatesOf(resources, head) }];
  });
}

const properties = ({ Properties }: TemplateResource, accountId: string) => substituted(Properties, ownId(accountId)) as Json;

function templating(resource: ResourceState, names: Names): Templating {
  const own = (type: string, suffix = '') => names.of('', `${type} ${nameOf(resource)} ${suffix}`.trim());
  const { document: text, note } = resource.policy === undefined ? { document: '' } : withoutOrphansOfResource(resource.policy);
  const document: unknown = text === '' ? undefined : JSON.parse(text);
  const Metadata = note === undefined ? {} : { Metadata: { Note: note } };
  const policy = (Type: string, Properties: Json): Block[] =>
    document === undefined ? [] : [[own(Type.slice(Type.lastIndexOf(':') + 1)), { Type, ...Metadata, Properties }]];
  return { document, note, Metadata, own, policy };
}
