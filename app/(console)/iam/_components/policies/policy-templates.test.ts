import { loadCatalog } from '@gatehouse/catalog/load-catalog';
import { validatePolicy } from '@gatehouse/policy/validate';
import { describe, expect, it } from 'vitest';
import { documentProblem, POLICY_CHARACTERS } from '@/components/policy-editor/document-problem';
import { POLICY_TEMPLATES } from './policy-templates';

describe('policy templates', () => {
  it.each(POLICY_TEMPLATES.map((template) => [template.label, template.document]))(
    '%s can be saved and has no findings',
    (_, document) => {
      expect(documentProblem(document, 'identity', POLICY_CHARACTERS.managed, 'managed')).toBeUndefined();
      const findings = validatePolicy(document, 'identity', { saving: 'managed', catalog: loadCatalog() });
      expect(findings.map(({ issueCode, findingDetails }) => `${issueCode} ${findingDetails}`)).toEqual([]);
    },
  );

  it('have unique IDs and names', () => {
    for (const member of ['id', 'label'] as const)
      expect(new Set(POLICY_TEMPLATES.map((template) => template[member])).size).toBe(POLICY_TEMPLATES.length);
  });
});
