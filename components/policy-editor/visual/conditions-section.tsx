'use client';

import type { Catalog } from '@gatehouse/catalog/types';
import type { CatalogConditionKey } from '@gatehouse/policy/validate';
import { Plus } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Button } from '../../ui/button';
import { Combobox, type ComboboxOption } from '../../ui/field/combobox';
import { RemoveButton } from './actions-section';
import { useBlock } from './block-context';
import {
  exampleOf,
  familyOf,
  isAsked,
  keysFor,
  operatorName,
  operatorParts,
  operatorsFor,
  presence,
  type Qualifier,
  whenMissing,
} from './condition-choice';
import { LinkButton, Note, Section, SmallInput, SmallSelect } from './parts';

const QUALIFIERS: readonly { value: Qualifier; label: string }[] = [
  { value: '', label: 'No qualifier' },
  { value: 'ForAnyValue', label: 'Any value' },
  { value: 'ForAllValues', label: 'All values' },
];

const MFA = 'aws:MultiFactorAuthPresent';
const UNKNOWN: Pick<CatalogConditionKey, 'type' | 'multivalued'> = { type: 'String', multivalued: false };

/** The condition that already exists, so that another cannot become it. */
type RefusedCondition = { index: number; operator: string; key: string };

const familyKey = (key: string, catalog: Catalog | null) => catalog?.conditionKey(key);

/** The conditions of a statement, one per row, with the result for requests without the key. */
export function ConditionsSection() {
  const { block, catalog, effect, readOnly, make } = useBlock();
  const clauses = block.statement?.clauses ?? [];
  const member = block.statement?.condition?.member;
  const [draft, setDraft] = useState<string | null>(null);
  const [refused, setRefused] = useState<RefusedCondition | null>(null);
  const has = (key: string) => clauses.some((clause) => clause.key.toLowerCase() === key.toLowerCase());
  const addMfa = () =>
    make(
      effect === 'Allow'
        ? { kind: 'addCondition', operator: 'Bool', key: MFA, values: ['true'] }
        : { kind: 'addCondition', operator: 'BoolIfExists', key: MFA, values: ['false'] },
    );
  return (
    <Section
      title="Conditions"
      span={member ? { start: member.keySpan.start, end: member.value.span.end } : undefined}
      summary={
        <span className="text-ink-2 text-sm">
          {clauses.length === 0 ? 'none' : clauses.length === 1 ? '1' : `${clauses.length}, all must hold`}
        </span>
      }
      tools={
        readOnly ? null : (
          <>
            {has(MFA) ? null : (
              <LinkButton onClick={addMfa}>{effect === 'Allow' ? 'Only with MFA' : 'Unless with MFA'}</LinkButton>
            )}
            {has('aws:SourceIp') ? null : <LinkButton onClick={() => setDraft('aws:SourceIp')}>Source IP</LinkButton>}
            <LinkButton aria-expanded={draft !== null} onClick={() => setDraft(draft === null ? '' : null)}>
              Add condition
            </LinkButton>
          </>
        )
      }
    >
      {clauses.length > 0 ? (
        <ul aria-label="Conditions" className="mt-1.5 space-y-2">
          {clauses.map((clause, index) => {
            const known = catalog?.conditionKey(clause.key);
            const parts = operatorParts(clause.operator);
            if (!parts) return null;
            const { type, multivalued } = known ?? UNKNOWN;
            const set = (operator: string, key = clause.key, values?: readonly string[]) => {
              const others = clauses.filter((_, at) => at !== index);
              const taken = isAsked(others, operator, key);
              setRefused(taken ? { index, operator, key } : null);
              if (!taken) make({ kind: 'setCondition', index, operator, key, ...(values ? { values } : {}) }, key !== clause.key);
            };
            const not = refused?.index === index ? refused : null;
            const values = clause.values.map(({ text }) => text);
            const missing = whenMissing(effect, clause.operator, values);
            const fitting = operatorsFor(type);
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: a condition is its place: what is typed in one must not move the focus
              <li key={index}>
                <div className="flex flex-wrap items-center gap-1.5">
                  <SmallInput
                    aria-label={`Key of condition ${index + 1}`}
                    value={not?.key ?? clause.key}
                    readOnly={readOnly}
                    className="flex-1 basis-44 font-mono text-xs"
                    onChange={(event) => set(clause.operator, event.currentTarget.value)}
                    onBlur={() => setRefused(null)}
                  />
                  {multivalued || parts.qualifier !== '' ? (
                    <SmallSelect
                      aria-label={`Qualifier of ${clause.key}`}
                      value={parts.qualifier}
                      disabled={readOnly}
                      options={QUALIFIERS}
                      onValueChange={(qualifier) => set(operatorName({ ...parts, qualifier }))}
                    />
                  ) : null}
                  <SmallSelect
                    aria-label={`Operator of ${clause.key}`}
                    value={parts.base}
                    disabled={readOnly}
                    options={[...new Set([...fitting, parts.base])].map((value) => ({ value, label: value }))}
                    onValueChange={(base) => {
                      const toFlag = base === 'Null' || base === 'Bool';
                      const fits = !toFlag || values.every((value) => value === 'true' || value === 'false');
                      set(operatorName({ ...parts, base }), clause.key, fits ? undefined : ['true']);
                    }}
                  />
                  {parts.base === 'Null' ? null : (
                    <label className="flex h-7 items-center gap-1.5 whitespace-nowrap text-ink-2 text-sm">
                      <input
                        type="checkbox"
                        className="tick"
                        checked={parts.ifExists}
                        disabled={readOnly}
                        onChange={() => set(operatorName({ ...parts, ifExists: !parts.ifExists }))}
                      />
                      if exists
                    </label>
                  )}
                  {readOnly ? null : (
                    <RemoveButton
                      label={`Remove the condition on ${clause.key}`}
                      onClick={() => make({ kind: 'removeCondition', index })}
                    />
                  )}
                </div>
                <Values
                  index={index}
                  clauseKey={clause.key}
                  values={values}
                  flag={parts.base === 'Bool' || parts.base === 'Null'}
                  list={clause.node.kind === 'array'}
                  example={known ? exampleOf(known) : 'value'}
                />
                {not ? (
                  <div role="alert">
                    <Note kind="warning">
                      Another condition on {not.operator} of {not.key} already exists. Add the value there.
                    </Note>
                  </div>
                ) : null}
                <Note>
                  {missing} {presence(clause.key)}
                </Note>
              </li>
            );
          })}
        </ul>
      ) : null}
      {draft !== null && !readOnly ? <ConditionDraft key={draft} begin={draft} onDone={() => setDraft(null)} /> : null}
    </Section>
  );
}

type ValuesProps = {
  index: number;
  clauseKey: string;
  values: readonly string[];
  /** A value that is true or false. */
  flag: boolean;
  list: boolean;
  example: string;
};

function Values({ index, clauseKey, values, flag, list, example }: ValuesProps) {
  const { readOnly, make } = useBlock();
  const [fresh, setFresh] = useState<string | null>(null);
  const add = () => {
    if (fresh) make({ kind: 'addValue', index, value: fresh });
    setFresh(null);
  };
  return (
    <div className="mt-1.5 flex flex-wrap items-center gap-1.5 pl-3">
      <span className="text-ink-3 text-sm">{values.length > 1 ? 'one of' : 'value'}</span>
      {values.map((value, at) =>
        flag ? (
          <SmallSelect
            // biome-ignore lint/suspicious/noArrayIndexKey: a value is its place
            key={at}
            aria-label={`Value ${at + 1} of ${clauseKey}`}
            value={value}
            disabled={readOnly}
            options={[...new Set(['true', 'false', value])].map((one) => ({ value: one, label: one }))}
            onValueChange={(to) => make({ kind: 'setValue', index, value: at, to })}
          />
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: a value is its place: what is typed in one must not move the focus
          <span key={at} className="flex min-w-0 items-center">
            <SmallInput
              aria-label={`Value ${at + 1} of ${clauseKey}`}
              placeholder={example}
              value={value}
              readOnly={readOnly}
              className="field-sizing-content min-w-24 font-mono text-xs"
              onChange={(event) => make({ kind: 'setValue', index, value: at, to: event.currentTarget.value }, true)}
            />
            {list && values.length > 1 && !readOnly ? (
              <RemoveButton label={`Remove the value ${value}`} onClick={() => make({ kind: 'removeValue', index, value: at })} />
            ) : null}
          </span>
        ),
      )}
      {flag || readOnly ? null : fresh === null ? (
        <LinkButton aria-label={`Add value of ${clauseKey}`} onClick={() => setFresh('')}>
          <Plus aria-hidden size={12} /> value
        </LinkButton>
      ) : (
        <SmallInput
          autoFocus
          aria-label={`New value of ${clauseKey}`}
          placeholder={example}
          value={fresh}
          className="field-sizing-content min-w-24 font-mono text-xs"
          onChange={(event) => setFresh(event.currentTarget.value)}
          onBlur={add}
          onKeyDown={(event) => {
            if (event.key === 'Enter') {
              event.preventDefault();
              add();
            }
            if (event.key === 'Escape') setFresh(null);
          }}
        />
      )}
    </div>
  );
}

/** A condition that is added to the document when it is complete. */
function ConditionDraft({ begin, onDone }: { begin: string; onDone: () => void }) {
  const { block, catalog, effect, make } = useBlock();
  const actions = block.statement?.action?.entries.map(({ text }) => text).join('\n') ?? '';
  const options = useMemo((): ComboboxOption[] => {
    if (!catalog) return [];
    const { own, global } = keysFor(catalog, actions === '' ? [] : actions.split('\n'));
    const toOption = (about: string) => (key: string) => {
      const known = catalog.conditionKey(key);
      return {
        value: key,
        label: key,
        description: `${known ? `${known.type}${known.multivalued ? ', several values' : ''}` : 'String'}. ${about}`,
      };
    };
    return [...own.map(toOption('For the selected actions.')), ...global.map(toOption('For all requests.'))];
  }, [catalog, actions]);
  const [key, setKey] = useState<string | null>(begin === '' ? null : begin);
  const [member, setMember] = useState('');
  const known = key === null ? undefined : familyKey(key, catalog);
  const { type, multivalued } = known ?? UNKNOWN;
  const fitting = operatorsFor(type);
  const [chosenBase, setBase] = useState<string | null>(null);
  const first = effect === 'Deny' && type === 'IPAddress' ? 'NotIpAddress' : (fitting[0] ?? 'StringEquals');
  const base = chosenBase !== null && fitting.includes(chosenBase) ? chosenBase : first;
  const [chosenQualifier, setQualifier] = useState<Qualifier | null>(null);
  const qualifier = chosenQualifier ?? (multivalued ? 'ForAnyValue' : '');
  const flag = base === 'Bool' || base === 'Null';
  const [text, setText] = useState('');
  const value = flag ? text || 'true' : text.trim();
  const family = key === null ? null : familyOf(key);
  const name = family === null ? key : `${family}${member.trim()}`;
  const operator = operatorName({ qualifier, base, ifExists: false });
  const isThere = name !== null && isAsked(block.statement?.clauses ?? [], operator, name);
  const why =
    key === null
      ? 'Choose a key'
      : family !== null && member.trim() === ''
        ? 'Enter the tag key'
        : value === ''
          ? 'Enter a value'
          : isThere
            ? 'Add the value to the existing condition'
            : undefined;
  const add = () => {
    if (why !== undefined || name === null) return;
    make({ kind: 'addCondition', operator, key: name, values: [value] });
    onDone();
  };
  return (
    <div className="mt-2 rounded-md border border-line border-dashed p-2">
      <div className="flex flex-wrap items-center gap-1.5">
        <Combobox
          aria-label="Condition key"
          placeholder="Choose a condition key"
          className="min-h-7 flex-1 basis-52"
          options={options}
          value={key}
          onValueChange={(next) => {
            setKey(next);
            setBase(null);
            setQualifier(null);
            setText('');
          }}
        />
        {family === null ? null : (
          <SmallInput
            aria-label="Tag key"
            placeholder="tag key"
            className="w-28 font-mono text-xs"
            value={member}
            onChange={(event) => setMember(event.currentTarget.value)}
          />
        )}
        {multivalued ? (
          <SmallSelect aria-label="Qualifier" value={qualifier} options={QUALIFIERS} onValueChange={setQualifier} />
        ) : null}
        <SmallSelect
          aria-label="Operator"
          value={base}
          options={fitting.map((one) => ({ value: one, label: one }))}
          onValueChange={setBase}
        />
        {flag ? (
          <SmallSelect
            aria-label="Value"
            value={value}
            options={[
              { value: 'true', label: 'true' },
              { value: 'false', label: 'false' },
            ]}
            onValueChange={setText}
          />
        ) : (
          <SmallInput
            aria-label="Value"
            placeholder={known ? exampleOf(known) : 'value'}
            className="min-w-28 flex-1 basis-28 font-mono text-xs"
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter') {
                event.preventDefault();
                add();
              }
            }}
          />
        )}
        <Button size="sm" disabledReason={why} onClick={add}>
          Add
        </Button>
        <LinkButton onClick={onDone}>Cancel</LinkButton>
      </div>
      {name === null || why === 'Enter the tag key' ? null : (
        <Note>
          {isThere
            ? `${name} already has a condition with ${operator}. Add the value there, or change it.`
            : `${whenMissing(effect, operator, [value])} ${presence(name)}`}
        </Note>
      )}
    </div>
  );
}
