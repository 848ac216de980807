'use client';

import { useId, useState } from 'react';
import { useRead } from '@/components/console/kit/use-read';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field/field';
import { Input } from '@/components/ui/field/input';
import type { ExplainedAccess } from '@/lib/access/operations';
import type { Json } from '@/lib/console/result';
import { suggestedResourcesQuery } from '../queries';
import type { Question } from '../question-fragment';
import type { Trial } from './fix-trial';

type OpenQuestionProps = {
  question: Question;
  answer: Json<ExplainedAccess>;
  /** Asks again with the given values. Absent if the question cannot be changed. */
  onGive: ((trial: Trial) => void) | undefined;
};

/** Asks for missing parts of a question, with choices. Without them, no change is known to be enough. */
export function OpenQuestion({ question, answer, onGive }: OpenQuestionProps) {
  const { ResourceTypes, Keys } = answer.Open;
  if (!onGive)
    return ResourceTypes.length > 0 ? (
      <p className="border-line border-b px-4 py-2.5 text-ink-2 text-sm">
        <OneResource question={question} types={ResourceTypes} />
      </p>
    ) : null;
  if (ResourceTypes.length > 0)
    return <ChooseResource question={question} types={ResourceTypes} onGive={(Resource) => onGive({ question: { Resource } })} />;
  if (Keys.length === 0) return null;
  return <GiveKeys key={Keys.join()} keys={Keys} onGive={(Context) => onGive({ question: { Context } })} />;
}

type ChooseResourceProps = { question: Question; types: readonly string[]; onGive: (arn: string) => void };

function nounOf(types: readonly string[]): string {
  const [only, ...more] = types;
  return only !== undefined && more.length === 0 ? only : 'resource';
}

/** Explains why an answer for every resource has no change that would allow it. */
function OneResource({ question: { Action, Resource }, types }: Omit<ChooseResourceProps, 'onGive'>) {
  const noun = nounOf(types);
  return (
    <>
      <span className="font-mono">{Action}</span> always requires a resource ({listed(types)}). For{' '}
      {Resource === '*' ? 'every resource' : 'a pattern'}, only the caller's policies are evaluated, so no change is known to be
      enough. Enter the {noun} to see the decision and what to change.
    </>
  );
}

function ChooseResource({ question, types, onGive }: ChooseResourceProps) {
  const { Action } = question;
  const [text, setText] = useState('');
  const list = useId();
  const found = useRead(suggestedResourcesQuery(Action, '')).data?.Arns ?? [];
  const choices = found.map((arn) => completed(arn, types));
  const noun = nounOf(types);
  return (
    <section aria-label={`Choose the ${noun}`} className="space-y-2 border-line border-b px-4 py-3">
      <h3 className="font-semibold text-base">Which {noun}?</h3>
      <p className="text-ink-2 text-sm">
        <OneResource question={question} types={types} />
      </p>
      {choices.length > 0 ? (
        <ul className="space-y-0.5">
          {choices.slice(0, MOST_SHOWN).map((arn) => (
            <li key={arn}>
              <Button
                variant="link"
                size="sm"
                className="h-auto whitespace-normal break-all px-0 text-left font-mono font-normal"
                onClick={() => onGive(arn)}
              >
                {arn}
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
      <form
        className="flex flex-wrap items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          if (text.trim()) onGive(text.trim());
        }}
      >
        <Field label={choices.length > 0 ? 'Another ARN' : 'ARN'} className="min-w-0 flex-1 basis-64">
          <Input
            value={text}
            list={list}
            autoComplete="off"
            spellCheck={false}
            mono
            onChange={(event) => setText(event.currentTarget.value)}
          />
        </Field>
        <datalist id={list}>
          {choices.map((arn) => (
            <option key={arn} value={arn} />
          ))}
        </datalist>
        <Button type="submit" disabled={!text.trim().startsWith('arn:')}>
          Check resource
        </Button>
      </form>
    </section>
  );
}

const MOST_SHOWN = 6;

/** S3 lists buckets, but an action on objects needs the objects in them. */
function completed(arn: string, types: readonly string[]): string {
  return types.includes('object') && /^arn:[^:]*:s3:::[^/]+$/.test(arn) ? `${arn}/*` : arn;
}

function listed(types: readonly string[]): string {
  return [types.slice(0, -1).join(', '), ...types.slice(-1)].filter(Boolean).join(' or ');
}

type Given = { Key: string; Values: string[] };

function GiveKeys({ keys, onGive }: { keys: readonly string[]; onGive: (context: Given[]) => void }) {
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const given = keys.flatMap((key): Given[] => {
    const texts = values[key]?.split(',').map((value) => value.trim()) ?? [];
    const Values = texts.filter(Boolean);
    return Values.length > 0 ? [{ Key: key, Values }] : [];
  });
  return (
    <section aria-label="Add condition keys used in policies" className="space-y-2 border-line border-b px-4 py-3">
      <h3 className="font-semibold text-base">Other values in the request</h3>
      <p className="text-ink-2 text-sm">
        The policies use {keys.length === 1 ? 'a condition key' : 'condition keys'} that the request does not have. The result
        treats {keys.length === 1 ? 'it' : 'them'} as missing.
      </p>
      <form
        className="space-y-2"
        onSubmit={(event) => {
          event.preventDefault();
          if (given.length > 0) onGive(given);
        }}
      >
        {keys.slice(0, MOST_SHOWN).map((key) => (
          <Field key={key} label={key}>
            <Input
              value={values[key] ?? ''}
              autoComplete="off"
              spellCheck={false}
              mono
              placeholder="Separate values with commas"
              onChange={(event) => setValues({ ...values, [key]: event.currentTarget.value })}
            />
          </Field>
        ))}
        <Button type="submit" disabled={given.length === 0}>
          Check with {keys.length === 1 ? 'it' : 'these'}
        </Button>
      </form>
    </section>
  );
}
