'use client';

import {
  changeForm,
  type DeclarativeIssue,
  type DeclarativePolicyType,
  type FormMap,
  type FormNode,
  policyForm,
} from '@gatehouse/policy/organization';
import { type ComponentProps, useMemo, useState } from 'react';
import { Alert } from '../../ui/alert';
import { Button } from '../../ui/button';
import { ExpandableSection } from '../../ui/expandable-section';
import { AddEntry, EntryName } from './entry-fields';
import { hintOf, wordsOf } from './field-hints';
import { FieldsContext, isAt, Kept, useFields } from './fields-context';
import { SettingField } from './setting-field';

type DeclarativeFieldsProps = {
  type: DeclarativePolicyType;
  text: string;
  issues: readonly DeclarativeIssue[];
  readOnly?: boolean;
  onText: (text: string) => void;
};

/**
 * Renders a declarative policy as fields, by the syntax of its type. They assign values with `@@assign` and keep every other operator. While
 * the text has no form, the fields show the last one and are read-only.
 */
export function DeclarativeFields({ type, text, issues, readOnly = false, onText }: DeclarativeFieldsProps) {
  const read = useMemo(() => policyForm(type, text), [type, text]);
  const [last, setLast] = useState(read);
  if (read.ok && read !== last) setLast(read);
  const shown = read.ok ? read : last;
  const fields: ComponentProps<typeof FieldsContext>['value'] = {
    type,
    readOnly: readOnly || !read.ok,
    issues,
    make: (changes) => {
      const changed = changeForm(type, text, changes);
      if (changed !== null && changed !== text) onText(changed);
      return changed !== null;
    },
  };
  return (
    <FieldsContext value={fields}>
      <div className="space-y-4 px-4 py-4">
        {read.ok ? null : (
          <Alert kind="warning" title="The fields are read-only">
            Fix the JSON first: {read.message}
          </Alert>
        )}
        {shown.ok ? <MapFields node={shown.form} pattern={shown.form.name} /> : null}
      </div>
    </FieldsContext>
  );
}

/** Renders the settings of a map, then the maps in it, its entries, and what the fields keep. */
function MapFields({ node, pattern }: { node: FormMap; pattern: string }) {
  const { type, issues } = useFields();
  const hint = hintOf(type, pattern);
  const own = issues.filter(({ path }) => path.length === node.path.length && isAt(path, node.path));
  const settings = node.members.filter((each) => each.kind === 'setting');
  const maps = node.members.filter((each) => each.kind === 'map');
  const entryPattern = `${pattern}/*`;
  if (node.unreadable !== null) return <Kept parts={[{ name: node.name, text: node.unreadable }]} />;
  return (
    <div className="space-y-4">
      {hint.description ? <p className="text-ink-2 text-sm">{hint.description}</p> : null}
      {own.map(({ message }) => (
        <p key={message} className="text-deny text-sm">
          {message}
        </p>
      ))}
      {settings.map((each) => (
        <SettingField key={each.name} node={each} pattern={`${pattern}/${each.name}`} />
      ))}
      {maps.map((each) => (
        <MemberMap key={each.name} node={each} pattern={`${pattern}/${each.name}`} />
      ))}
      {node.entries.map((each, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the name of an entry changes while it is edited
        <Entry key={index} node={each} pattern={entryPattern} entry={hint.entry} />
      ))}
      {node.schema.entries ? <AddEntry map={node} entry={hint.entry} /> : null}
      <Kept parts={node.kept} />
    </div>
  );
}

/** Renders a map with a fixed name. It is open if the policy has it. */
function MemberMap({ node, pattern }: { node: FormMap; pattern: string }) {
  const { type, readOnly, make } = useFields();
  const label = hintOf(type, pattern).label ?? wordsOf(node.name);
  return (
    <ExpandableSection look="panel" title={label} defaultOpen={node.present} description={node.present ? undefined : 'Not set'}>
      <MapFields node={node} pattern={pattern} />
      {node.present && !readOnly ? (
        <Button
          size="sm"
          className="mt-4"
          aria-label={`Remove ${label}`}
          onClick={() => make([{ kind: 'remove', path: node.path }])}
        >
          Remove
        </Button>
      ) : null}
    </ExpandableSection>
  );
}

type EntryHint = ReturnType<typeof hintOf>['entry'];

function Entry({ node, pattern, entry }: { node: FormNode; pattern: string; entry: EntryHint }) {
  const { readOnly, make } = useFields();
  return (
    <section aria-label={node.name} className="space-y-4 rounded-lg border border-line bg-surface p-4">
      <div className="flex items-end gap-2">
        <EntryName node={node} entry={entry} />
        {readOnly ? null : (
          <Button
            aria-label={`Remove ${entry?.one ?? 'entry'} ${node.name}`}
            onClick={() => make([{ kind: 'remove', path: node.path }])}
          >
            Remove
          </Button>
        )}
      </div>
      {node.kind === 'map' ? (
        <MapFields node={node} pattern={pattern} />
      ) : (
        <SettingField node={node} pattern={pattern} label="Values" />
      )}
    </section>
  );
}
