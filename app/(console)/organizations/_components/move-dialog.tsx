'use client';

import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import { GuardrailPreview } from '@/app/(console)/_client/guardrail-preview/guardrail-preview';
import {
  type AccountNode,
  type InheritedPolicy,
  type ParentNode,
  type Part,
  pathOf,
  policiesAfterMove,
} from '@/app/(console)/organizations/_components/organization-nodes';
import { ConfirmDialog } from '@/components/console/kit/confirm-dialog';
import { useOperation } from '@/components/console/kit/use-operation';
import { useRead } from '@/components/console/kit/use-read';
import { ReadError } from '@/components/console/page/read-box';
import { TreeGrid } from '@/components/console/tree/tree-grid';
import { Skeleton } from '@/components/ui/skeleton';
import { whenKnown } from '@/lib/console/read-query';
import { moveAccounts } from '../actions';
import { NodeIcon } from '../node-icon';
import { nodeQuery } from '../queries';
import { PolicyChip } from './guardrail-chips';
import { allowsEverything } from './policy-types';
import { useAttached } from './use-organization';
import { useTree } from './use-tree';

type MoveDialogProps = {
  accounts: readonly AccountNode[];
  /** The ID of the root or OU on which the accounts were dropped. If absent, the dialog asks for it. */
  initialDestinationId?: string;
  onMoved?: () => void;
  onClose: () => void;
};

/**
 * Renders a dialog that moves accounts. It previews which guardrails start and stop applying and who gains or loses access. The success
 * message offers to move the accounts back.
 */
export function MoveDialog({ accounts, initialDestinationId, onMoved, onClose }: MoveDialogProps) {
  const [destinationId, setDestinationId] = useState<string | null>(initialDestinationId ?? null);
  const destination = useRead(whenKnown(destinationId, nodeQuery)).data;
  const moved = accounts.filter(({ ParentId }) => ParentId !== destinationId);
  const here = destinationId !== null && moved.length === 0;
  const moves =
    destinationId === null
      ? []
      : moved.map(({ Id, Name, ParentId }) => ({ id: Id, name: Name, from: ParentId, to: destinationId }));
  const name = namesOf(accounts);
  const back = useOperation(moveAccounts, { success: () => ({ text: `${namesOf(moved)} ${was(moved)} moved back.` }) });
  const moveBack = () => void back.run(moves.map((move) => ({ ...move, from: move.to, to: move.from })));
  const reasonNotYet = () => {
    if (destinationId === null) return accounts.length === 1 ? 'Choose where to move it' : 'Choose where to move them';
    if (here) return accounts.length === 1 ? 'It is already there' : 'They are already there';
    return destination ? undefined : 'Wait for the preview';
  };
  return (
    <ConfirmDialog
      size="lg"
      title={destination && !here ? `Move ${name} to ${destination.Node.Name}?` : `Move ${name}`}
      description={`Currently in ${placesOf(accounts)}. Preview. Nothing changes until you move ${accounts.length === 1 ? 'it' : 'them'}.`}
      confirmLabel={accounts.length === 1 ? 'Move account' : 'Move accounts'}
      harmless
      disabledReason={reasonNotYet()}
      flush
      action={moveAccounts}
      input={moves}
      success={{
        text: `${namesOf(moved)} ${was(moved)} moved to ${destination?.Node.Name ?? ''}.`,
        link: { label: 'Move back', onSelect: moveBack },
      }}
      onDone={onMoved}
      onClose={onClose}
    >
      {accounts.length > 1 ? <MovedAccounts accounts={accounts} /> : null}
      {initialDestinationId === undefined ? (
        <Destinations
          parentIds={new Set(accounts.map(({ ParentId }) => ParentId))}
          chosenId={destinationId}
          onChoose={setDestinationId}
        />
      ) : null}
      {destination && !here ? (
        <>
          <GuardrailsByMove accounts={moved} destination={destination} />
          <GuardrailPreview
            change={{ kind: 'move', accountIds: moved.map(({ Id }) => Id), destinationId: destination.Node.Id }}
          />
        </>
      ) : (
        <p className="px-4 py-4 text-ink-2">
          {here
            ? `The ${accounts.length === 1 ? 'account is' : 'accounts are'} already there.`
            : 'Choose the root or an OU to see what would change.'}
        </p>
      )}
    </ConfirmDialog>
  );
}

/** Returns the name of a single account, or the number of accounts. */
function namesOf(accounts: readonly AccountNode[]): string {
  const [first] = accounts;
  return first && accounts.length === 1 ? first.Name : `${accounts.length} accounts`;
}

function was(accounts: readonly AccountNode[]): string {
  return accounts.length === 1 ? 'was' : 'were';
}

function placesOf(accounts: readonly AccountNode[]): string {
  const places = [...new Set(accounts.map(({ Place }) => Place))];
  return places.length > 3 ? `${places.length} places` : places.join(' and ');
}

function MovedAccounts({ accounts }: { accounts: readonly AccountNode[] }) {
  return (
    <ul
      aria-label="Accounts to move"
      className="flex max-h-24 flex-wrap gap-x-4 gap-y-0.5 overflow-y-auto border-line border-b px-4 py-2"
    >
      {accounts.map(({ Id, Name }) => (
        <li key={Id}>
          {Name} <span className="font-mono text-ink-3 text-sm">{Id}</span>
        </li>
      ))}
    </ul>
  );
}

type DestinationsProps = {
  /** The IDs of the accounts' current parents. */
  parentIds: ReadonlySet<string>;
  chosenId: string | null;
  onChoose: (id: string) => void;
};

/** Renders the root and the OUs as a choice. */
function Destinations(props: DestinationsProps) {
  const read = useRead(nodeQuery());
  const root = read.data?.Node;
  if (read.error) return <ReadError read={read} what="the OUs of the organization" />;
  if (!root || root.Type === 'ACCOUNT') return <Skeleton className="h-40" />;
  return <UnitsTree {...props} root={root} />;
}

function UnitsTree({ root, parentIds, chosenId, onChoose }: DestinationsProps & { root: ParentNode }) {
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
        selectedIds={new Set(chosenId === null ? [] : [chosenId])}
        onSelect={onChoose}
        highlightedIds={parentIds}
        isOpen={tree.isOpen}
        onOpenChange={tree.onOpenChange}
        onMore={tree.onMore}
      />
    </div>
  );
}

function GuardrailsByMove({ accounts, destination }: { accounts: readonly AccountNode[]; destination: Part }) {
  const parents = [...new Set(accounts.map(({ ParentId }) => ParentId))];
  const reads = useQueries({ queries: parents.map((id) => nodeQuery(id)) });
  const sources = reads.flatMap(({ data }) => (data?.ok ? [pathOf(data.data)] : []));
  const to = pathOf(destination);
  const known = sources.length === parents.length;
  const { policiesOn } = useAttached(known ? [[...new Set([...sources.flat(), ...to].map(({ Id }) => Id))]] : []);
  if (!known || !policiesOn) return null;
  const { starts, stops } = policiesAfterMove(sources, to, policiesOn);
  return (
    <div className="grid border-line border-b sm:grid-cols-2 sm:divide-x sm:divide-line">
      <GuardrailList title="Start applying" entries={starts} none="No further guardrail." />
      <GuardrailList title="Stop applying" entries={stops} none="All current guardrails still apply." />
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
