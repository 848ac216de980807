'use client';

import { z } from 'zod';
import { RadioField, SelectField } from '@/components/console/form/choice-field';
import { DocumentField } from '@/components/console/form/document-field';
import { EditableList } from '@/components/console/form/editable-list';
import { FormDialog } from '@/components/console/form/form-dialog';
import { FormPage } from '@/components/console/form/form-page';
import { tagList } from '@/components/console/form/form-schema';
import { TagEditor } from '@/components/console/form/tag-editor';
import type { Tag } from '@/components/console/form/tag-rules';
import { TagsField } from '@/components/console/form/tags-field';
import { missingProblem, TextField } from '@/components/console/form/text-field';
import { UnsavedChanges } from '@/components/console/form/unsaved-changes';
import { useKeptForm } from '@/components/console/form/use-kept-form';
import { ReviewSection, Wizard } from '@/components/console/form/wizard';
import { Checkbox } from '@/components/ui/field/checkbox';
import { Field } from '@/components/ui/field/field';
import { Input } from '@/components/ui/field/input';
import { Panel } from '@/components/ui/panel';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import { plural } from '@/lib/core/text/plural';
import { Column, type Example, Held, Opens, WithForm } from './example';
import { DENIED, DOCUMENT, FAILED, LONG_NAME, TAGS, WRONG_TAGS } from './example-data';

type Named = { name: string };
type Documented = { document: string };
type Tagged = { tags: Tag[] };

const NAME_AND_TAGS = z.object({ name: z.string().min(1, 'Required.'), tags: tagList() });

/** Two steps and what was chosen in them. */
function ExampleWizard() {
  const form = useKeptForm({ keptAs: 'components-page', schema: NAME_AND_TAGS, fresh: { name: '', tags: [] } });
  return (
    <Wizard
      title="Create user"
      submitLabel="Create user"
      cancelHref={paths.users}
      form={form}
      onSubmit={form.discard}
      steps={[
        {
          id: 'details',
          title: 'Specify user details',
          description: 'Who it is.',
          fields: ['name'],
          content: (
            <Panel title="User details">
              <Field label="User name" error={form.problemAt('name')}>
                <Input {...form.register('name')} />
              </Field>
            </Panel>
          ),
        },
        {
          id: 'tags',
          title: LONG_NAME,
          optional: true,
          fields: ['tags'],
          content: (
            <TagEditor tags={form.value.tags} onTagsChange={(tags) => form.set('tags', tags)} showIssues={form.tried('tags')} />
          ),
        },
        {
          id: 'review',
          title: 'Review and create',
          fields: [],
          content: (
            <ReviewSection title="User details" stepId="details">
              {form.value.name}
            </ReviewSection>
          ),
        },
      ]}
    />
  );
}

const FORMATS = [
  { value: 'hex', label: 'Hexadecimal', description: '0 to 9 and A to F.' },
  { value: 'base32', label: 'Base32', description: 'A to Z and 2 to 7.' },
];

export const formExamples: Example[] = [
  {
    file: 'console/form/text-field',
    states: {
      'Empty, optional': (
        <WithForm<Named> values={{ name: '' }}>
          {(form) => <TextField form={form} name="name" label="Path" optional description="Groups users." hint="/a/b/" />}
        </WithForm>
      ),
      'Full, over several lines': (
        <WithForm<Named> values={{ name: LONG_NAME }}>
          {(form) => <TextField form={form} name="name" label="Description" rows={3} />}
        </WithForm>
      ),
      'With a problem': (
        <WithForm<Named> values={{ name: '' }} checked>
          {(form) => <TextField form={form} name="name" label="User name" problem={missingProblem} />}
        </WithForm>
      ),
    },
  },
  {
    file: 'console/form/choice-field',
    states: {
      'From a list': (
        <WithForm<Named> values={{ name: 'hex' }}>
          {(form) => <SelectField form={form} name="name" label="Format of the seed" hint="As on its paper." options={FORMATS} />}
        </WithForm>
      ),
      'All in sight': (
        <WithForm<Named> values={{ name: 'hex' }}>
          {(form) => <RadioField form={form} name="name" label="Format of the seed" options={FORMATS} />}
        </WithForm>
      ),
    },
  },
  {
    file: 'console/form/document-field',
    states: {
      Empty: (
        <WithForm<Documented> values={{ document: '' }}>
          {(form) => (
            <DocumentField form={form} name="document" label="Metadata" accept=".xml" placeholder="<EntityDescriptor …" />
          )}
        </WithForm>
      ),
      'Full, with a problem': (
        <WithForm<Documented> values={{ document: DOCUMENT }} checked>
          {(form) => (
            <DocumentField form={form} name="document" label="Metadata" accept=".xml" problem={() => 'This is not XML.'} />
          )}
        </WithForm>
      ),
    },
  },
  {
    file: 'console/form/editable-list',
    states: {
      'Full, with a problem at a row; empty; full up': (
        <Column>
          {[[{ text: 'one' }, { text: LONG_NAME }], [], [{ text: 'only' }]].map((start) => (
            <Held key={start.length} start={start}>
              {(rows, change) => (
                <EditableList
                  rows={rows}
                  onRowsChange={change}
                  noun="word"
                  nameOf={({ text }) => text}
                  fresh={{ text: '' }}
                  addLabel="Add word"
                  columns="grid-cols-[1fr_1fr_auto]"
                  problemOf={(index) => (rows[index]?.text === LONG_NAME ? 'At most 64 characters.' : undefined)}
                  empty="No words."
                  full={start.length === 1}
                >
                  {({ text }, { index, change: edit, describedBy }) => (
                    <>
                      <Input
                        aria-label={`Word ${index + 1}`}
                        aria-describedby={describedBy}
                        value={text}
                        onChange={(event) => edit({ text: event.currentTarget.value })}
                      />
                      <span>{plural(text.length, 'character')}</span>
                    </>
                  )}
                </EditableList>
              )}
            </Held>
          ))}
        </Column>
      ),
    },
  },
  {
    file: 'console/form/tag-editor',
    states: {
      'Full, wrong, empty, disabled': (
        <Column>
          {[TAGS, WRONG_TAGS, []].map((start) => (
            <Held<Tag[]> key={start.length} start={start}>
              {(tags, change) => <TagEditor tags={tags} onTagsChange={change} />}
            </Held>
          ))}
          <TagEditor tags={TAGS} onTagsChange={() => {}} disabled />
        </Column>
      ),
    },
  },
  {
    file: 'console/form/tags-field',
    states: {
      'In a form': <WithForm<Tagged> values={{ tags: TAGS }}>{(form) => <TagsField form={form} name="tags" />}</WithForm>,
    },
  },
  {
    file: 'console/form/form-dialog',
    states: {
      'Open, failed': (
        <Opens what="a form">
          {(close) => (
            <WithForm<Named> values={{ name: 'maria' }}>
              {(form) => (
                <FormDialog
                  title="Create user"
                  description="In this account."
                  submitLabel="Create user"
                  onSubmit={close}
                  onClose={close}
                  error={FAILED}
                >
                  <TextField form={form} name="name" label="User name" />
                </FormDialog>
              )}
            </WithForm>
          )}
        </Opens>
      ),
      'Open, disabled with the reason': (
        <Opens what="a form that cannot be submitted">
          {(close) => (
            <FormDialog
              title={`Rename ${LONG_NAME}`}
              submitLabel="Rename"
              onSubmit={close}
              onClose={close}
              disabledReason="The name is the same"
            >
              <Input aria-label="New name" defaultValue={LONG_NAME} />
            </FormDialog>
          )}
        </Opens>
      ),
    },
  },
  {
    file: 'console/form/form-page',
    states: {
      Denied: (
        <FormPage title="Create group" submitLabel="Create group" cancelHref={paths.groups} onSubmit={() => {}} error={DENIED}>
          <Panel title="Name the group">
            <Input aria-label="Group name" />
          </Panel>
        </FormPage>
      ),
      'At work; disabled with the reason': (
        <Column>
          <FormPage title="Create group" submitLabel="Create group" cancelHref={paths.groups} onSubmit={() => {}} pending>
            <Panel>Its fields</Panel>
          </FormPage>
          <FormPage
            title={LONG_NAME}
            submitLabel="Save changes"
            cancelHref={paths.groups}
            onSubmit={() => {}}
            disabledReason="Nothing was changed"
          >
            <Panel>Its fields</Panel>
          </FormPage>
        </Column>
      ),
    },
  },
  { file: 'console/form/wizard', wide: true, states: { 'The first of three steps': <ExampleWizard /> } },
  {
    file: 'console/form/unsaved-changes',
    states: {
      'Asks before a link is followed': (
        <Held start={false}>
          {(dirty, change) => (
            <Column>
              <Checkbox label="Something is not saved" checked={dirty} onCheckedChange={change} />
              <TextLink href={paths.signIn()}>Leave the page</TextLink>
              <UnsavedChanges dirty={dirty} />
            </Column>
          )}
        </Held>
      ),
    },
  },
];
