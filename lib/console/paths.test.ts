import { expect, it } from 'vitest';
import { nameOf, paths } from './paths';

it('an entity named "create" has a different address than the create page', () => {
  const pages = [paths.user('create'), paths.group('create'), paths.role('create'), paths.entity('users', 'create')];
  for (const page of pages) expect([paths.createUser, paths.createGroup, paths.createRole]).not.toContain(page);
  expect(paths.user('create', 'tags')).toBe('/iam/users/~create?tab=tags');
});

it('reads a name from the last segment of its address', () => {
  for (const name of ['create', 'ana', 'a+b=c,d.e@f_g-h', 'Create'])
    expect(nameOf(new URL(paths.role(name), 'http://x').pathname.split('/').at(-1) ?? '')).toBe(name);
});
