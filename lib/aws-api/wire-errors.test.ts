import { describe, expect, it } from 'vitest';
import { errorCode } from '../core/errors';
import { findWireError, wireErrorNames } from './sdk-schemas';

describe('errorCode', () => {
  it.each(['iam', 'sts', 'organizations'] as const)('agrees with the SDK’s schema on every error of %s', (service) => {
    const names = wireErrorNames(service);
    expect(names.length).toBeGreaterThan(14);
    const expected = Object.fromEntries(names.map((name) => [name, findWireError(service, name)?.code]));
    expect(Object.fromEntries(names.map((name) => [name, errorCode(service, name)]))).toEqual(expected);
  });
});
