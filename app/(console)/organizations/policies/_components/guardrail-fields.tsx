'use client';

import { useState } from 'react';
import { Field } from '@/components/ui/field/field';
import { Input } from '@/components/ui/field/input';
import { Panel } from '@/components/ui/panel';
import {
  freshValues,
  type Guardrail,
  type GuardrailParameter,
  type GuardrailValues,
  guardrailDocument,
  parameterProblem,
} from '@/lib/organizations/guardrail-library/guardrail';

type Texts = Readonly<Record<string, string>>;
type Filled = { guardrail: Guardrail; texts: Texts };

export type GuardrailFieldsState = {
  texts: Texts;
  /** The problem with the values; undefined if a document can be generated. */
  problem: string | undefined;
  /** True if the document was edited and differs from the generated one. */
  written: boolean;
  begin: (guardrail: Guardrail, organizationId: string | undefined) => void;
  fill: (parameter: GuardrailParameter, text: string) => void;
};

/** Stores the values of a library guardrail and generates its document while the values are valid. */
export function useGuardrailFields(document: string, onDocument: (document: string) => void): GuardrailFieldsState {
  const [filled, setFilled] = useState<Filled | null>(null);
  const take = (next: Filled) => {
    setFilled(next);
    if (problemOf(next) === undefined) onDocument(guardrailDocument(next.guardrail, valuesOf(next)));
  };
  const problem = filled === null ? undefined : problemOf(filled);
  return {
    texts: filled?.texts ?? {},
    problem,
    written: filled !== null && problem === undefined && document !== guardrailDocument(filled.guardrail, valuesOf(filled)),
    begin: (guardrail, organizationId) => {
      const values = freshValues(guardrail, organizationId);
      take({ guardrail, texts: Object.fromEntries(Object.entries(values).map(([id, list]) => [id, list.join(', ')])) });
    },
    fill: ({ id }, text) => {
      if (filled !== null) take({ ...filled, texts: { ...filled.texts, [id]: text } });
    },
  };
}

const listOf = (text = '') => text.split(/[\s,]+/).filter((one) => one !== '');

function valuesOf({ guardrail, texts }: Filled): GuardrailValues {
  return Object.fromEntries(guardrail.parameters.map(({ id }) => [id, listOf(texts[id])]));
}

function problemOf({ guardrail, texts }: Filled): string | undefined {
  const wrong = guardrail.parameters.find((parameter) => parameterProblem(parameter, listOf(texts[parameter.id])) !== undefined);
  return wrong && `${wrong.label}: ${parameterProblem(wrong, listOf(texts[wrong.id]))}`;
}

type GuardrailFieldsProps = { guardrail: Guardrail; fields: GuardrailFieldsState };

/** Renders a guardrail's purpose and exemptions, and the fields of its parameters. */
export function GuardrailFields({ guardrail, fields }: GuardrailFieldsProps) {
  const { title, prevents, exempts, parameters } = guardrail;
  return (
    <Panel title={title}>
      <div className="space-y-4">
        <dl className="space-y-2">
          <div>
            <dt className="font-medium">Prevents</dt>
            <dd className="text-ink-2">{prevents}</dd>
          </div>
          <div>
            <dt className="font-medium">Exemptions and notes</dt>
            <dd className="text-ink-2">{exempts}</dd>
          </div>
        </dl>
        {parameters.map((parameter) => (
          <Field
            key={parameter.id}
            label={parameter.label}
            optional={parameter.optional}
            hint={parameter.single ? parameter.hint : `${parameter.hint} Separate values with commas.`}
            error={parameterProblem(parameter, listOf(fields.texts[parameter.id]))}
          >
            <Input
              value={fields.texts[parameter.id] ?? ''}
              onChange={(event) => fields.fill(parameter, event.currentTarget.value)}
              autoComplete="off"
              spellCheck={false}
              className="font-mono"
            />
          </Field>
        ))}
        {fields.written ? (
          <p className="text-ink-2 text-sm">
            You edited the document below. {parameters.length > 0 ? 'If you change a value here, your edits are replaced.' : ''}
          </p>
        ) : null}
      </div>
    </Panel>
  );
}
