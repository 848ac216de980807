'use client';

import { keepPreviousData } from '@tanstack/react-query';
import { useState } from 'react';
import { useSettled } from '@/app/(console)/_client/use-settled';
import { FormPage } from '@/components/console/form/form-page';
import { useMissing } from '@/components/console/kit/use-missing';
import { useOperation } from '@/components/console/kit/use-operation';
import { useRead } from '@/components/console/kit/use-read';
import { EmptyState } from '@/components/console/page/empty-state';
import { PageHeader } from '@/components/console/page/page-header';
import { ReadBox, ReadError } from '@/components/console/page/read-box';
import { HelpLink } from '@/components/console/shell/help-panel';
import { Button, ButtonLink } from '@/components/ui/button';
import { Field } from '@/components/ui/field/field';
import { Input } from '@/components/ui/field/input';
import { Select } from '@/components/ui/field/select';
import { Panel } from '@/components/ui/panel';
import { LONGEST_NAME, MOST_SPLIT_CHARGES } from '@/lib/billing/cost-category/limits';
import { paths } from '@/lib/console/paths';
import { whenKnown } from '@/lib/console/read-query';
import { callAction } from '@/lib/console/session/shown-identity';
import { storedJson } from '@/lib/core/text/stored-json';
import type { BillingReader } from '../../_components/billing-reader';
import { monthLater, monthWords } from '../../_components/months';
import { NotActivated } from '../../_components/not-activated';
import { billsQuery } from '../../queries';
import { createCostCategory, previewCostCategory, updateCostCategory } from '../actions';
import { costCategoriesQuery, costCategoryQuery, type Definition } from '../queries';
import { CategoriesHelp } from './categories-help';
import { type Draft, definitionOf, draftOf, newId, newRule, valuesIn } from './draft';
import { RuleEditor } from './rule-editor';
import { SplitEditor } from './split-editor';
import { ValueCosts } from './value-costs';

const MONTHS_BACK = 12;
const RuleVersion = 'CostCategoryExpression.v1' as const;

/** Creates or edits a cost category. Shows the result for a month while it is edited. */
export function EditCategoryPage({ name, reader }: { name: string | undefined; reader: BillingReader }) {
  const categories = useRead({ ...costCategoriesQuery(), enabled: !reader.isShutOut });
  const bills = useRead({ ...billsQuery(), enabled: !reader.isShutOut });
  const arn = categories.data?.CostCategoryReferences.find(({ Name }) => Name === name)?.CostCategoryArn;
  const category = useRead(whenKnown(arn, costCategoryQuery));
  const current = bills.data?.CurrentMonth;
  const others = (categories.data?.CostCategoryReferences ?? []).map(({ Name }) => Name).filter((each) => each !== name);
  const shared = { others, ...(name !== undefined && { name }) };
  if (!reader.isShutOut && current !== undefined && name === undefined)
    return <Editor {...shared} current={current} first={{ rules: [newRule()], otherwise: '', splits: [] }} />;
  const stored = category.data?.CostCategory;
  if (!reader.isShutOut && current !== undefined && arn !== undefined && stored)
    return <Editor key={arn} {...shared} arn={arn} current={current} first={draftOf(stored as Definition)} />;
  return (
    <>
      <PageHeader
        title={name ?? 'Create cost category'}
        breadcrumbs={[{ label: 'Cost categories', href: paths.costCategories }]}
      />
      {reader.isShutOut ? (
        <NotActivated />
      ) : (
        <>
          <ReadError read={bills} what="the months of bills" />
          {name !== undefined && categories.data && arn === undefined ? (
            <Panel>
              <EmptyState
                title={`There is no cost category ${name}`}
                description="It may have been deleted."
                action={<ButtonLink href={paths.costCategories}>All cost categories</ButtonLink>}
              />
            </Panel>
          ) : arn === undefined ? (
            <ReadBox read={categories} what="the cost categories">
              {() => null}
            </ReadBox>
          ) : (
            <ReadBox read={category} what="the cost category">
              {() => null}
            </ReadBox>
          )}
        </>
      )}
    </>
  );
}

type EditorProps = { name?: string; arn?: string; others: readonly string[]; current: string; first: Draft };

function Editor({ name: stored, arn, others, current, first }: EditorProps) {
  const firstName = stored ?? '';
  const [name, setName] = useState(firstName);
  const [draft, setDraft] = useState(first);
  const [from, setFrom] = useState(current);
  const [month, setMonth] = useState(current);
  const missing = useMissing();
  const made = definitionOf(draft);
  const definition = 'definition' in made ? made.definition : null;
  const preview = usePreview(definition, month);
  const done = { goTo: () => paths.costCategory({ name: name.trim() }), handlesError: () => true };
  const create = useOperation(createCostCategory, {
    ...done,
    success: () => ({ text: `Cost category ${name.trim()} was created.` }),
  });
  const update = useOperation(updateCostCategory, {
    ...done,
    success: () => ({ text: `Cost category ${name} was saved.` }),
  });
  const problem = name.trim() === '' ? 'A cost category needs a name' : 'problem' in made ? made.problem : undefined;
  const save = () => {
    if (!definition) return;
    const given = { ...definition, RuleVersion, EffectiveStart: `${from}-01T00:00:00Z` };
    if (arn === undefined) void create.run({ Name: name.trim(), ...given });
    else void update.run({ CostCategoryArn: arn, ...given });
  };
  const months = Array.from({ length: MONTHS_BACK + 1 }, (_, back) => monthLater(current, -back));
  const options = months.map((value) => ({ value, label: monthWords(value) }));
  const values = valuesIn(draft);
  const period = { Start: `${month}-01`, End: `${monthLater(month, 1)}-01` };
  const put = (more: Partial<Draft>) => setDraft((before) => ({ ...before, ...more }));
  const moved = (at: number, by: number) => {
    const rules = [...draft.rules];
    const [rule] = rules.splice(at, 1);
    if (rule) rules.splice(at + by, 0, rule);
    put({ rules });
  };
  return (
    <>
      <FormPage
        title={stored === undefined ? 'Create cost category' : `Edit ${stored}`}
        crumb={stored === undefined ? 'Create' : 'Edit'}
        breadcrumbs={[
          { label: 'Cost categories', href: paths.costCategories },
          ...(stored === undefined ? [] : [{ label: stored, href: paths.costCategory({ name: stored }) }]),
        ]}
        info={<HelpLink />}
        submitLabel={stored === undefined ? 'Create cost category' : 'Save'}
        cancelHref={stored === undefined ? paths.costCategories : paths.costCategory({ name: stored })}
        pending={create.running || update.running}
        dirty={draft !== first || name !== firstName}
        error={create.error ?? update.error ?? null}
        missing={missing(arn === undefined ? 'ce:CreateCostCategoryDefinition' : 'ce:UpdateCostCategoryDefinition')}
        disabledReason={problem}
        onSubmit={save}
      >
        <Panel title="Category">
          <div className="grid gap-4 sm:grid-cols-2">
            <Field label="Name" hint="Letters, digits, spaces, hyphens and underscores." disabled={stored !== undefined}>
              <Input value={name} maxLength={LONGEST_NAME} disabled={stored !== undefined} onValueChange={setName} />
            </Field>
            <Field label="Rules count from" hint="Earlier months keep their rules.">
              <Select value={from} options={options} onValueChange={setFrom} />
            </Field>
          </div>
        </Panel>
        <Panel
          title="Rules"
          count={draft.rules.length}
          description="Rules are evaluated in order. The first match decides. Organizational units are those of the current tree."
          actions={<Button onClick={() => put({ rules: [...draft.rules, newRule()] })}>Add rule</Button>}
        >
          <ol className="space-y-3">
            {draft.rules.map((rule, at) => (
              <li key={rule.id}>
                <RuleEditor
                  rule={rule}
                  number={at + 1}
                  period={period}
                  others={others}
                  costs={preview.data?.Rules.length === draft.rules.length ? preview.data.Rules[at] : undefined}
                  onChange={(next) => put({ rules: draft.rules.map((each) => (each.id === rule.id ? next : each)) })}
                  onRemove={() => put({ rules: draft.rules.filter((each) => each.id !== rule.id) })}
                  onUp={at === 0 ? undefined : () => moved(at, -1)}
                  onDown={at === draft.rules.length - 1 ? undefined : () => moved(at, 1)}
                />
              </li>
            ))}
          </ol>
          <Field
            label="Default value"
            optional
            className="mt-4 max-w-96"
            hint="Without a default value, other costs stay uncategorized."
          >
            <Input value={draft.otherwise} maxLength={LONGEST_NAME} onValueChange={(otherwise) => put({ otherwise })} />
          </Field>
        </Panel>
        <Panel
          title="Split charges"
          count={draft.splits.length}
          description="Splits the costs of one value among others, to the cent. As in AWS, split charges only appear on the page of the category."
          actions={
            <Button
              disabledReason={
                draft.splits.length >= MOST_SPLIT_CHARGES
                  ? `A cost category can have ${MOST_SPLIT_CHARGES} split charges`
                  : values.length < 2
                    ? 'Define at least two values first'
                    : undefined
              }
              onClick={() =>
                put({
                  splits: [
                    ...draft.splits,
                    { id: newId(), source: values.at(-1) ?? '', targets: [], method: 'PROPORTIONAL', shares: [] },
                  ],
                })
              }
            >
              Add split charge
            </Button>
          }
        >
          {draft.splits.length === 0 ? (
            <p className="text-ink-2">No split charges. Every value bears its own costs.</p>
          ) : (
            <ul className="space-y-3">
              {draft.splits.map((split) => (
                <li key={split.id}>
                  <SplitEditor
                    split={split}
                    values={values}
                    onChange={(next) => put({ splits: draft.splits.map((each) => (each.id === split.id ? next : each)) })}
                    onRemove={() => put({ splits: draft.splits.filter((each) => each.id !== split.id) })}
                  />
                </li>
              ))}
            </ul>
          )}
        </Panel>
        <Panel
          title="Preview"
          description={problem === undefined || definition ? 'Calculated from the bill as you type.' : `${problem}.`}
          flush={preview.data !== undefined}
          actions={<Select aria-label="Month" className="w-44" value={month} options={options} onValueChange={setMonth} />}
        >
          {definition ? (
            <ReadBox read={preview} what="the preview">
              {(costs) => <ValueCosts of={costs} isSplit={draft.splits.length > 0} />}
            </ReadBox>
          ) : null}
        </Panel>
      </FormPage>
      <CategoriesHelp />
    </>
  );
}

/** Reads the result of a definition for a month. It is an action, because rules are too long for an address. */
function usePreview(definition: Definition | null, month: string) {
  const asked = useSettled(JSON.stringify({ definition, month }), 400);
  return useRead({
    queryKey: ['console', 'PreviewCostCategory', asked] as const,
    queryFn: () => {
      const given = storedJson<{ definition: Definition; month: string }>(asked);
      return callAction(previewCostCategory, { ...given.definition, Month: given.month });
    },
    enabled: definition !== null && !asked.startsWith('{"definition":null'),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
}
