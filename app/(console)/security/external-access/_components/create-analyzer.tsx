'use client';

import { missingProblem } from '@/components/console/form/text-field';
import { formDialog } from '@/components/console/kit/form-dialog';
import { paths } from '@/lib/console/paths';
import { createAnalyzer } from '../actions';
import { TYPE_WORDS } from './words';

type AnalyzerType = 'ACCOUNT' | 'ORGANIZATION' | 'ACCOUNT_UNUSED_ACCESS' | 'ORGANIZATION_UNUSED_ACCESS';
const TYPES: readonly AnalyzerType[] = ['ACCOUNT', 'ACCOUNT_UNUSED_ACCESS', 'ORGANIZATION', 'ORGANIZATION_UNUSED_ACCESS'];

type Analyzer = { name: string; type: AnalyzerType; days: string };

const findsUnused = ({ type }: Analyzer) => type.endsWith('UNUSED_ACCESS');

/** Creates an analyzer, and goes to its page. */
export const CreateAnalyzer = formDialog({
  title: 'Create analyzer',
  submitLabel: 'Create analyzer',
  action: createAnalyzer,
  start: (_: null): Analyzer => ({ name: '', type: 'ACCOUNT', days: '90' }),
  members: { analyzerName: 'name' },
  toInput: (analyzer) => ({
    analyzerName: analyzer.name.trim(),
    type: analyzer.type,
    ...(findsUnused(analyzer) && { configuration: { unusedAccess: { unusedAccessAge: Number(analyzer.days) } } }),
  }),
  done: ({ analyzerName }) => ({ text: `The analyzer ${analyzerName} was created.` }),
  goTo: ({ analyzerName }) => paths.analyzer(analyzerName),
  fields: [
    {
      as: 'text',
      name: 'name',
      label: 'Name',
      hint: 'Letters, digits, underscores, periods and hyphens. Must start with a letter.',
      problem: missingProblem,
    },
    { as: 'radio', name: 'type', label: 'Finds', options: TYPES.map((value) => ({ value, label: TYPE_WORDS[value] ?? value })) },
    {
      as: 'text',
      name: 'days',
      label: 'Unused for (days)',
      hint: 'Permissions are evaluated as far back as the event history goes.',
      inputMode: 'numeric',
      shown: findsUnused,
      problem: (text) => (/^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= 365 ? undefined : 'From 1 to 365.'),
    },
  ],
});
