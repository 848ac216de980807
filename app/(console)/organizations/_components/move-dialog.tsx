'use client';

import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import { EachDialog } from '@/app/(console)/_client/each-dialog';
import { GuardrailPreview } from '@/app/(console)/_client/guardrail-preview/guardrail-preview';
import { useEach } from '@/app/(console)/_client/use-each';
import {
  type AccountNode,
  type InheritedPolicy,
  type ParentNode,
  type Part,
  pathOf,
  policiesAfterMove,
  type UnitNode,
} from '@/app/(console)/organizations/_components/organization-nodes';
import { LOST, useRead } from '@/components/console/kit/use-read';
import { ReadError } from '@/components/console/page/read-box';
import { useFlash } from '@/components/console/shell/flashbar';
import { TreeGrid } from '@/components/console/tree/tree-grid';
import { Skeleton } from '@/components/ui/skeleton';
import { whenKnown } from '@/lib/console/read-query';
import type { AccountMove } from '@/lib/console/recipes/move-accounts';
import { plural } from '@/lib/core/text/plural';
import { moveAccounts } from '../actions';
import { NodeIcon } from '../node-icon';
import { diagramQuery, nodeQuery } from '../queries';
import { BudgetsByMove } from './budgets-by-move';
import { DeclarativePreview } from './declarative-preview';
import { accountsIn } from './moved-accounts';
import { PolicyChip } from './policy-chips';
import { allowsEverything } from './policy-types';
import { useAttached } from './use-organization';
import { useTree } from './use-tree';

type MoveDialogProps = {
  accounts: readonly AccountNode[];
  /** The OUs whose accounts are moved too, at any depth. */
  units?: readonly UnitNode[];
  /** The ID of the root or OU on which the accounts were dropped. If absent, the dialog asks for it. */
  initialDestinationId?: string;
  onMoved?: () => void;
  onClose: () => void;
};

type Moved = Pick<AccountNode, 'Id' | 'Name' | 'ParentId'>;

/**
 * Renders a dialog that moves accounts one after the other. One preview shows which guardrails start and stop applying, who gains or
 * loses access, which effective policies change, and which budgets count the accounts. A failure leaves the other accounts, and the
 * success message offers to move the accounts back.
 */
export function MoveDialog({ accounts: chosen, units = [], initialDestinationId, onMoved, onClose }: MoveDialogProps) {
  const diagram = useRead({ ...diagramQuery(), enabled: units.length > 0 });
  const accounts: readonly Moved[] = units.length > 0 ? accountsIn(chosen, units, diagram.data) : chosen;
  const [destinationId, setDestinationId] = useState<string | null>(initialDestinationId ?? null);
  const destination = useRead(whenKnown(destinationId, nodeQuery)).data;
  const moved = accounts.filter(({ ParentId }) => ParentId !== destinationId);
  const waiting = units.length > 0 && !diagram.data;
  const here = destinationId !== null && !waiting && moved.length === 0;
  const [one] = accounts;
  const name = accounts.length === 1 && one ? one.Name : `${accounts.length.toLocaleString('en')} accounts`;
  const moveBack = useMoveBack();
  const reasonNotYet = () => {
    if (waiting) return 'Wait for the accounts of the OUs';
    if (accounts.length === 0) return 'No account is selected';
    if (destinationId === null) return accounts.length === 1 ? 'Choose where to move it' : 'Choose where to move them';
    if (here) return accounts.length === 1 ? 'It is already there' : 'They are already there';
    return destination ? undefined : 'Wait for the preview';
  };
  const toMove = (account: Moved): AccountMove => ({
    id: account.Id,
    name: account.Name,
    from: account.ParentId,
    to: destinationId ?? '',
  });
  return (
    <EachDialog
      size="lg"
      title={destination && !here ? `Move ${name} to ${destination.Node.Name}?` : `Move ${name}`}
      description={`${placeOf(chosen, units)} Preview. Nothing changes until you move ${accounts.length === 1 ? 'it' : 'them'}.`}
      noun="accounts"
      items={moved}
      nameOf={({ Name }) => Name}
      action={moveAccounts}
      callOf={toMove}
      submitLabel={accounts.length === 1 ? 'Move account' : 'Move accounts'}
      disabledReason={reasonNotYet()}
      done={(count) =>
        count === 1 && moved.length === 1
          ? `${moved[0]?.Name} was moved to ${destination?.Node.Name ?? ''}.`
          : `${plural(count, 'account')} ${count === 1 ? 'was' : 'were'} moved to ${destination?.Node.Name ?? ''}.`
      }
      undo={{ label: 'Move back', run: (done) => void moveBack(done.map(toMove)) }}
      onDone={onMoved}
      onClose={onClose}
    >
      <div className="-mx-5 -my-4">
        {diagram.error ? (
          <div className="p-4">
            <ReadError read={diagram} what="the accounts of the OUs" />
          </div>
        ) : null}
        {accounts.length > 1 ? <MovedAccounts accounts={accounts} /> : null}
        {initialDestinationId === undefined ? (
          <Destinations
            parentIds={new Set(accounts.map(({ ParentId }) => ParentId))}
            chosenId={destinationId}
            onChoose={setDestinationId}
          />
        ) : null}
        {destination && moved.length > 0 ? (
          <MovePreview
            ids={idsOf(moved, chosen, units)}
            parentIds={[...new Set(moved.map(({ ParentId }) => ParentId))]}
            destination={destination}
          />
        ) : (
          <p className="px-4 py-4 text-ink-2">
            {here
              ? `The ${accounts.length === 1 ? 'account is' : 'accounts are'} already there.`
              : 'Choose the root or an OU to see what would change.'}
          </p>
        )}
      </div>
    </EachDialog>
  );
}

/** Returns the ids for the previews: those of accounts, and of OUs in place of their accounts. */
function idsOf(moved: readonly Moved[], chosen: readonly AccountNode[], units: readonly UnitNode[]): string[] {
  if (units.length === 0) return moved.map(({ Id }) => Id);
  const own = new Set(chosen.map(({ Id }) => Id));
  return [...moved.flatMap(({ Id }) => (own.has(Id) ? [Id] : [])), ...units.map(({ Id }) => Id)];
}

/** Returns a function that moves accounts back to where they were, which outlives the dialog. */
function useMoveBack() {
  const flash = useFlash();
  const { run } = useEach<AccountMove, AccountMove>(moveAccounts);
  return async (moves: readonly AccountMove[]) => {
    const { done, failed, left, error } = await run(moves, (move) => ({ ...move, from: move.to, to: move.from }));
    const missing = failed.length + left.length;
    if (missing > 0) flash.error(failed[0]?.error ?? error ?? LOST, `${plural(missing, 'account')} could not be moved back.`);
    else if (moves.length === 1) flash.success(`${moves[0]?.name} was moved back.`);
    else flash.success(`${plural(done, 'account')} were moved back.`);
  };
}

function placeOf(accounts: readonly AccountNode[], units: readonly UnitNode[]): string {
  if (units.length > 0)
    return `AWS cannot move organizational units: the accounts of ${units.length === 1 ? (units[0]?.Name ?? '') : plural(units.length, 'OU')} are moved, and the OUs stay.`;
  const places = [...new Set(accounts.map(({ Place }) => Place))];
  return `Currently in ${places.length > 3 ? `${places.length} places` : places.join(' and ')}.`;
}

function MovedAccounts({ accounts }: { accounts: readonly Moved[] }) {
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

type MovePreviewProps = {
  /** The accounts and OUs to move. */
  ids: readonly string[];
  parentIds: readonly string[];
  destination: Part;
};

/** Renders everything that a move changes. */
function MovePreview({ ids, parentIds, destination }: MovePreviewProps) {
  const change = { kind: 'move' as const, accountIds: [...ids], destinationId: destination.Node.Id };
  const reads = useQueries({ queries: parentIds.map((id) => nodeQuery(id)) });
  const sources = reads.flatMap(({ data }) => (data?.ok ? [pathOf(data.data)] : []));
  const known = sources.length === parentIds.length;
  return (
    <>
      <GuardrailsByMove sources={known ? sources : null} destination={destination} />
      <GuardrailPreview change={change} />
      <section aria-label="Effective policies" className="border-line border-t">
        <h3 className="px-4 pt-3 font-semibold text-ink-3 text-sm">Effective policies</h3>
        <DeclarativePreview change={change} />
      </section>
      {known ? <BudgetsByMove sources={sources} to={pathOf(destination)} /> : null}
    </>
  );
}

type GuardrailsByMoveProps = {
  /** The paths from the root to the accounts' parents; null until they are known. */
  sources: readonly ReturnType<typeof pathOf>[] | null;
  destination: Part;
};

function GuardrailsByMove({ sources, destination }: GuardrailsByMoveProps) {
  const to = pathOf(destination);
  const { policiesOn } = useAttached(sources ? [[...new Set([...sources.flat(), ...to].map(({ Id }) => Id))]] : []);
  if (!sources || !policiesOn) return null;
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
