'use client';

import { Plus, Trash2 } from 'lucide-react';
import { Button, ButtonLink, IconButton } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { Combobox, Multiselect } from '@/components/ui/combobox';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input, SearchInput } from '@/components/ui/input';
import { Menu, MenuButton, type MenuEntry } from '@/components/ui/menu';
import { Popover } from '@/components/ui/popover';
import { RadioGroup, type RadioOption } from '@/components/ui/radio-group';
import { SegmentedControl } from '@/components/ui/segmented-control';
import { Select } from '@/components/ui/select';
import { UrlTabs } from '@/components/ui/tabs';
import { TextLink } from '@/components/ui/text-link';
import { Textarea } from '@/components/ui/textarea';
import { Tooltip } from '@/components/ui/tooltip';
import { paths } from '@/lib/console/paths';
import { Column, type Example, Held, Opens, Row } from './example';
import { DOCUMENT, LONG_NAME } from './example-data';

const REASON = 'Select at least one user';

const CHOICES = [
  { value: 'ana', label: 'ana', description: 'Created today' },
  { value: 'maria', label: 'maria' },
  { value: 'long', label: LONG_NAME, description: 'A name that has to break' },
  { value: 'root', label: 'root', disabled: true },
];

const ENTRIES: MenuEntry[] = [
  { type: 'group', label: 'Access', items: [{ label: 'Attach policies', onSelect: () => {} }] },
  { label: 'Open', href: paths.users },
  { label: LONG_NAME, onSelect: () => {}, current: true },
  { label: 'Rename', onSelect: () => {}, disabledReason: REASON },
  { type: 'separator' },
  { label: 'Delete', danger: true, icon: <Trash2 aria-hidden size={14} />, onSelect: () => {} },
];

const KINDS: RadioOption[] = [
  { value: 'user', label: 'IAM user', description: 'Somebody in this account.', children: <Input aria-label="User name" /> },
  { value: 'role', label: 'Role', description: LONG_NAME },
  { value: 'root', label: 'Root user', description: 'Not here.', disabled: true },
];

const VARIANTS = ['normal', 'primary', 'danger', 'danger-primary', 'link', 'ghost'] as const;

export const controlExamples: Example[] = [
  {
    file: 'ui/button',
    states: {
      'As it is, and small': (
        <Column>
          {(['md', 'sm'] as const).map((size) => (
            <Row key={size}>
              {VARIANTS.map((variant) => (
                <Button key={variant} variant={variant} size={size}>
                  {variant}
                </Button>
              ))}
            </Row>
          ))}
        </Column>
      ),
      'Disabled with the reason': (
        <Row>
          {VARIANTS.map((variant) => (
            <Button key={variant} variant={variant} disabledReason={REASON}>
              {variant}
            </Button>
          ))}
        </Row>
      ),
      'Loading, disabled, a link': (
        <Row>
          <Button loading>Save</Button>
          <Button variant="primary" loading>
            Create user
          </Button>
          <Button disabled>Save</Button>
          <ButtonLink href={paths.createUser}>
            <Plus aria-hidden size={14} />
            Create user
          </ButtonLink>
        </Row>
      ),
      'Icon alone': (
        <Row>
          <IconButton label="Delete">
            <Trash2 aria-hidden size={16} />
          </IconButton>
          <IconButton label="Delete, small" size="sm" variant="normal">
            <Trash2 aria-hidden size={14} />
          </IconButton>
          <IconButton label="Delete, disabled" disabledReason={REASON}>
            <Trash2 aria-hidden size={16} />
          </IconButton>
        </Row>
      ),
    },
  },
  {
    file: 'ui/text-link',
    states: {
      'In a table, in running text, to elsewhere, long': (
        <Column>
          <TextLink href={paths.user('maria')}>maria</TextLink>
          <p>
            See{' '}
            <TextLink inline href={paths.policies}>
              the policies
            </TextLink>{' '}
            or{' '}
            <TextLink inline external href="https://docs.aws.amazon.com/IAM/latest/UserGuide/">
              the user guide
            </TextLink>
            .
          </p>
          <TextLink href={paths.role(LONG_NAME)}>{LONG_NAME}</TextLink>
        </Column>
      ),
    },
  },
  {
    file: 'ui/field',
    states: {
      'With all its words': (
        <Field label="User name" optional description="What the user signs in with." hint="Up to 64 characters.">
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
    file: 'ui/input',
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
    file: 'ui/textarea',
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
    file: 'ui/select',
    states: {
      'Empty, chosen, disabled': (
        <Column>
          {[null, 'long', 'maria'].map((start) => (
            <Held<string | null> key={start} start={start}>
              {(value, change) => (
                <Select aria-label="User" options={CHOICES} value={value} onValueChange={change} disabled={start === 'maria'} />
              )}
            </Held>
          ))}
        </Column>
      ),
    },
  },
  {
    file: 'ui/combobox',
    states: {
      'Empty, chosen, disabled': (
        <Column>
          {[null, 'long', 'maria'].map((start) => (
            <Held<string | null> key={start} start={start}>
              {(value, change) => (
                <Combobox aria-label="User" options={CHOICES} value={value} onValueChange={change} disabled={start === 'maria'} />
              )}
            </Held>
          ))}
        </Column>
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
    file: 'ui/checkbox',
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
    file: 'ui/radio-group',
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
    file: 'ui/segmented-control',
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
  {
    file: 'ui/tabs',
    states: {
      'Counted, long, disabled with the reason': (
        <UrlTabs
          label="Parts of a user"
          param="example"
          tabs={[
            { id: 'permissions', label: 'Permissions', count: 1234, content: 'The permissions' },
            { id: 'long', label: LONG_NAME, content: 'What has a long name' },
            { id: 'tags', label: 'Tags', count: 0, content: null, disabledReason: 'Users of this kind have no tags' },
          ]}
        />
      ),
    },
  },
  {
    file: 'ui/menu',
    states: {
      'Groups, links, danger, disabled with the reason': (
        <Row>
          <MenuButton label="Actions" entries={ENTRIES} />
          <MenuButton label="Actions" entries={ENTRIES} disabledReason={REASON} />
          <Menu
            align="start"
            entries={ENTRIES}
            trigger={
              <IconButton label="More" tooltip={false}>
                <Plus aria-hidden size={16} />
              </IconButton>
            }
          />
        </Row>
      ),
    },
  },
  {
    file: 'ui/tooltip',
    states: {
      'On hover and focus': (
        <Tooltip content={LONG_NAME} describe>
          <Button>Point at me</Button>
        </Tooltip>
      ),
    },
  },
  {
    file: 'ui/popover',
    states: {
      'With a title, and with a way to close it': (
        <Popover trigger={<Button>Why?</Button>} title="Why this is so">
          {(close) => <Button onClick={close}>Close</Button>}
        </Popover>
      ),
    },
  },
  {
    file: 'ui/dialog',
    states: {
      Open: (
        <Opens what="a dialog">
          {(close) => (
            <Dialog
              open
              onOpenChange={close}
              title={`Delete ${LONG_NAME}?`}
              description="This cannot be undone."
              footer={
                <Button variant="danger-primary" onClick={close}>
                  Delete
                </Button>
              }
            >
              <Field label="To confirm, type the name">
                <Input />
              </Field>
            </Dialog>
          )}
        </Opens>
      ),
    },
  },
];
