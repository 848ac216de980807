import { loadCatalog } from '@gatehouse/catalog/load-catalog';
import { describe, expect, it } from 'vitest';
import { resourceTypesFor } from './resource-types';

const catalog = loadCatalog();
const typesFor = (...actions: string[]) => resourceTypesFor(catalog, actions).map(({ service, name }) => `${service}:${name}`);

describe('the offered resource types', () => {
  it('match the actions of the statement', () => {
    expect(typesFor('s3:CreateBucket')).toEqual(['s3:bucket']);
    expect(typesFor('s3:CreateBucket', 'SQS:SendMessage')).toEqual(['s3:bucket', 'sqs:queue']);
    expect(typesFor('s3:GetObject')).toContain('s3:object');
    expect(typesFor('s3:GetObject')).not.toContain('s3:bucket');
  });

  it('are empty for actions without resource types', () => {
    expect(typesFor('s3:ListAllMyBuckets')).toEqual([]);
    expect(typesFor()).toEqual([]);
    expect(typesFor('*')).toEqual([]);
  });

  it('include all types of a service for an incomplete action and for all actions', () => {
    const all = catalog.resourceTypesOf('s3').length;
    expect(typesFor('s3:')).toHaveLength(all);
    expect(typesFor('s3:GetObje', 's3:CreateBucket')).toHaveLength(all);
    expect(typesFor('s3:*').length).toBeGreaterThan(8);
  });
});
