'use client';

import { useId, useRef } from 'react';
import { Button } from '../../ui/button';
import { Input } from '../../ui/input';
import { checkTags, MAX_TAGS, type Tag, type TagRules } from './tag-rules';

type TagEditorProps = TagRules & {
  tags: readonly Tag[];
  onTagsChange: (tags: Tag[]) => void;
  /** Shows what is wrong with rows not yet touched too: after the first try to submit. */
  showIssues?: boolean;
  disabled?: boolean;
};

/** Key and value, row by row. `checkTags` tells a form whether it may be submitted. */
export function TagEditor({ tags, onTagsChange, showIssues = false, caseSensitive, disabled }: TagEditorProps) {
  const list = useRef<HTMLUListElement>(null);
  const id = useId();
  const issues = checkTags(tags, { caseSensitive }).filter((issue) => showIssues || tags[issue.index]?.Key !== '');
  const left = MAX_TAGS - tags.length;

  const change = (index: number, part: Partial<Tag>) =>
    onTagsChange(tags.map((tag, at) => (at === index ? { ...tag, ...part } : tag)));
  const focusKey = (index: number) =>
    requestAnimationFrame(() => list.current?.querySelectorAll<HTMLInputElement>('[data-tag-key]')[index]?.focus());
  const add = () => {
    onTagsChange([...tags, { Key: '', Value: '' }]);
    focusKey(tags.length);
  };
  const remove = (index: number) => {
    onTagsChange(tags.filter((_, at) => at !== index));
    focusKey(Math.max(0, index - 1));
  };

  return (
    <div>
      {tags.length === 0 ? <p className="text-ink-2">No tags.</p> : null}
      <ul ref={list} className="space-y-2">
        {tags.map((tag, index) => {
          const [issue, ...others] = issues.filter((each) => each.index === index);
          const issueOf = (field: 'Key' | 'Value') => [issue, ...others].some((each) => each?.field === field) || undefined;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place in the list; keys may be empty or equal while typed
            <li key={index}>
              <div className="grid max-w-3xl grid-cols-[1fr_1fr_auto] gap-2">
                <Input
                  data-tag-key
                  aria-label={`Key of tag ${index + 1}`}
                  placeholder="Key"
                  value={tag.Key}
                  disabled={disabled}
                  aria-invalid={issueOf('Key')}
                  aria-describedby={issue ? `${id}-${index}` : undefined}
                  onChange={(event) => change(index, { Key: event.currentTarget.value })}
                />
                <Input
                  aria-label={`Value of tag ${index + 1}`}
                  placeholder="Value - optional"
                  value={tag.Value}
                  disabled={disabled}
                  aria-invalid={issueOf('Value')}
                  aria-describedby={issue ? `${id}-${index}` : undefined}
                  onChange={(event) => change(index, { Value: event.currentTarget.value })}
                />
                <Button disabled={disabled} aria-label={`Remove tag ${tag.Key || index + 1}`} onClick={() => remove(index)}>
                  Remove
                </Button>
              </div>
              {issue ? (
                <p id={`${id}-${index}`} className="mt-1 text-deny text-sm">
                  {[issue, ...others].map(({ field, message }) => `${field}: ${message}`).join(' ')}
                </p>
              ) : null}
            </li>
          );
        })}
      </ul>
      <div className="mt-3 flex flex-wrap items-center gap-3">
        <Button onClick={add} disabled={disabled || left <= 0}>
          Add new tag
        </Button>
        <span role="status" className="text-ink-3 text-sm">
          {left > 0 ? `You can add up to ${left} more ${left === 1 ? 'tag' : 'tags'}.` : `At most ${MAX_TAGS} tags.`}
        </span>
      </div>
    </div>
  );
}
