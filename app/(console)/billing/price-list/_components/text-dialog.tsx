'use client';

import { useState } from 'react';
import { FormDialog } from '@/components/console/form/form-dialog';
import { Alert } from '@/components/ui/alert';
import { Field } from '@/components/ui/field/field';
import { Textarea } from '@/components/ui/field/textarea';
import { MAX_PRICE_LIST_CHARACTERS, PriceListDocument, type PriceListProblem, problemsOf } from '@/lib/billing/price-list/schema';
import type { PriceDocument } from '../../_components/price-document';

const PROBLEMS_SHOWN = 10;

type TextDialogProps = { text: string; onDone: (list: PriceDocument) => void; onClose: () => void };

/** The whole list as JSON, to edit or paste. */
export function TextDialog({ text: given, onDone, onClose }: TextDialogProps) {
  const [text, setText] = useState(given);
  const [problems, setProblems] = useState<readonly PriceListProblem[]>([]);
  return (
    <FormDialog
      title="The price list as JSON"
      size="xl"
      description="Quantities and prices are decimal numbers in quotation marks."
      submitLabel="Apply"
      dirty={text !== given}
      onSubmit={() => {
        const read = readDocument(text);
        if (!read.ok) return setProblems(read.problems);
        onDone(read.list);
        onClose();
      }}
      onClose={onClose}
    >
      {problems.length > 0 ? (
        <Alert kind="error" live title={problems.length === 1 ? 'One problem' : `${problems.length} problems`}>
          <ul className="list-disc pl-5">
            {problems.slice(0, PROBLEMS_SHOWN).map(({ path, sentence }) => (
              <li key={`${path} ${sentence}`}>
                {path ? <code className="break-all font-mono text-sm">{path}</code> : null}
                {path ? ': ' : ''}
                {sentence}
              </li>
            ))}
            {problems.length > PROBLEMS_SHOWN ? <li>and {problems.length - PROBLEMS_SHOWN} more</li> : null}
          </ul>
        </Alert>
      ) : null}
      <Field label="Document" className="max-w-none">
        <Textarea mono rows={22} spellCheck={false} value={text} onChange={(event) => setText(event.currentTarget.value)} />
      </Field>
    </FormDialog>
  );
}

type Read = { ok: true; list: PriceDocument } | { ok: false; problems: readonly PriceListProblem[] };

function readDocument(text: string): Read {
  if (text.length > MAX_PRICE_LIST_CHARACTERS)
    return wrong(`The price list has more than ${MAX_PRICE_LIST_CHARACTERS.toLocaleString('en')} characters.`);
  try {
    const list: unknown = JSON.parse(text);
    const checked = PriceListDocument.safeParse(list);
    // Unchanged, so that decimal numbers stay text.
    return checked.success ? { ok: true, list: list as PriceDocument } : { ok: false, problems: problemsOf(checked.error) };
  } catch (error) {
    return wrong(`This is not valid JSON: ${error instanceof Error ? error.message : ''}`);
  }
}

const wrong = (sentence: string): Read => ({ ok: false, problems: [{ path: '', sentence }] });
