'use client';

import type { CatalogResourceType } from '@gatehouse/policy/validate';
import { Plus } from 'lucide-react';
import { Fragment, useId, useState } from 'react';
import { Badge } from '../../ui/badge';
import { Button } from '../../ui/button';
import { Checkbox } from '../../ui/field/checkbox';
import { RemoveButton } from './actions-section';
import { useBlock } from './block-context';
import { LinkButton, Note, Section, SmallInput, useAnswer } from './parts';
import {
  type ArnPiece,
  anyInAccount,
  fieldSuggestions,
  fieldWords,
  formatPieces,
  joinPieces,
  resourceChoice,
  suggestedArns,
  typeOfEntry,
} from './resource-choice';

const NONE: readonly string[] = [];
const MOST_SUGGESTED = 6;

/** The resources of a statement: entries with the fields of their ARNs, and a new one with suggestions. */
export function ResourcesSection() {
  const { block, catalog, sources, resource, readOnly, make } = useBlock();
  const element = block.statement?.resource;
  const entries = element?.entries.map(({ text }) => text) ?? [];
  const actions = block.statement?.action?.entries.map(({ text }) => text) ?? [];
  const choice = catalog ? resourceChoice(catalog, actions, entries) : { types: [], all: [], withoutResource: [] };
  const services = [...new Set(choice.types.map(({ service }) => service))];
  const [typed, setTyped] = useState('');
  const existing = (text: string) =>
    sources && services.length > 0
      ? async () => (await Promise.all(services.slice(0, 4).map((service) => sources.resources(`${service}:`, text)))).flat()
      : undefined;
  const some = useAnswer(existing(''), services.join(), NONE);
  const found = useAnswer(typed === '' ? undefined : existing(typed), `${services.join()} ${typed}`, NONE);
  const arns = [...new Set([...some, ...(typed === '' ? NONE : found)])];
  const account = useAnswer(sources && (() => sources.accountId()), '', undefined);
  const [building, setBuilding] = useState<string | null>(null);
  const all = entries.includes('*');
  const counts = choice.types.map((type) => ({
    type,
    count: entries.filter((entry) => typeOfEntry(choice.all, entry)?.type.name === type.name).length,
  }));
  const [example = ''] = [...entries.filter((entry) => entry.startsWith('arn:')), ...arns];
  const [, partition = 'aws'] = /^arn:([^:]+):/.exec(example) ?? [];
  const builtType = choice.types.find(({ name }) => name === building);
  // If ARNs of a type have no account, this account's resources cannot be selected.
  const inAccount =
    account && choice.types.every((type) => type.arn.includes('${Account}'))
      ? choice.types.flatMap((type) => anyInAccount(type, partition, account) ?? []).filter((arn) => !entries.includes(arn))
      : [];
  return (
    <Section
      title={element?.negated ? 'All resources except' : 'Resources'}
      span={element ? { start: element.member.keySpan.start, end: element.node.span.end } : undefined}
      summary={
        all ? (
          <span className="text-ink-2 text-sm">all resources</span>
        ) : (
          <span className="flex flex-wrap gap-1.5">
            {counts.map(({ type, count }) =>
              count === 0 ? null : (
                <Badge key={`${type.service} ${type.name}`} tone="accent">
                  {type.name} {count}
                </Badge>
              ),
            )}
          </span>
        )
      }
      tools={
        readOnly ? null : (
          <>
            {element ? (
              <LinkButton onClick={() => make({ kind: 'setNegated', element: 'Resource', negated: !element.negated })}>
                {element.negated ? 'Only these' : 'All except these'}
              </LinkButton>
            ) : null}
            {inAccount.length > 0 && inAccount.length <= 8 && !all ? (
              <LinkButton onClick={() => make({ kind: 'addEntries', element: 'Resource', values: inAccount })}>
                Any in this account
              </LinkButton>
            ) : null}
            {all ? null : (
              <LinkButton onClick={() => make({ kind: 'setEntries', element: 'Resource', values: ['*'] })}>
                All resources
              </LinkButton>
            )}
          </>
        )
      }
    >
      {resource ? <OwnResource arn={resource} entries={entries} /> : null}
      {entries.length === 0 ? (
        <p className="mt-1 text-ink-3 text-sm">
          {actions.length === 0 ? 'Choose actions first. They determine the available resources.' : 'No resources yet.'}
        </p>
      ) : (
        <ul aria-label="Resources" className="mt-1.5 space-y-1.5">
          {entries.map((entry, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: an entry is its place: what is typed in one must not move the focus
            <li key={index} className="flex items-center gap-1">
              <EntryFields
                entry={entry}
                types={choice.all}
                arns={arns}
                readOnly={readOnly}
                onType={setTyped}
                onChange={(value) => make({ kind: 'setEntry', element: 'Resource', index, value }, true)}
              />
              {readOnly ? null : (
                <RemoveButton
                  label={`Remove ${entry}`}
                  onClick={() => make({ kind: 'removeEntries', element: 'Resource', indexes: [index] })}
                />
              )}
            </li>
          ))}
        </ul>
      )}
      {readOnly || choice.types.length === 0 || all ? null : (
        <div className="mt-1.5 flex flex-wrap items-center gap-x-3 gap-y-1">
          <span className="text-ink-3 text-sm">Add</span>
          {choice.types.slice(0, 12).map((type) => (
            <LinkButton
              key={`${type.service} ${type.name}`}
              aria-expanded={building === type.name}
              onClick={() => setBuilding(building === type.name ? null : type.name)}
            >
              {type.name}
            </LinkButton>
          ))}
          {choice.types.length > 12 ? (
            <span className="text-ink-3 text-sm">and {choice.types.length - 12} more types</span>
          ) : null}
        </div>
      )}
      {builtType && !readOnly && !all ? (
        <ArnBuilder
          key={builtType.name}
          type={builtType}
          all={choice.all}
          arns={arns}
          partition={partition}
          account={account}
          onType={setTyped}
          onAdd={(value) => make({ kind: 'addEntries', element: 'Resource', values: [value] })}
        />
      ) : null}
      {readOnly || all ? null : <Suggestions types={choice.types} all={choice.all} arns={arns} entries={entries} />}
      {all || element?.negated || entries.length === 0 || choice.withoutResource.length === 0 ? null : (
        <Note kind="warning">
          {choice.withoutResource.slice(0, 3).join(', ')}
          {choice.withoutResource.length > 3 ? ` and ${choice.withoutResource.length - 3} more` : null}{' '}
          {choice.withoutResource.length === 1 ? 'takes' : 'take'} no resource: * matches, and these entries{' '}
          {block.statement?.effect === 'Deny' ? 'have no effect on it' : 'have no effect on it'}.
        </Note>
      )}
    </Section>
  );
}

/** The resource of a resource policy, and its contents. */
function OwnResource({ arn, entries }: { arn: string; entries: readonly string[] }) {
  const { readOnly, make } = useBlock();
  const own = arn.split(':')[2] === 's3' ? [arn, `${arn}/*`] : [arn];
  return (
    <div className="mt-1 flex flex-wrap gap-x-4 gap-y-1">
      {own.map((value) => {
        const index = entries.indexOf(value);
        return (
          <Checkbox
            key={value}
            label={<span className="break-all font-mono text-xs">{value}</span>}
            checked={index >= 0}
            disabled={readOnly}
            onCheckedChange={() =>
              make(
                index >= 0
                  ? { kind: 'removeEntries', element: 'Resource', indexes: [index] }
                  : { kind: 'addEntries', element: 'Resource', values: [value] },
              )
            }
          />
        );
      })}
    </div>
  );
}

type EntryFieldsProps = {
  entry: string;
  types: readonly CatalogResourceType[];
  arns: readonly string[];
  readOnly: boolean;
  /** A part of what is meant, by which more is found. */
  onType: (text: string) => void;
  onChange: (value: string) => void;
};

function EntryFields({ entry, types, arns, readOnly, onType, onChange }: EntryFieldsProps) {
  const read = typeOfEntry(types, entry);
  const [writing, setWriting] = useState(false);
  // While an entry is edited as text, it stays one field even if it now matches a format, so that the focus is not lost.
  if (!read || writing) {
    return (
      <SmallInput
        aria-label={`Resource ${entry}`}
        value={entry}
        readOnly={readOnly}
        onFocus={() => setWriting(true)}
        onBlur={() => setWriting(false)}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  }
  return (
    <Pieces
      label={read.type.name}
      pieces={read.pieces}
      readOnly={readOnly}
      suggest={(field) => fieldSuggestions(types, arns, field)}
      onType={onType}
      onChange={(pieces) => onChange(joinPieces(pieces))}
    />
  );
}

type PiecesProps = {
  label: string;
  pieces: readonly ArnPiece[];
  readOnly: boolean;
  suggest: (field: string) => readonly string[];
  onType: (text: string) => void;
  onChange: (pieces: ArnPiece[]) => void;
  /** Called with the completed ARN. Enter first moves to the next empty field. Without it, Enter does nothing. */
  onEnter?: () => void;
};

/** An ARN on one line: fixed parts, and fields for the rest. */
function Pieces({ label, pieces, readOnly, suggest, onType, onChange, onEnter }: PiecesProps) {
  const id = useId();
  const last = pieces.findLastIndex(({ field }) => field !== undefined);
  return (
    <fieldset
      aria-label={`ARN of ${label}`}
      className="flex min-h-7 min-w-0 flex-1 flex-wrap items-center rounded-md border border-line-control bg-code pl-2 font-mono text-ink-2 text-xs [font-variant-ligatures:none] focus-within:border-focus"
    >
      {pieces.map((piece, index) => {
        const { field } = piece;
        if (field === undefined) {
          // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a form keep their places
          return <span key={index}>{piece.text}</span>;
        }
        const suggestions = suggest(field);
        return (
          <Fragment key={field}>
            <input
              type="text"
              aria-label={fieldWords(field)}
              title={piece.text === '*' ? `Any ${fieldWords(field)}` : fieldWords(field)}
              placeholder={fieldWords(field)}
              list={suggestions.length > 0 ? `${id}-${index}` : undefined}
              autoComplete="off"
              spellCheck={false}
              readOnly={readOnly}
              value={piece.text}
              onKeyDown={(event) => {
                if (event.key !== 'Enter' || !onEnter) return;
                // Prevents the surrounding form from being submitted.
                event.preventDefault();
                const fields = [...(event.currentTarget.closest('fieldset')?.querySelectorAll('input') ?? [])];
                const empty = fields.find((input) => input.value === '');
                if (empty) empty.focus();
                else onEnter();
              }}
              onChange={({ currentTarget: { value: text } }) => {
                onType(text.replaceAll('*', ''));
                onChange(pieces.map((one, at) => (at === index ? { ...one, text } : one)));
              }}
              className={`field-sizing-content mx-0.5 h-6.5 min-w-10 max-w-full border-line-strong border-x bg-surface px-1.5 text-ink outline-none placeholder:text-ink-3 focus-visible:outline-2 focus-visible:outline-focus ${index === last ? 'flex-1 rounded-r-md border-r-0' : ''}`}
            />
            {suggestions.length > 0 ? (
              <datalist id={`${id}-${index}`}>
                {suggestions.map((text) => (
                  <option key={text} value={text} />
                ))}
              </datalist>
            ) : null}
          </Fragment>
        );
      })}
    </fieldset>
  );
}

type ArnBuilderProps = {
  type: CatalogResourceType;
  all: readonly CatalogResourceType[];
  arns: readonly string[];
  partition: string;
  account: string | undefined;
  onType: (text: string) => void;
  onAdd: (arn: string) => void;
};

function ArnBuilder({ type, all, arns, partition, account, onType, onAdd }: ArnBuilderProps) {
  const begin = () =>
    formatPieces(type.arn, partition).map((piece) => (piece.field === 'Account' ? { ...piece, text: account ?? '' } : piece));
  const [pieces, setPieces] = useState<readonly ArnPiece[]>(begin);
  const open = pieces.filter(({ field, text }) => field !== undefined && text === '');
  const add = () => {
    onAdd(joinPieces(pieces));
    setPieces(begin());
  };
  return (
    <div className="mt-1.5 flex flex-wrap items-center gap-2">
      <Pieces
        label={`a new ${type.name}`}
        pieces={pieces}
        readOnly={false}
        suggest={(field) => ['*', ...fieldSuggestions(all, arns, field).filter((text) => text !== '*')]}
        onType={onType}
        onChange={setPieces}
        onEnter={add}
      />
      <Button
        size="sm"
        disabledReason={
          open.length > 0 ? `Fill in ${open.map(({ field }) => field && fieldWords(field)).join(', ')}, or * for any` : undefined
        }
        onClick={add}
      >
        Add ARN
      </Button>
    </div>
  );
}

type SuggestionsProps = {
  types: readonly CatalogResourceType[];
  all: readonly CatalogResourceType[];
  arns: readonly string[];
  entries: readonly string[];
};

/** Suggests existing resources of the selected actions. */
function Suggestions({ types, all, arns, entries }: SuggestionsProps) {
  const { make } = useBlock();
  const found = [...new Set(types.flatMap((type) => suggestedArns(all, type, arns)))].filter((arn) => !entries.includes(arn));
  if (found.length === 0) return null;
  return (
    <ul aria-label="Existing resources" className="mt-1.5 flex flex-wrap gap-x-4 gap-y-0.5">
      {found.slice(0, MOST_SUGGESTED).map((arn) => (
        <li key={arn} className="min-w-0">
          <button
            type="button"
            aria-label={`Add ${arn}`}
            title={arn}
            onClick={() => make({ kind: 'addEntries', element: 'Resource', values: [arn] })}
            className="group flex h-6 max-w-full items-center gap-1 rounded-sm text-xs"
          >
            <Plus aria-hidden size={12} className="shrink-0 text-accent" />
            <span className="truncate font-mono text-ink-2 [font-variant-ligatures:none] group-hover:text-ink group-hover:underline">
              {arn.split(':').slice(5).join(':')}
            </span>
          </button>
        </li>
      ))}
      {found.length > MOST_SUGGESTED ? (
        <li className="flex h-6 items-center text-ink-3 text-xs">
          and {found.length - MOST_SUGGESTED} more. Enter text to find them.
        </li>
      ) : null}
    </ul>
  );
}
