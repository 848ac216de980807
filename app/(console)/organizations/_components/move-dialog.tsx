'use client';

import { useState } from 'react';
import { ConfirmDialog } from '@/app/(console)/_client/confirm-dialog';
import type { AccountNode } from '@/app/(console)/organizations/_components/organization-nodes';
import {
  type InheritedPolicy,
  type OrganizationNode,
  type OrganizationNodes,
  type Overview,
  placeText,
  policiesAfterMove,
} from '@/app/(console)/organizations/_components/organization-nodes';
import { TreeGrid } from '@/components/console/tree/tree-grid';
import type { TreeItem } from '@/components/console/tree/tree-model';
import { moveAccount } from '../actions';
import { NodeIcon } from '../node-icon';
import { PolicyChip } from './guardrail-chips';
import { GuardrailPreview } from './guardrail-preview';
import { allowsEverything } from './policy-types';

type MoveDialogProps = {
  account: AccountNode;
  /** Where it was dropped. Absent: chosen in the dialog. */
  initialDestinationId?: string;
  nodes: OrganizationNodes;
  policies: readonly Overview[];
  onClose: () => void;
};

/** Moves an account, showing first which guardrails start and stop applying and who gains or loses access. */
export function MoveDialog({ account, initialDestinationId, nodes, policies, onClose }: MoveDialogProps) {
  const [destinationId, setDestinationId] = useState<string | null>(initialDestinationId ?? null);
  const destination = destinationId === null ? undefined : nodes.byId.get(destinationId);
  const here = destinationId === account.parentId;
  return (
    <ConfirmDialog
      size="lg"
      title={destination && !here ? `Move ${account.name} to ${destination.name}?` : `Move ${account.name}`}
      description={`Now in ${placeText(nodes, account.id)}. Preview: nothing is changed before you move it.`}
      confirmLabel="Move account"
      harmless
      disabledReason={!destination ? 'Choose where to move it' : here ? 'It is there already' : undefined}
      flush
      action={moveAccount}
      input={{ AccountId: account.id, SourceParentId: account.parentId, DestinationParentId: destinationId ?? '' }}
      success={`${account.name} was moved to ${destination?.name ?? 'its new place'}.`}
      onClose={onClose}
    >
      {initialDestinationId === undefined ? (
        <div className="max-h-64 overflow-y-auto border-line border-b">
          <TreeGrid
            label="Destinations"
            nameHeader="Destination"
            items={withoutAccounts(nodes.items)}
            name={(node) => node.name}
            icon={(node) => <NodeIcon kind={node.kind} />}
            columns={[{ id: 'id', header: 'ID', mono: true, cell: (node) => node.id }]}
            selectedId={destinationId}
            onSelect={setDestinationId}
            highlightedIds={new Set([account.parentId])}
          />
        </div>
      ) : null}
      {destination && !here ? (
        <>
          <GuardrailsByMove {...policiesAfterMove(nodes, policies, account.id, destination.id)} />
          <GuardrailPreview change={{ kind: 'move', accountId: account.id, destinationId: destination.id }} />
        </>
      ) : (
        <p className="px-4 py-4 text-ink-2">
          {here ? 'The account lies there already.' : 'Choose the root or a unit to see what would change.'}
        </p>
      )}
    </ConfirmDialog>
  );
}

function withoutAccounts(items: readonly TreeItem<OrganizationNode>[]): TreeItem<OrganizationNode>[] {
  return items
    .filter(({ data }) => data.kind !== 'account')
    .map((item) => ({ ...item, children: withoutAccounts(item.children ?? []) }));
}

function GuardrailsByMove({ starts, stops }: { starts: readonly InheritedPolicy[]; stops: readonly InheritedPolicy[] }) {
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
            <li key={`${policy.Id} ${level.id}`} className="flex flex-wrap items-center gap-x-2">
              <PolicyChip policy={policy} />
              <span className="text-ink-3 text-sm">of {level.name}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
