import { Fragment } from 'react';
import { type OrganizationNodes, pathTo } from '@/app/(console)/organizations/_components/organization-nodes';
import { TextLink } from '@/components/ui/text-link';
import { nodeHref } from './node-href';

/** Root › Workloads › Production, each a link; the node itself is left out. */
export function NodePath({ nodes, id }: { nodes: OrganizationNodes; id: string }) {
  return (
    <span>
      {pathTo(nodes, id)
        .slice(0, -1)
        .map((node, index) => (
          <Fragment key={node.id}>
            {index > 0 ? <span className="text-ink-3"> › </span> : null}
            <TextLink href={nodeHref(node)}>{node.name}</TextLink>
          </Fragment>
        ))}
    </span>
  );
}
