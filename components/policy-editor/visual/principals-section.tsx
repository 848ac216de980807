'use client';

import type { Gesture, PrincipalMapKey } from '@gatehouse/policy/edit';
import { useId, useState } from 'react';
import { Badge } from '../../ui/badge';
import { Button } from '../../ui/button';
import type { NamedPrincipal } from '../editor-sources';
import { RemoveButton } from './actions-section';
import { useBlock } from './block-context';
import { LinkButton, Note, Section, SmallInput, SmallSelect, useAnswer } from './parts';
import { PRINCIPAL_KINDS, type PrincipalKind, principalOf, principalWords } from './principal-choice';

const NOBODY: readonly NamedPrincipal[] = [];
const NONE: readonly string[] = [];
const NOBODY_GONE: ReadonlyMap<string, string> = new Map();

/** The principals of a trust or resource policy's statement. */
export function PrincipalsSection() {
  const { block, effect, scope, sources, readOnly, make } = useBlock();
  const element = block.statement?.principal;
  const entries = element?.entries ?? [];
  const [adding, setAdding] = useState(false);
  const gone = entries.map(({ text }) => text).filter((text) => /^(?:AIDA|AROA)[A-Z0-9]{1,28}$/.test(text));
  const was = useAnswer(sources && gone.length > 0 ? () => sources.deleted(gone) : undefined, gone.join(), NOBODY_GONE);
  const everyone = entries.some(({ text }) => text === '*');
  const bare = element?.node.kind === 'string';
  const conditions = block.statement?.clauses.length ?? 0;
  const span = element ? { start: element.member.keySpan.start, end: element.node.span.end } : undefined;
  if (scope.principal === 'everyone') {
    return (
      <Section
        title="Principals"
        span={span}
        summary={<span className="text-ink-2 text-sm">everyone, as in all resource control policies</span>}
      >
        {element === undefined && !readOnly ? (
          <LinkButton onClick={() => make({ kind: 'setEveryone' })}>Set "Principal": "*"</LinkButton>
        ) : null}
      </Section>
    );
  }
  return (
    <Section
      title={element?.negated ? 'All principals except' : 'Principals'}
      span={span}
      summary={<span className="text-ink-2 text-sm">{entries.length === 0 ? 'none yet' : null}</span>}
      tools={
        readOnly ? null : (
          <>
            {element && scope.negatedPrincipal ? (
              <LinkButton onClick={() => make({ kind: 'setNegated', element: 'Principal', negated: !element.negated })}>
                {element.negated ? 'Only these' : 'All except these'}
              </LinkButton>
            ) : null}
            <Button
              variant="link"
              size="sm"
              disabledReason={bare ? 'Everyone already includes all principals. Remove it to add specific ones' : undefined}
              aria-expanded={adding}
              onClick={() => setAdding(!adding)}
            >
              Add principal
            </Button>
          </>
        )
      }
    >
      {entries.length > 0 ? (
        <ul aria-label="Principals" className="mt-1 space-y-1">
          {entries.map(({ key, text, span: at }, index) => {
            const { kind, name, note } = principalWords(key, text);
            return (
              <li key={at.start.offset} className="flex flex-wrap items-center gap-2">
                <Badge tone={kind === 'Everyone' ? 'limit' : 'neutral'}>{kind}</Badge>
                <span className="min-w-0 break-all font-mono text-xs [font-variant-ligatures:none]" title={text}>
                  {name}
                </span>
                {note ? (
                  <span className="text-limit text-sm">
                    {was.has(text) ? `was ${was.get(text)}, ` : null}
                    {note}
                  </span>
                ) : null}
                {readOnly ? null : (
                  <span className="ml-auto">
                    <RemoveButton label={`Remove ${name}`} onClick={() => make({ kind: 'removePrincipal', index })} />
                  </span>
                )}
              </li>
            );
          })}
        </ul>
      ) : null}
      {everyone && effect === 'Allow' && !element?.negated ? (
        <Note kind="warning">
          {conditions === 0
            ? 'Everyone includes anyone in any account, and callers without credentials if the service accepts them. Add a condition, or choose specific principals.'
            : 'Everyone whose request meets the conditions below, from any account.'}
        </Note>
      ) : null}
      {adding && !readOnly && !bare ? <PrincipalDraft onDone={() => setAdding(false)} /> : null}
    </Section>
  );
}

function PrincipalDraft({ onDone }: { onDone: () => void }) {
  const { block, sources, make } = useBlock();
  const [kind, setKind] = useState<PrincipalKind>('account');
  const [typed, setText] = useState('');
  const id = useId();
  const named = useAnswer(
    sources && (kind === 'account' || kind === 'named') ? () => sources.principals(typed.trim()) : undefined,
    `${kind === 'account' || kind === 'named'} ${typed.trim()}`,
    NOBODY,
  );
  const services = useAnswer(sources && (() => sources.services()), '', NONE);
  const providers = useAnswer(sources && (() => sources.providers()), '', NONE);
  const organization = useAnswer(sources && (() => sources.organizationId()), '', undefined);
  const account = useAnswer(sources && (() => sources.accountId()), '', undefined);
  const text = typed.trim();
  const suggestions: Readonly<Record<PrincipalKind, readonly string[]>> = {
    account: [
      ...new Set([
        ...(account ? [account] : []),
        ...named.flatMap(({ arn, kind: of }) => (of === 'account' ? (/\d{12}/.exec(arn)?.[0] ?? []) : [])),
      ]),
    ],
    named: named.filter(({ kind: of }) => of === 'user' || of === 'role').map(({ arn }) => arn),
    service: services,
    provider: providers,
    organization: organization ? [organization] : [],
    everyone: [],
  };
  const made = principalOf(kind, text);
  const add = () => {
    if ('why' in made) return;
    const gestures: Gesture[] = [];
    if (made.key === 'Any') gestures.push({ kind: 'setEveryone' });
    else gestures.push({ kind: 'addPrincipal', key: made.key as PrincipalMapKey, value: made.value });
    if (kind === 'organization') {
      const operator = block.statement?.effect === 'Deny' ? 'StringNotEquals' : 'StringEquals';
      gestures.push({ kind: 'addCondition', operator, key: 'aws:PrincipalOrgID', values: [text] });
    }
    make(gestures);
    onDone();
  };
  const about = PRINCIPAL_KINDS.find(({ value }) => value === kind);
  return (
    <div className="mt-2 rounded-md border border-line border-dashed p-2">
      <div className="flex flex-wrap items-center gap-1.5">
        <SmallSelect
          aria-label="Principal type"
          value={kind}
          options={PRINCIPAL_KINDS}
          onValueChange={(next) => {
            setKind(next);
            setText('');
          }}
        />
        {kind === 'everyone' ? null : (
          <>
            <SmallInput
              aria-label="Principal"
              placeholder={about?.example}
              list={id}
              className="flex-1 basis-56 font-mono text-xs"
              value={typed}
              onChange={(event) => setText(event.currentTarget.value)}
              onKeyDown={(event) => {
                if (event.key === 'Enter') {
                  event.preventDefault();
                  add();
                }
              }}
            />
            <datalist id={id}>
              {suggestions[kind].map((one) => (
                <option key={one} value={one} />
              ))}
            </datalist>
          </>
        )}
        <Button size="sm" disabledReason={'why' in made ? made.why : undefined} onClick={add}>
          Add
        </Button>
        <LinkButton onClick={onDone}>Cancel</LinkButton>
      </div>
      {about?.note ? <Note kind={kind === 'everyone' ? 'warning' : 'info'}>{about.note}</Note> : null}
    </div>
  );
}
