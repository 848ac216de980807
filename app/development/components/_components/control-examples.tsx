'use client';

import { Plus, Trash2 } from 'lucide-react';
import { Button, ButtonLink, IconButton } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field/field';
import { Input } from '@/components/ui/field/input';
import { Menu, MenuButton, type MenuEntry } from '@/components/ui/menu';
import { Popover } from '@/components/ui/popover';
import { UrlTabs } from '@/components/ui/tabs';
import { TextLink } from '@/components/ui/text-link';
import { Tooltip } from '@/components/ui/tooltip';
import { paths } from '@/lib/console/paths';
import { Column, type Example, Opens, Row } from './example';
import { LONG_NAME } from './example-data';

const REASON = 'Select at least one user';

const ENTRIES: MenuEntry[] = [
  { type: 'group', label: 'Access', items: [{ label: 'Attach policies', onSelect: () => {} }] },
  { label: 'Open', href: paths.users },
  { label: LONG_NAME, onSelect: () => {}, current: true },
  { label: 'Rename', onSelect: () => {}, disabledReason: REASON },
  { type: 'separator' },
  { label: 'Delete', danger: true, icon: <Trash2 aria-hidden size={14} />, onSelect: () => {} },
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
    file: 'ui/tabs',
    states: {
      'Counted, long, disabled with the reason': (
        <UrlTabs
          label="Parts of a user"
          param="example"
          tabs={[
            { id: 'permissions', label: 'Permissions', count: 1234, content: 'The permissions' },
            { id: 'long', label: LONG_NAME, content: 'The content of a tab with a long name' },
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
