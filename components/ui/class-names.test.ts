import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { extendTailwindMerge } from 'tailwind-merge';
import { describe, expect, it } from 'vitest';
import { classNames } from './class-names';

// tailwind-merge is larger than the code of many pages. So the console has its own function, and only this test uses the package.
const merge = extendTailwindMerge({
  extend: { theme: { text: ['2xs', 'xs', 'sm', 'base', 'lg', 'xl'], radius: ['sm', 'md', 'lg'], shadow: ['popup'] } },
});

/** Returns the Tailwind utilities in the code of components and pages, without variants such as `hover:`. */
function utilities(): string[] {
  const root = join(import.meta.dirname, '../..');
  const files = ['app', 'components'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /(?<!\.test|class-names)\.tsx?$/.test(file))
      .map((file) => join(root, folder, file)),
  );
  const words = files.flatMap(
    (file) => readFileSync(file, 'utf8').match(/(?<=["'`\s])[!-]?[a-z[][\w\-[\]/.()%,&>*+#]*(?=["'`\s])/g) ?? [],
  );
  // tailwind-merge keeps both copies of an unknown word. It reads `bg-none` as no background image, but `none` is one of our colors.
  // `font-family` is an attribute of SVG.
  const others = ['bg-none', 'font-family'];
  return [...new Set(words)].filter((word) => merge(`${word} ${word}`) === word && !others.includes(word));
}

describe('classNames', () => {
  it('resolves conflicts like tailwind-merge for all utilities in use', () => {
    const all = utilities();
    expect(all.length).toBeGreaterThan(300);
    // Most utilities for the same property start with the same letter. The next test covers the others.
    const letterOf = (utility: string) => utility.replace('-', '')[0];
    const differing = all.flatMap((one) =>
      all
        .filter((other) => one !== other && letterOf(one) === letterOf(other))
        .filter((other) => classNames(one, other) !== merge(one, other))
        .map((other) => `${one} ${other}`),
    );
    expect(differing).toEqual([]);
  });

  it('handles sides, states and brackets', () => {
    expect(classNames('px-3', 'p-2')).toBe('p-2');
    expect(classNames('p-2', 'px-3')).toBe('p-2 px-3');
    expect(classNames('hover:bg-hover', 'bg-surface', false, 'hover:bg-accent')).toBe('bg-surface hover:bg-accent');
    expect(classNames('[&_.a:b]:p-1', '[&_.a:b]:p-2', 'data-[x=a:b]:p-1')).toBe('[&_.a:b]:p-2 data-[x=a:b]:p-1');
    expect(classNames('left-0', 'inset-0', 'hidden', 'flex')).toBe('inset-0 flex');
    expect(classNames('w-4', 'size-5', 'h-6', 'absolute', 'sticky', 'text-left')).toBe('size-5 h-6 sticky text-left');
    expect(classNames('leading-5', 'text-sm', 'text-ink')).toBe('text-sm text-ink');
  });
});
