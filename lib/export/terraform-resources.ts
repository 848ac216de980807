import { withoutOrphansOfResource } from './document-principals';
import { exportedKindOf, nameOf, type ResourceState } from './kinds';
import { blockArguments, type PublicAccessBlock } from './kinds/bucket';
import type { TerraformWriting } from './kinds/kind';
import { inOrder } from './resource-state';
import type { Tag } from './tag';
import type { Arguments, Expression, Value } from './terraform-values';

/** The parts of a configuration writer that resources need. */
export type ConfigurationWriter = {
  /** @returns the address of the written resource */
  resource(type: string, name: string, given: Arguments): string;
  comment(text: string): void;
  document(text: string): Expression;
  tags(tags: readonly Tag[]): Expression | undefined;
  /** Returns a reference if the resource is in the file, otherwise its ARN. */
  arnValue(arn: string): Value;
};

/** Writes an account's resources for the provider `hashicorp/aws` version 6 or later, each with its Region. */
export function writeResources(
  write: ConfigurationWriter,
  { publicAccessBlock, all }: { publicAccessBlock?: PublicAccessBlock; all: readonly ResourceState[] },
): void {
  if (publicAccessBlock) write.resource('aws_s3_account_public_access_block', 'account', blockArguments(publicAccessBlock));
  for (const resource of inOrder(all)) exportedKindOf(resource).terraform(resource, writing(write, resource));
}

function writing(write: ConfigurationWriter, resource: ResourceState): TerraformWriting {
  const { document, note } = resource.policy === undefined ? { document: '' } : withoutOrphansOfResource(resource.policy);
  if (note !== undefined) write.comment(note);
  const { region } = resource;
  const block: TerraformWriting['block'] = (type, given, { tagged, suffix = '' } = {}) => {
    const name = `${nameOf(resource)}_${suffix}`.replace(/_$/, '');
    return write.resource(type, name, { region, ...given, tags: tagged ? write.tags(resource.tags) : undefined });
  };
  return {
    ...{ document, block },
    policy: (type, of) => {
      if (document !== '') block(type, { ...of, policy: write.document(document) });
    },
    documentOf: (text) => write.document(text),
    comment: (text) => write.comment(text),
    arnValue: (arn) => write.arnValue(arn),
  };
}
