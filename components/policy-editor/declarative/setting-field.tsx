'use client';

import type { FormSetting, Scalar } from '@gatehouse/policy/organization';
import { useState } from 'react';
import { Checkbox } from '../../ui/field/checkbox';
import { Combobox, Multiselect } from '../../ui/field/combobox';
import { Field } from '../../ui/field/field';
import { Input } from '../../ui/field/input';
import { Select } from '../../ui/field/select';
import { Textarea } from '../../ui/field/textarea';
import { hintOf, wordsOf } from './field-hints';
import { textOfValue, valueOfText, valuesOfLines } from './field-values';
import { isAt, Kept, useFields } from './fields-context';
import { valuesToOffer } from './schema-at';

type SettingProps = { node: FormSetting; pattern: string; label?: string };

/** Renders a setting: its `@@assign` as a field, and its other operators as they are written. */
export function SettingField({ node, pattern, label: given }: SettingProps) {
  const { type, issues } = useFields();
  const hint = hintOf(type, pattern);
  const label = given ?? hint.label ?? wordsOf(node.name);
  const error = issues.find(({ path }) => isAt(path, node.path))?.message;
  if (node.unreadable !== null) return <Kept parts={[{ name: node.name, text: node.unreadable }]} />;
  const field =
    hint.asName !== undefined ? (
      <NameBox node={node} label={label} box={hint.asName} description={hint.description} error={error} />
    ) : node.schema.kind === 'single' ? (
      <SingleField node={node} label={label} description={hint.description} error={error} />
    ) : (
      <ListField node={node} label={label} specify={hint.specify} description={hint.description} error={error} />
    );
  if (node.kept.length === 0) return field;
  return (
    <div className="space-y-2">
      {field}
      <Kept parts={node.kept} />
    </div>
  );
}

type FieldProps = { node: FormSetting; label: string; description: string | undefined; error: string | undefined };

function useSetting({ path, schema, values }: FormSetting) {
  const { make, readOnly } = useFields();
  return {
    readOnly,
    assign: (next: readonly Scalar[]) => make([{ kind: 'assign', path, values: next, single: schema.kind === 'single' }]),
    unassign: () => values !== null && make([{ kind: 'unassign', path }]),
  };
}

/** Renders a setting that repeats the name of its entry, as the tag key does with its capitalization. */
function NameBox({ node, label, box, description, error }: FieldProps & { box: string }) {
  const { readOnly, assign, unassign } = useSetting(node);
  const name = node.path.at(-2) ?? '';
  return (
    <Field group label={label} error={error}>
      <Checkbox
        label={box}
        description={description}
        checked={node.values !== null}
        disabled={readOnly}
        onCheckedChange={(checked) => void (checked ? assign([name]) : unassign())}
      />
    </Field>
  );
}

const UNSET = '';

function SingleField({ node, label, description, error }: FieldProps) {
  const { readOnly, assign, unassign } = useSetting(node);
  const { value: schema } = node.schema;
  const old = node.values?.[0];
  const text = textOfValue(old);
  const change = (next: string) => void (next === UNSET ? unassign() : assign([valueOfText(schema, next, old)]));
  const offered = schema.kind === 'choice' || schema.kind === 'boolean' ? valuesToOffer(schema) : [];
  const unknown = text !== UNSET && !offered.includes(text) ? [text] : [];
  return (
    <Field label={label} description={description} error={error}>
      {offered.length > 0 ? (
        <Select
          value={text}
          onValueChange={change}
          disabled={readOnly}
          options={[{ value: UNSET, label: 'Not set' }, ...[...offered, ...unknown].map((value) => ({ value, label: value }))]}
        />
      ) : (
        <Input
          value={text}
          readOnly={readOnly}
          spellCheck={false}
          autoComplete="off"
          inputMode={schema.kind === 'integer' ? 'numeric' : undefined}
          onChange={(event) => change(event.target.value)}
        />
      )}
    </Field>
  );
}

function ListField({ node, label, specify, description, error }: FieldProps & { specify: string | undefined }) {
  const { readOnly, assign, unassign } = useSetting(node);
  const { values } = node;
  return (
    <fieldset className="space-y-2">
      <legend className="font-medium">{label}</legend>
      <Checkbox
        label={specify ?? 'Set these values'}
        checked={values !== null}
        disabled={readOnly}
        onCheckedChange={(checked) => void (checked ? assign([]) : unassign())}
      />
      {values === null ? null : <ValuesField node={node} values={values} label={label} description={description} error={error} />}
    </fieldset>
  );
}

function ValuesField({ node, values, label, description, error }: FieldProps & { values: readonly Scalar[] }) {
  const { readOnly, assign } = useSetting(node);
  const { value: schema } = node.schema;
  const offered = valuesToOffer(schema);
  const toOption = (value: string) => ({ value, label: value });
  if (schema.kind === 'choice' || schema.kind === 'region') {
    return (
      <Field label={<ValuesLabel of={label} />} description={description} error={error}>
        <Multiselect
          options={offered.map(toOption)}
          value={values.map(textOfValue)}
          disabled={readOnly}
          onValueChange={(next) => void assign(next)}
        />
      </Field>
    );
  }
  const left = offered.filter((value) => !values.includes(value));
  return (
    <div className="space-y-2">
      <Field label={<ValuesLabel of={label} />} description={description ?? 'One value per line.'} error={error}>
        <Lines
          values={values.map(textOfValue)}
          readOnly={readOnly}
          onLines={(lines) => void assign(valuesOfLines(schema, lines, values))}
        />
      </Field>
      {readOnly || left.length === 0 ? null : (
        <Combobox
          aria-label={`Add to ${label}`}
          placeholder="Add a value of the list"
          options={left.map(toOption)}
          value={null}
          onValueChange={(value) => void (value !== null && assign([...values, value]))}
        />
      )}
    </div>
  );
}

/** The group around the field shows its label. */
function ValuesLabel({ of }: { of: string }) {
  return (
    <>
      Values<span className="sr-only"> of {of}</span>
    </>
  );
}

type LinesProps = { values: readonly string[]; readOnly: boolean; onLines: (lines: string) => void };

/** Renders values as lines. An empty line stays while it is typed. */
function Lines({ values, readOnly, onLines }: LinesProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const written = values.join('\n');
  const typed = draft?.split('\n').flatMap((line) => line.trim() || []);
  const shown = draft !== null && typed?.join('\n') === written ? draft : written;
  return (
    <Textarea
      rows={Math.min(8, Math.max(2, shown.split('\n').length))}
      value={shown}
      readOnly={readOnly}
      spellCheck={false}
      className="font-mono text-sm"
      onChange={(event) => {
        setDraft(event.target.value);
        onLines(event.target.value);
      }}
    />
  );
}
