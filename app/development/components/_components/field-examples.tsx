'use client';

import { Plus, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { Checkbox } from '@/components/ui/field/checkbox';
import { Combobox, Multiselect } from '@/components/ui/field/combobox';
import { Field } from '@/components/ui/field/field';
import { Input, SearchInput } from '@/components/ui/field/input';
import { RadioGroup, type RadioOption } from '@/components/ui/field/radio-group';
import { SegmentedControl } from '@/components/ui/field/segmented-control';
import { Select } from '@/components/ui/field/select';
import { Textarea } from '@/components/ui/field/textarea';
import { Column, type Example, Held, Row } from './example';
import { DOCUMENT, LONG_NAME } from './example-data';

const CHOICES = [
  { value: 'ana', label: 'ana', description: 'Created today' },
  { value: 'maria', label: 'maria' },
  { value: 'long', label: LONG_NAME, description: 'A name that has to break' },
  { value: 'root', label: 'root', disabled: true },
];

const KINDS: RadioOption[] = [
  { value: 'user', label: 'IAM user', description: 'Somebody in this account.', children: <Input aria-label="User name" /> },
  { value: 'role', label: 'Role', description: LONG_NAME },
  { value: 'root', label: 'Root user', description: 'Not here.', disabled: true },
];

type Choice = { value: string | null; onValueChange: (value: string | null) => void; disabled: boolean };

/** Nobody chosen, somebody with a long name, and a choice that cannot be changed. */
function OneOfThem({ children }: { children: (choice: Choice) => ReactNode }) {
  return (
    <Column>
      {[null, 'long', 'maria'].map((start) => (
        <Held<string | null> key={start} start={start}>
          {(value, change) => children({ value, onValueChange: change, disabled: start === 'maria' })}
        </Held>
      ))}
    </Column>
  );
}

export const fieldExamples: Example[] = [
  {
    file: 'ui/field/field',
    states: {
      'With all its words': (
        <Field label="User name" optional description="The name that the user signs in with." hint="Up to 64 characters.">
          <Input placeholder="maria" />
        </Field>
      ),
      'With a problem': (
        <Field label="User name" hint="Up to 64 characters." error="Only letters, digits and + = , . @ _ -">
          <Input defaultValue="maria?" />
        </Field>
      ),
      Disabled: (
        <Field label="User name" disabled>
          <Input defaultValue="maria" />
        </Field>
      ),
      'Around a group': (
        <Field label="Access" group>
          <Checkbox label="Console" />
        </Field>
      ),
    },
  },
  {
    file: 'ui/field/input',
    states: {
      'Empty, full, mono, with a problem, disabled': (
        <Column>
          <Input aria-label="Empty" placeholder="Type here" />
          <Input aria-label="Full" defaultValue={LONG_NAME} />
          <Input aria-label="Mono" mono defaultValue="arn:aws:s3:::reports" />
          <Input aria-label="With a problem" aria-invalid defaultValue="maria?" />
          <Input aria-label="Disabled" disabled defaultValue="maria" />
        </Column>
      ),
      Search: <SearchInput aria-label="Find users" placeholder="Find users" />,
    },
  },
  {
    file: 'ui/field/textarea',
    states: {
      'Empty, full, disabled': (
        <Column>
          <Textarea aria-label="Empty" placeholder="Paste a document" />
          <Textarea aria-label="Full" mono rows={5} defaultValue={DOCUMENT} />
          <Textarea aria-label="Disabled" disabled defaultValue="Nothing to change" />
        </Column>
      ),
    },
  },
  {
    file: 'ui/field/select',
    states: {
      'Empty, chosen, disabled': <OneOfThem>{(choice) => <Select aria-label="User" options={CHOICES} {...choice} />}</OneOfThem>,
    },
  },
  {
    file: 'ui/field/combobox',
    states: {
      'Empty, chosen, disabled': (
        <OneOfThem>{(choice) => <Combobox aria-label="User" options={CHOICES} {...choice} />}</OneOfThem>
      ),
      'Found by a server, more than it shows': (
        <Held<string | null> start={null}>
          {(value, change) => (
            <Combobox
              aria-label="User"
              options={CHOICES}
              value={value}
              onValueChange={change}
              search={{ onText: () => {}, busy: false, more: true, chosen: null }}
            />
          )}
        </Held>
      ),
      'Several, none, disabled': (
        <Column>
          {[['ana', 'long'], [], ['maria']].map((start) => (
            <Held<string[]> key={start.join()} start={start}>
              {(value, change) => (
                <Multiselect
                  aria-label="Users"
                  options={CHOICES}
                  value={value}
                  onValueChange={change}
                  disabled={start[0] === 'maria'}
                />
              )}
            </Held>
          ))}
        </Column>
      ),
    },
  },
  {
    file: 'ui/field/checkbox',
    states: {
      'Off, on, in part, disabled, with words, with a problem': (
        <Column>
          <Checkbox label="Console access" />
          <Checkbox label="Console access" defaultChecked />
          <Checkbox label="All users" indeterminate />
          <Checkbox label="Console access" disabled />
          <Checkbox label="Console access" description="Signs in with a password." error="Choose at least one." />
        </Column>
      ),
    },
  },
  {
    file: 'ui/field/radio-group',
    states: {
      'A list, with the fields of the chosen one': (
        <Held<string | null> start="user">
          {(value, change) => <RadioGroup label="Principal" value={value} onValueChange={change} options={KINDS} />}
        </Held>
      ),
      Tiles: (
        <Held<string | null> start="role">
          {(value, change) => (
            <RadioGroup label="Principal" tiles columns={2} value={value} onValueChange={change} options={KINDS} />
          )}
        </Held>
      ),
      'Nothing chosen, with a problem; disabled': (
        <Row>
          <RadioGroup label="Principal" error="Choose one." value={null} onValueChange={() => {}} options={KINDS} />
          <RadioGroup label="Principal" disabled value="role" onValueChange={() => {}} options={KINDS} />
        </Row>
      ),
    },
  },
  {
    file: 'ui/field/segmented-control',
    states: {
      'Words, one disabled; icons': (
        <Held<'table' | 'json' | 'none'> start="json">
          {(value, change) => (
            <Row>
              {[false, true].map((iconOnly) => (
                <SegmentedControl
                  key={String(iconOnly)}
                  label="View"
                  iconOnly={iconOnly}
                  value={value}
                  onValueChange={change}
                  segments={[
                    { value: 'table', label: 'Table', icon: <Plus aria-hidden size={14} /> },
                    { value: 'json', label: 'JSON', icon: <Trash2 aria-hidden size={14} /> },
                    { value: 'none', label: 'None', icon: <Plus aria-hidden size={14} />, disabled: true },
                  ]}
                />
              ))}
            </Row>
          )}
        </Held>
      ),
    },
  },
];
