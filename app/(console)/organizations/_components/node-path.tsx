import { Fragment } from 'react';
import type { NodeName } from '@/app/(console)/organizations/_components/organization-nodes';
import { TextLink } from '@/components/ui/text-link';
import { nodeHref } from './node-href';

/** Renders a path of links: Root › Workloads › Production. */
export function NodePath({ above }: { above: readonly NodeName[] }) {
  return (
    <span>
      {above.map((node, index) => (
        <Fragment key={node.Id}>
          {index > 0 ? <span className="text-ink-3"> › </span> : null}
          <TextLink href={nodeHref(node)}>{node.Name}</TextLink>
        </Fragment>
      ))}
    </span>
  );
}
