import { describe, expect, it } from 'vitest';
import { folderCircles, folderIn, folderOfPage } from './folder-circles.mjs';

describe('folderCircles', () => {
  it('finds folders that import each other directly or indirectly', () => {
    const imports = [
      ['lib/a/x.ts', 'lib/b/x.ts'],
      ['lib/b/y/z.ts', 'lib/c/x.ts'],
      ['lib/c/y.ts', 'lib/a/deep/x.ts'],
      ['lib/d/x.ts', 'lib/a/x.ts'],
      ['lib/e/x.ts', 'lib/f/x.ts'],
      ['lib/f/y.ts', 'lib/e/y.ts'],
    ] as const;
    expect(folderCircles(imports, folderIn('lib'))).toEqual([
      ['lib/a', 'lib/b', 'lib/c'],
      ['lib/e', 'lib/f'],
    ]);
  });

  it('ignores files in the same folder, files beside the folders and files elsewhere', () => {
    const imports = [
      ['lib/a/x/1.ts', 'lib/a/y/1.ts'],
      ['lib/a/y/2.ts', 'lib/a/x/2.ts'],
      ['lib/b/1.ts', 'lib/index.ts'],
      ['lib/index.ts', 'lib/b/2.ts'],
      ['lib/b/3.ts', 'library/c/1.ts'],
      ['library/c/1.ts', 'lib/b/4.ts'],
    ] as const;
    expect(folderCircles(imports, folderIn('lib'))).toEqual([]);
    expect(folderCircles(imports, folderIn('lib/a'))).toEqual([['lib/a/x', 'lib/a/y']]);
  });

  it('finds pages that import each other, even if one folder contains the other', () => {
    const imports = [
      ['app/iam/users/page.tsx', 'app/iam/queries.ts'],
      ['app/iam/_components/picker.tsx', 'app/iam/users/queries.ts'],
      ['app/iam/groups/page.tsx', 'app/iam/users/picker.tsx'],
    ] as const;
    expect(folderCircles(imports, folderOfPage)).toEqual([['app/iam', 'app/iam/users']]);
  });

  it('counts the parts of a page as the page and ignores other files', () => {
    const imports = [
      ['app/users/page.tsx', 'app/users/_components/trust/table.tsx'],
      ['app/users/_components/trust/table.tsx', 'app/users/queries.ts'],
      ['app/users/queries.ts', 'lib/console/query.ts'],
      ['lib/console/query.ts', 'app/users/queries.ts'],
    ] as const;
    expect(folderCircles(imports, folderOfPage)).toEqual([]);
  });
});
