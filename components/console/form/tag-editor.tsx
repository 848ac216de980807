'use client';

import { Input } from '../../ui/field/input';
import { EditableList } from './editable-list';
import { checkTags, MAX_TAGS, type Tag, type TagRules } from './tag-rules';

type TagEditorProps = TagRules & {
  tags: readonly Tag[];
  onTagsChange: (tags: Tag[]) => void;
  /** True if untouched rows show their problems too, as after the first submit. */
  showIssues?: boolean;
  disabled?: boolean;
};

/** Renders an editor for tags. It does not stop a form from being submitted: the form calls `checkTags`. */
export function TagEditor({ tags, onTagsChange, showIssues = false, caseSensitive, disabled }: TagEditorProps) {
  const issues = checkTags(tags, { caseSensitive }).filter((issue) => showIssues || tags[issue.index]?.Key !== '');
  const issuesOf = (index: number) => issues.filter((issue) => issue.index === index);
  const left = MAX_TAGS - tags.length;
  return (
    <EditableList
      rows={tags}
      onRowsChange={onTagsChange}
      noun="tag"
      nameOf={({ Key }) => Key}
      fresh={{ Key: '', Value: '' }}
      addLabel="Add new tag"
      columns="max-w-3xl grid-cols-[1fr_1fr_auto]"
      problemOf={(index) =>
        issuesOf(index)
          .map(({ field, message }) => `${field}: ${message}`)
          .join(' ')
      }
      empty={<p className="text-ink-2">No tags.</p>}
      full={left <= 0}
      note={
        <span role="status" className="text-ink-3 text-sm">
          {left > 0 ? `You can add up to ${left} more ${left === 1 ? 'tag' : 'tags'}.` : `At most ${MAX_TAGS} tags.`}
        </span>
      }
      disabled={disabled}
    >
      {(tag, { index, change, describedBy }) => {
        const isWrong = (field: 'Key' | 'Value') => issuesOf(index).some((issue) => issue.field === field) || undefined;
        return (
          <>
            <Input
              aria-label={`Key of tag ${index + 1}`}
              placeholder="Key"
              value={tag.Key}
              disabled={disabled}
              aria-invalid={isWrong('Key')}
              aria-describedby={describedBy}
              onChange={(event) => change({ Key: event.currentTarget.value })}
            />
            <Input
              aria-label={`Value of tag ${index + 1}`}
              placeholder="Value - optional"
              value={tag.Value}
              disabled={disabled}
              aria-invalid={isWrong('Value')}
              aria-describedby={describedBy}
              onChange={(event) => change({ Value: event.currentTarget.value })}
            />
          </>
        );
      }}
    </EditableList>
  );
}
