'use client';

import { type FieldPathByValue, type FieldValues, type UseFormReturn, useController } from 'react-hook-form';
import { TagEditor } from './tag-editor';
import { checkTags, type Tag, type TagRules } from './tag-rules';

type TagsFieldProps<Values extends FieldValues> = TagRules & {
  form: UseFormReturn<Values>;
  name: FieldPathByValue<Values, Tag[]>;
};

/** Renders the tags of a form. The form can't be submitted while a tag breaks a rule. */
export function TagsField<Values extends FieldValues>({ form, name, caseSensitive }: TagsFieldProps<Values>) {
  const { field, formState } = useController({
    control: form.control,
    name,
    rules: { validate: (tags: Tag[]) => checkTags(tags, { caseSensitive }).length === 0 },
  });
  return (
    <TagEditor
      tags={field.value}
      onTagsChange={field.onChange}
      showIssues={formState.isSubmitted}
      caseSensitive={caseSensitive}
    />
  );
}
