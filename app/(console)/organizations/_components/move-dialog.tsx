'use client';

import { useState } from 'react';
import { ConfirmDialog } from '@/app/(console)/_client/confirm-dialog';
import { useRead } from '@/app/(console)/_client/use-read';
import {
  type AccountNode,
  type InheritedPolicy,
  type ParentNode,
  type Part,
  pathOf,
  policiesAfterMove,
} from '@/app/(console)/organizations/_components/organization-nodes';
import { ReadError } from '@/components/console/page/read-box';
import { TreeGrid } from '@/components/console/tree/tree-grid';
import { Skeleton } from '@/components/ui/skeleton';
import { moveAccount } from '../actions';
import { NodeIcon } from '../node-icon';
import { nodeQuery } from '../queries';
import { PolicyChip } from './guardrail-chips';
import { GuardrailPreview } from './guardrail-preview';
import { allowsEverything } from './policy-types';
import { useAttached } from './use-organization';
import { useTree } from './use-tree';

type MoveDialogProps = {
  account: AccountNode;
  /** Where it was dropped. Absent: chosen in the dialog. */
  initialDestinationId?: string;
  onClose: () => void;
};

/** Moves an account, showing first which guardrails start and stop applying and who gains or loses access. */
export function MoveDialog({ account, initialDestinationId, onClose }: MoveDialogProps) {
  const [destinationId, setDestinationId] = useState<string | null>(initialDestinationId ?? null);
  const destination = useRead({ ...nodeQuery(destinationId ?? ''), enabled: destinationId !== null }).data;
  const here = destinationId === account.ParentId;
  const reasonNotYet = () => {
    if (destinationId === null) return 'Choose where to move it';
    if (here) return 'It is there already';
    return destination ? undefined : 'What it would change is being found out';
  };
  return (
    <ConfirmDialog
      size="lg"
      title={destination && !here ? `Move ${account.Name} to ${destination.Node.Name}?` : `Move ${account.Name}`}
      description={`Now in ${account.Place}. Preview: nothing is changed before you move it.`}
      confirmLabel="Move account"
      harmless
      disabledReason={reasonNotYet()}
      flush
      action={moveAccount}
      input={{ AccountId: account.Id, SourceParentId: account.ParentId, DestinationParentId: destinationId ?? '' }}
      success={`${account.Name} was moved to ${destination?.Node.Name ?? ''}.`}
      onClose={onClose}
    >
      {initialDestinationId === undefined ? (
        <Destinations parentId={account.ParentId} chosenId={destinationId} onChoose={setDestinationId} />
      ) : null}
      {destination && !here ? (
        <>
          <GuardrailsByMove account={account} destination={destination} />
          <GuardrailPreview change={{ kind: 'move', accountId: account.Id, destinationId: destination.Node.Id }} />
        </>
      ) : (
        <p className="px-4 py-4 text-ink-2">
          {here ? 'The account lies there already.' : 'Choose the root or a unit to see what would change.'}
        </p>
      )}
    </ConfirmDialog>
  );
}

type DestinationsProps = { parentId: string; chosenId: string | null; onChoose: (id: string) => void };

/** The root and the units, to choose one. */
function Destinations({ parentId, chosenId, onChoose }: DestinationsProps) {
  const read = useRead(nodeQuery());
  const root = read.data?.Node;
  if (read.error) return <ReadError read={read} what="the units of the organization" />;
  if (!root || root.Type === 'ACCOUNT') return <Skeleton className="h-40" />;
  return <UnitsTree root={root} parentId={parentId} chosenId={chosenId} onChoose={onChoose} />;
}

function UnitsTree({ root, parentId, chosenId, onChoose }: DestinationsProps & { root: ParentNode }) {
  const tree = useTree(root, { unitsOnly: true });
  return (
    <div className="max-h-64 overflow-y-auto border-line border-b">
      <TreeGrid
        label="Destinations"
        nameHeader="Destination"
        items={tree.items}
        name={(node) => node.Name}
        icon={(node) => <NodeIcon type={node.Type} />}
        columns={[{ id: 'id', header: 'ID', mono: true, cell: (node) => node.Id }]}
        selectedId={chosenId}
        onSelect={onChoose}
        highlightedIds={new Set([parentId])}
        isOpen={tree.isOpen}
        onOpenChange={tree.onOpenChange}
        onMore={tree.onMore}
      />
    </div>
  );
}

function GuardrailsByMove({ account, destination }: { account: AccountNode; destination: Part }) {
  const from = useRead(nodeQuery(account.Id)).data?.Above;
  const to = pathOf(destination);
  const { policiesOn } = useAttached(from ? [[...new Set([...from, ...to].map(({ Id }) => Id))]] : []);
  if (!from || !policiesOn) return null;
  const { starts, stops } = policiesAfterMove(from, to, policiesOn);
  return (
    <div className="grid border-line border-b sm:grid-cols-2 sm:divide-x sm:divide-line">
      <GuardrailList title="Start applying" entries={starts} none="No further guardrail." />
      <GuardrailList title="Stop applying" entries={stops} none="All guardrails of now stay." />
    </div>
  );
}

function GuardrailList({ title, entries, none }: { title: string; entries: readonly InheritedPolicy[]; none: string }) {
  const limiting = entries.filter(({ policy }) => !allowsEverything(policy.Id));
  return (
    <div className="px-4 py-3">
      <h3 className="font-semibold text-ink-3 text-sm">{title}</h3>
      {limiting.length === 0 ? (
        <p className="mt-1 text-ink-2">{none}</p>
      ) : (
        <ul className="mt-1 space-y-1">
          {limiting.map(({ policy, level }) => (
            <li key={`${policy.Id} ${level.Id}`} className="flex flex-wrap items-center gap-x-2">
              <PolicyChip policy={policy} />
              <span className="text-ink-3 text-sm">of {level.Name}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
