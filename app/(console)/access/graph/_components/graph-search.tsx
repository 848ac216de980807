'use client';

import { keepPreviousData } from '@tanstack/react-query';
import { useState } from 'react';
import { useSettled } from '@/app/(console)/_client/use-settled';
import { subjectsQuery } from '@/app/(console)/access/queries';
import { useRead } from '@/components/console/kit/use-read';
import { Combobox, type ComboboxOption } from '@/components/ui/field/combobox';
import { Field } from '@/components/ui/field/field';
import type { AccessGraphNode } from '@/lib/access/graph/operations';
import { kindOfNode } from './relation-words';

const TYPING_MS = 150;
const MOST_FOUND = 50;

type GraphSearchProps = {
  nodes: readonly AccessGraphNode[];
  selected: AccessGraphNode | undefined;
  /** Called with the ID of a node, or of a principal outside the graph. */
  onFind: (id: string | null) => void;
};

/** Finds a node by part of its name or ARN, and users and roles outside the graph. */
export function GraphSearch({ nodes, selected, onFind }: GraphSearchProps) {
  const [text, setText] = useState('');
  const typed = text.trim().toLowerCase();
  const settled = useSettled(text.trim(), TYPING_MS);
  const { data, stale } = useRead({
    ...subjectsQuery(settled, 'acting'),
    enabled: settled !== '',
    placeholderData: keepPreviousData,
  });
  const found = nodes.filter(({ Id, Name }) => [Id, Name].some((part) => part.toLowerCase().includes(typed)));
  const shown = new Set(found.map(({ Id }) => Id));
  const options: ComboboxOption[] = [
    ...found.slice(0, MOST_FOUND).map((node) => ({ value: node.Id, label: node.Name, description: kindOfNode(node) })),
    ...(typed === '' ? [] : (data?.Subjects ?? []))
      .filter(({ Arn }) => !shown.has(Arn))
      .map(({ Arn, Name }) => ({ value: Arn, label: Name, description: 'Not in this graph. Shows its relations' })),
  ];
  return (
    <Field label="Find" className="min-w-0 flex-1 basis-64">
      <Combobox
        options={options}
        value={selected?.Id ?? null}
        onValueChange={onFind}
        placeholder="Name or ARN"
        search={{
          onText: setText,
          busy: typed !== '' && (stale || settled !== text.trim()),
          more: found.length > MOST_FOUND || (data?.More ?? false),
          chosen: selected ? { value: selected.Id, label: selected.Name } : null,
        }}
      />
    </Field>
  );
}
