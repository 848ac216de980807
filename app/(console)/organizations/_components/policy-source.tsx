import type { NodeName } from '@/app/(console)/organizations/_components/organization-nodes';
import { TextLink } from '@/components/ui/text-link';
import { NodeIcon } from '../node-icon';
import { nodeHref } from './node-href';

/** Says at which level a policy of a node is attached. */
export function PolicySource({ level, node }: { level: NodeName; node: NodeName }) {
  if (level.Id === node.Id) return 'Attached directly';
  return (
    <span className="flex flex-wrap items-center gap-x-1.5">
      Inherited from
      <TextLink href={nodeHref(level)} className="inline-flex min-w-0 items-center gap-1">
        <NodeIcon type={level.Type} size={14} />
        <span className="max-w-48 truncate" title={level.Name}>
          {level.Name}
        </span>
      </TextLink>
    </span>
  );
}
