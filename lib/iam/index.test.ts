import { loadCatalog } from '@gatehouse/catalog/load-catalog';
import { describe, expect, it } from 'vitest';
import { iamOperations } from '.';

describe('the registry of IAM operations', () => {
  it.each(Object.entries(iamOperations))(
    'contains %s under its name, with the access level of the Service Authorization Reference',
    (name, operation) => {
      expect(operation).toMatchObject({ service: 'iam', name });
      expect(operation.access).toBe(loadCatalog().action(`iam:${name}`)?.accessLevel);
    },
  );
});
