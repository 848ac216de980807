import type { ReactNode } from 'react';
import { Checkbox } from '@/components/ui/field/checkbox';
import { Panel } from '@/components/ui/panel';
import type { AccessGraph } from '@/lib/access/graph/operations';
import {
  KIND_WORDS,
  NODE_KINDS,
  type NodeKind,
  RELATION_DASHES,
  RELATION_STROKES,
  RELATION_WORDS,
  RELATIONS,
  type Relation,
} from './relation-words';

type GraphFiltersProps = {
  graph: AccessGraph;
  hiddenKinds: ReadonlySet<NodeKind>;
  hiddenRelations: ReadonlySet<Relation>;
  onKinds: (hidden: ReadonlySet<NodeKind>) => void;
  onRelations: (hidden: ReadonlySet<Relation>) => void;
};

/** Selects the shown nodes and relations, with a legend. */
export function GraphFilters({ graph, hiddenKinds, hiddenRelations, onKinds, onRelations }: GraphFiltersProps) {
  const kinds = countOf(graph.Nodes.map(({ Kind }) => Kind));
  const relations = countOf(graph.Edges.map(({ Kind }) => Kind));
  return (
    <Panel title="Show">
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-2 xl:grid-cols-1">
        <fieldset>
          <legend className="mb-1 font-semibold">Lines</legend>
          {RELATIONS.filter((relation) => relations.has(relation)).map((relation) => (
            <Choice
              key={relation}
              shown={!hiddenRelations.has(relation)}
              onChange={(shown) => onRelations(toggled(hiddenRelations, relation, shown))}
              label={RELATION_WORDS[relation]}
              count={relations.get(relation) ?? 0}
              mark={<Stroke relation={relation} />}
            />
          ))}
        </fieldset>
        <fieldset>
          <legend className="mb-1 font-semibold">Nodes</legend>
          {NODE_KINDS.filter((kind) => kinds.has(kind)).map((kind) => (
            <Choice
              key={kind}
              shown={!hiddenKinds.has(kind)}
              onChange={(shown) => onKinds(toggled(hiddenKinds, kind, shown))}
              label={KIND_WORDS[kind]}
              count={kinds.get(kind) ?? 0}
            />
          ))}
        </fieldset>
      </div>
    </Panel>
  );
}

type ChoiceProps = { shown: boolean; onChange: (shown: boolean) => void; label: string; count: number; mark?: ReactNode };

function Choice({ shown, onChange, label, count, mark }: ChoiceProps) {
  return (
    <div className="flex items-center gap-2 py-0.5">
      <Checkbox
        checked={shown}
        onCheckedChange={onChange}
        label={
          <>
            {label} <span className="text-ink-3 tabular-nums">({count.toLocaleString('en')})</span>
          </>
        }
        className="min-w-0 flex-1"
      />
      {mark}
    </div>
  );
}

function Stroke({ relation }: { relation: Relation }) {
  const { color, width } = RELATION_STROKES[relation];
  return (
    <svg aria-hidden width={48} height={8} className="shrink-0">
      <line
        x1={0}
        x2={48}
        y1={4}
        y2={4}
        style={{ stroke: color, strokeWidth: width, strokeDasharray: RELATION_DASHES[relation] }}
      />
    </svg>
  );
}

function countOf<Kind>(kinds: readonly Kind[]): ReadonlyMap<Kind, number> {
  const counts = new Map<Kind, number>();
  for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}

function toggled<Kind>(hidden: ReadonlySet<Kind>, kind: Kind, shown: boolean): ReadonlySet<Kind> {
  return new Set(shown ? [...hidden].filter((each) => each !== kind) : [...hidden, kind]);
}
