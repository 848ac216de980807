'use client';

import { ArrowDown, ArrowUp, Trash2 } from 'lucide-react';
import { useRead } from '@/components/console/kit/use-read';
import { Button, IconButton } from '@/components/ui/button';
import { Combobox, Multiselect } from '@/components/ui/field/combobox';
import { Field } from '@/components/ui/field/field';
import { Input } from '@/components/ui/field/input';
import { Select } from '@/components/ui/field/select';
import { Textarea } from '@/components/ui/field/textarea';
import { LONGEST_NAME, RULE_DIMENSIONS } from '@/lib/billing/cost-category/limits';
import { LEFT_ORGANIZATION } from '@/lib/billing/cost-explorer/limits';
import { serviceName } from '@/lib/billing/service-names';
import { plural } from '@/lib/core/text/plural';
import { isZero } from '../../_components/amounts';
import { Money } from '../../_components/money';
import { billedAccountsQuery } from '../../queries';
import { type Costs, categoryValuesQuery, dimensionValuesQuery, tagKeysQuery, tagValuesQuery, unitsQuery } from '../queries';
import { type Condition, type DraftRule, newCondition, newRule, OPTIONS, type Option, type Subject } from './draft';
import { valueWords } from './rule-words';

type Period = { Start: string; End: string };
type RuleEditorProps = {
  rule: DraftRule;
  number: number;
  /** The month for suggested values. */
  period: Period;
  /** The other cost categories. */
  others: readonly string[];
  /** The costs that it matches in that month, if known. */
  costs: Costs['Rules'][number] | undefined;
  onChange: (rule: DraftRule) => void;
  onRemove: () => void;
  onUp: (() => void) | undefined;
  onDown: (() => void) | undefined;
};

const KINDS = [
  { value: 'conditions', label: 'Matching conditions' },
  { value: 'tag', label: 'Tag value' },
  { value: 'account', label: 'Account name' },
] as const;
const AS_JSON = { value: 'json', label: 'JSON expression' } as const;

/** One rule: its conditions, value and matched costs. */
export function RuleEditor({ rule, number, period, others, costs, onChange, onRemove, onUp, onDown }: RuleEditorProps) {
  const change = (kind: DraftRule['kind']) => {
    if (kind === 'tag') onChange({ id: rule.id, kind, key: '' });
    else if (kind === 'account') onChange({ id: rule.id, kind });
    else if (kind === 'conditions') onChange({ ...newRule(), id: rule.id });
  };
  return (
    <fieldset className="rounded-md border border-line p-3">
      <legend className="sr-only">Rule {number}</legend>
      <div className="flex flex-wrap items-end gap-3">
        <Field label={`Rule ${number}`} className="w-64 max-w-full">
          <Select value={rule.kind} options={rule.kind === 'json' ? [...KINDS, AS_JSON] : [...KINDS]} onValueChange={change} />
        </Field>
        {'value' in rule ? (
          <Field label="Value" className="w-56 max-w-full">
            <Input value={rule.value} maxLength={LONGEST_NAME} onValueChange={(value) => onChange({ ...rule, value })} />
          </Field>
        ) : null}
        <div className="ml-auto flex items-center gap-2">
          <Caught of={costs} />
          <IconButton label={`Move rule ${number} up`} disabledReason={onUp ? undefined : 'It is the first'} onClick={onUp}>
            <ArrowUp aria-hidden size={16} />
          </IconButton>
          <IconButton label={`Move rule ${number} down`} disabledReason={onDown ? undefined : 'It is the last'} onClick={onDown}>
            <ArrowDown aria-hidden size={16} />
          </IconButton>
          <IconButton label={`Remove rule ${number}`} onClick={onRemove}>
            <Trash2 aria-hidden size={16} />
          </IconButton>
        </div>
      </div>
      {rule.kind === 'conditions' ? (
        <div className="mt-3 space-y-2">
          {rule.conditions.map((condition, at) => (
            <ConditionEditor
              key={condition.id}
              condition={condition}
              name={`condition ${at + 1} of rule ${number}`}
              period={period}
              others={others}
              onChange={(next) =>
                onChange({ ...rule, conditions: rule.conditions.map((each) => (each.id === condition.id ? next : each)) })
              }
              onRemove={
                rule.conditions.length === 1
                  ? undefined
                  : () => onChange({ ...rule, conditions: rule.conditions.filter((each) => each.id !== condition.id) })
              }
            />
          ))}
          <Button size="sm" onClick={() => onChange({ ...rule, conditions: [...rule.conditions, newCondition()] })}>
            Add condition
          </Button>
        </div>
      ) : rule.kind === 'tag' ? (
        <div className="mt-3 max-w-96">
          <TagKey value={rule.key} period={period} onChange={(key) => onChange({ ...rule, key })} />
        </div>
      ) : rule.kind === 'json' ? (
        <Field
          label="Expression"
          className="mt-3"
          hint="The expression as in the API, with And, Or, Not, Dimensions, Tags and CostCategories."
        >
          <Textarea mono rows={8} value={rule.text} onChange={({ target }) => onChange({ ...rule, text: target.value })} />
        </Field>
      ) : null}
    </fieldset>
  );
}

/** Shows the matched costs, and those that earlier rules took. */
function Caught({ of }: { of: Costs['Rules'][number] | undefined }) {
  if (!of) return null;
  return (
    <p className="text-right text-ink-2 text-sm">
      Catches <Money amount={of.Amount} />
      {of.Accounts > 0 ? ` of ${plural(of.Accounts, 'account')}` : ''}
      {isZero(of.TakenBefore) ? null : (
        <span className="block">
          <Money amount={of.TakenBefore} /> more match earlier rules
        </span>
      )}
    </p>
  );
}

const subjectText = ({ type, key }: Subject) => `${type}:${key}`;

type ConditionEditorProps = {
  condition: Condition;
  name: string;
  period: Period;
  others: readonly string[];
  onChange: (condition: Condition) => void;
  onRemove: (() => void) | undefined;
};

function ConditionEditor({ condition, name, period, others, onChange, onRemove }: ConditionEditorProps) {
  const tags = useRead(tagKeysQuery(period));
  const keys = new Set([...(tags.data?.Tags ?? []), ...(condition.subject.type === 'TAG' ? [condition.subject.key] : [])]);
  const subjects: { subject: Subject; label: string }[] = [
    ...RULE_DIMENSIONS.map(({ name: key, label }) => ({ subject: { type: 'DIMENSION' as const, key }, label })),
    ...[...keys].map((key) => ({ subject: { type: 'TAG' as const, key }, label: `Tag ${key}` })),
    ...others.map((key) => ({ subject: { type: 'CATEGORY' as const, key }, label: `Cost category ${key}` })),
  ];
  const { subject, option } = condition;
  const isUnit = subject.key === 'ORGANIZATIONAL_UNIT';
  const options = OPTIONS.filter((each) =>
    each === 'is absent' ? subject.type !== 'DIMENSION' : !isUnit || each === 'is' || each === 'is not',
  );
  return (
    <div className="grid items-start gap-2 sm:grid-cols-[14rem_9rem_1fr_auto]">
      <Combobox
        required
        aria-label={`Dimension of ${name}`}
        value={subjectText(subject)}
        options={subjects.map((each) => ({ value: subjectText(each.subject), label: each.label }))}
        onValueChange={(text) => {
          const chosen = subjects.find((each) => subjectText(each.subject) === text);
          if (chosen) onChange({ ...condition, subject: chosen.subject, option: 'is', values: [] });
        }}
      />
      <Select
        aria-label={`Operator of ${name}`}
        value={option}
        options={options.map((value) => ({ value, label: value }))}
        onValueChange={(next: Option) => onChange({ ...condition, option: next })}
      />
      {option === 'is absent' ? (
        <span />
      ) : option === 'is' || option === 'is not' ? (
        <Values condition={condition} name={name} period={period} onChange={(values) => onChange({ ...condition, values })} />
      ) : (
        <Input
          aria-label={`Value of ${name}`}
          value={condition.values[0] ?? ''}
          onValueChange={(text) => onChange({ ...condition, values: text === '' ? [] : [text] })}
        />
      )}
      {onRemove ? (
        <IconButton label={`Remove ${name}`} onClick={onRemove}>
          <Trash2 aria-hidden size={16} />
        </IconButton>
      ) : null}
    </div>
  );
}

type ValuesProps = { condition: Condition; name: string; period: Period; onChange: (values: readonly string[]) => void };

/** Selects the values of a condition, with their names. */
function Values({ condition: { subject, values }, name, period, onChange }: ValuesProps) {
  const isUnit = subject.key === 'ORGANIZATIONAL_UNIT';
  const isAccount = subject.key === 'LINKED_ACCOUNT' || subject.key === 'LINKED_ACCOUNT_NAME';
  const isDimension = subject.type === 'DIMENSION' && !isUnit && !isAccount;
  const units = useRead({ ...unitsQuery(), enabled: isUnit });
  const accounts = useRead({ ...billedAccountsQuery(), enabled: isAccount });
  const dimensions = useRead({ ...dimensionValuesQuery(period, subject.key), enabled: isDimension });
  const tags = useRead({ ...tagValuesQuery(period, subject.key), enabled: subject.type === 'TAG' });
  const categories = useRead({ ...categoryValuesQuery(period, subject.key), enabled: subject.type === 'CATEGORY' });
  const found: { value: string; label: string }[] = isUnit
    ? [
        ...(units.data?.Units ?? []).map(({ Id, Name }) => ({ value: Id, label: Name })),
        { value: LEFT_ORGANIZATION, label: 'No longer in the organization' },
      ]
    : isAccount
      ? (accounts.data?.Accounts ?? []).map(({ AccountId, Name }) =>
          subject.key === 'LINKED_ACCOUNT'
            ? { value: AccountId, label: Name ? `${Name} (${AccountId})` : AccountId }
            : { value: Name, label: Name },
        )
      : subject.type === 'TAG'
        ? (tags.data?.Tags ?? []).filter((value) => value !== '').map((value) => ({ value, label: value }))
        : subject.type === 'CATEGORY'
          ? (categories.data?.CostCategoryValues ?? []).map((value) => ({ value, label: valueWords(value) }))
          : (dimensions.data?.DimensionValues ?? []).map(({ Value }) => ({
              value: Value,
              label: subject.key === 'SERVICE_CODE' ? serviceName(Value) : Value,
            }));
  const missing = values.filter((value) => !found.some((each) => each.value === value));
  return (
    <Multiselect
      aria-label={`Values of ${name}`}
      value={values}
      options={[...found, ...missing.map((value) => ({ value, label: value }))]}
      onValueChange={onChange}
    />
  );
}

function TagKey({ value, period, onChange }: { value: string; period: Period; onChange: (key: string) => void }) {
  const tags = useRead(tagKeysQuery(period));
  const keys = [...new Set([...(tags.data?.Tags ?? []), ...(value === '' ? [] : [value])])];
  return (
    <Field label="Tag" hint="Only active tags are listed. Usage without the tag goes on to the next rule.">
      <Combobox
        value={value === '' ? null : value}
        options={keys.map((key) => ({ value: key, label: key }))}
        onValueChange={(key) => onChange(key ?? '')}
      />
    </Field>
  );
}
