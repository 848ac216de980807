import type {
  ConditionResidue,
  LayerDetail,
  PermissionDetail,
  PermissionOutcome,
  ResourceResidue,
  StatementUse,
} from '@gatehouse/policy/analyze';
import { pluralOf } from '@/lib/core/text/plural';
import { classNames } from '../ui/class-names';
import { CodeBlock } from '../ui/code-block';
import { OUTCOME_INK, OUTCOME_WORDS, type Outcome, OutcomeIcon } from '../ui/outcome-icon';
import { conditionWords } from './condition-words';
import { linesWith, readableDocument, statementExcerpt } from './policy-excerpt';
import { type PolicyHref, PolicyLink } from './policy-link';
import { levelText, originText, POLICY_TYPE_WORDS } from './verdict-text';

export const PERMISSION_OUTCOME: Record<PermissionOutcome, Outcome> = {
  allowed: 'allowed',
  limited: 'limited',
  explicitDeny: 'explicit-deny',
  implicitDeny: 'implicit-deny',
};

type PermissionViewProps = {
  detail: PermissionDetail;
  description: string;
  documents: Readonly<Record<string, string>>;
  href: PolicyHref;
};

const BAND: Record<PermissionOutcome, string> = {
  allowed: 'bg-allow-soft',
  limited: 'bg-limit-soft',
  explicitDeny: 'bg-deny-soft',
  implicitDeny: 'bg-none-soft',
};

/** Explains the outcome of an action, over all resources and circumstances. */
export function PermissionView({ detail, description, documents, href }: PermissionViewProps) {
  const outcome = PERMISSION_OUTCOME[detail.outcome];
  const grants = detail.layers.flatMap((layer) => layer.allows.map((use) => ({ layer, use })));
  const shownGrants = grants.filter(({ use }) => !isAwsDefault(use));
  return (
    <div className="rounded-lg border border-line bg-surface">
      <div className="border-line border-b px-4 py-3">
        <h3 className="break-all font-medium font-mono text-sm">{detail.action}</h3>
        <p className="text-ink-2 text-sm">
          {detail.accessLevel}. {description}
        </p>
      </div>
      <div role="status" className={classNames('flex items-start gap-2.5 border-line border-b px-4 py-3', BAND[detail.outcome])}>
        <OutcomeIcon outcome={outcome} size={20} className="mt-px" />
        <div className="min-w-0">
          <p className={classNames('font-semibold', OUTCOME_INK[outcome])}>
            {detail.outcome === 'limited' ? 'Allowed with limits' : OUTCOME_WORDS[outcome]}
          </p>
          <p>{sentence(detail)}</p>
        </div>
      </div>
      {detail.residue ? <Residue residue={detail.residue} /> : null}
      <LayerList layers={detail.layers} detail={detail} />
      {detail.denies.length > 0 ? (
        <UseList title="Denied by" uses={detail.denies} documents={documents} href={href} layers={detail.layers} />
      ) : null}
      {shownGrants.length > 0 ? (
        <UseList
          title="Granted or permitted by"
          uses={shownGrants.map(({ use }) => use)}
          documents={documents}
          href={href}
          layers={detail.layers}
        />
      ) : null}
    </div>
  );
}

function isAwsDefault(use: StatementUse): boolean {
  return use.level !== undefined && use.policy.arn?.includes('::aws:policy/') === true;
}

function sentence(detail: PermissionDetail): string {
  if (detail.reason === 'noPermissionNeeded') return 'This action needs no permission.';
  if (detail.reason === 'credential') return 'These credentials cannot make this call, whatever the policies allow.';
  const [blocker] = detail.blockedBy;
  switch (detail.outcome) {
    case 'allowed':
      return detail.reason === 'rootUser'
        ? 'The root user can do this on every resource of the account.'
        : 'Allowed on every resource of the account, in all circumstances.';
    case 'limited':
      return 'Depends on the resource or on the circumstances of the request.';
    case 'explicitDeny': {
      const name = blocker?.policy ? ` ${blocker.policy.name}` : '';
      const where = blocker?.level ? ` on ${levelText(blocker.level)}` : '';
      return blocker ? `The ${POLICY_TYPE_WORDS[blocker.type]}${name}${where} always denies it.` : 'A policy always denies it.';
    }
    case 'implicitDeny':
      if (!blocker) return 'Nothing allows it.';
      if (blocker.type === 'identity') return 'No policy of the principal allows it. There are no permissions by default.';
      return `No ${POLICY_TYPE_WORDS[blocker.type]}${blocker.level ? ` at ${levelText(blocker.level)}` : ''} allows it.`;
  }
}

function Residue({ residue }: { residue: NonNullable<PermissionDetail['residue']> }) {
  return (
    <div className="space-y-2 border-line border-b px-4 py-3">
      <h4 className="font-semibold text-base">Only if all of these conditions are met</h4>
      <ul className="list-disc space-y-1 pl-5 text-sm">
        {residue.granted.map((entry) => (
          <li key={`g ${entry.patterns.join()}`}>
            the resource is {entry.negated ? 'none of' : residue.granted.length > 1 || entry.patterns.length > 1 ? 'one of' : ''}{' '}
            <Patterns entry={entry} />
          </li>
        ))}
        {residue.denied.map((entry) => (
          <li key={`d ${entry.patterns.join()}`}>
            the resource is {entry.negated ? 'one of' : 'none of'} <Patterns entry={entry} />
          </li>
        ))}
        {residue.conditions.map((condition) => (
          <li
            key={`${condition.effect} ${condition.operator} ${condition.key} ${condition.statement.policyId} ${condition.statement.statementIndex}`}
          >
            <ConditionText condition={condition} />
          </li>
        ))}
        {residue.resourcePolicy ? (
          <li>
            {residue.resourcePolicy === 'trust'
              ? 'the trust policy of the role also allows it'
              : residue.resourcePolicy === 'key'
                ? 'the policy of the key also allows it'
                : 'the policy of a resource in another account also allows it'}
          </li>
        ) : null}
      </ul>
    </div>
  );
}

function Patterns({ entry }: { entry: ResourceResidue }) {
  return entry.patterns.map((pattern, index) => (
    <span key={pattern}>
      {index > 0 ? ', ' : null}
      <code className="break-all font-mono">{pattern}</code>
    </span>
  ));
}

function ConditionText({ condition }: { condition: ConditionResidue & { effect: 'Allow' | 'Deny' } }) {
  const said = conditionWords(condition, condition.effect);
  return (
    <>
      {said || condition.effect === 'Allow' ? null : 'not: '}
      <code className="break-all font-mono">{condition.key}</code> {said ? said.verb : condition.operator}{' '}
      <code className="break-words font-mono">{said ? said.values : condition.values.join(', ')}</code>
    </>
  );
}

const LAYER_OUTCOME: Record<LayerDetail['outcome'], { outcome: Outcome; word: string }> = {
  always: { outcome: 'allowed', word: 'Always allows' },
  sometimes: { outcome: 'limited', word: 'Partly allows' },
  never: { outcome: 'implicit-deny', word: 'Does not allow' },
};

/** Lists the types and levels that must allow, in evaluation order. */
function LayerList({ layers, detail }: { layers: readonly LayerDetail[]; detail: PermissionDetail }) {
  if (layers.length === 0) return null;
  return (
    <ol aria-label="Required allows" className="space-y-1.5 border-line border-b px-4 py-3">
      {detail.denies.length > 0 ? (
        <li className="flex items-center gap-2 text-sm">
          <OutcomeIcon outcome={detail.outcome === 'explicitDeny' ? 'explicit-deny' : 'limited'} size={14} />
          <span className="flex-1">Explicit deny</span>
          <span className="text-ink-2">{detail.outcome === 'explicitDeny' ? 'Always denies' : 'Partly denies'}</span>
        </li>
      ) : null}
      {layers.map((layer) => {
        const { outcome, word } = LAYER_OUTCOME[layer.outcome];
        return (
          <li key={[layer.type, layer.level?.id].join(' ')} className="flex items-center gap-2 text-sm">
            <OutcomeIcon outcome={outcome} size={14} />
            <span className="flex-1 first-letter:uppercase">
              {layer.level ? `${pluralOf(layer.type.toUpperCase())} on ${levelText(layer.level)}` : POLICY_TYPE_WORDS[layer.type]}
            </span>
            <span className="text-ink-2">{word}</span>
          </li>
        );
      })}
    </ol>
  );
}

type UseListProps = {
  title: string;
  uses: readonly StatementUse[];
  documents: Readonly<Record<string, string>>;
  href: PolicyHref;
  layers: readonly LayerDetail[];
};

function UseList({ title, uses, documents, href, layers }: UseListProps) {
  const levels = layers.flatMap(({ level }) => (level ? [level] : []));
  return (
    <section className="space-y-3 border-line border-b px-4 py-3 last:border-b-0">
      <h4 className="font-semibold text-base">{title}</h4>
      {uses.slice(0, 8).map((use) => (
        <div key={`${use.policy.id} ${use.statement.statementIndex}`} className="space-y-1.5">
          <p className="text-sm">
            <PolicyLink policy={use.policy} href={href} /> ·{' '}
            {use.sid ? `statement ${use.sid}` : `statement ${use.statement.statementIndex + 1}`}{' '}
            <span className="text-ink-3">
              ({originText(use.policy, use.level ? [use.level] : levels)}
              {use.applies === 'sometimes' ? ', partly' : ''})
            </span>
          </p>
          <UseExcerpt use={use} document={documents[use.policy.id]} />
        </div>
      ))}
      {uses.length > 8 ? <p className="text-ink-3 text-sm">and {uses.length - 8} more statements</p> : null}
    </section>
  );
}

function UseExcerpt({ use, document }: { use: StatementUse; document: string | undefined }) {
  if (document === undefined) return null;
  const excerpt = statementExcerpt(readableDocument(document, use.policy.type), use.statement.statementIndex);
  if (!excerpt) return null;
  const words = [...(use.resources?.patterns ?? []), ...use.conditions.map(({ key }) => key)];
  const tone = use.effect === 'Deny' ? 'deny' : use.applies === 'always' ? 'allow' : 'limit';
  const lines = linesWith(excerpt, words);
  return (
    <CodeBlock
      label={`${use.policy.name}, statement ${use.sid ?? use.statement.statementIndex + 1}`}
      code={excerpt.code}
      firstLine={excerpt.firstLine}
      highlights={(lines.length > 0 ? lines : [{ from: excerpt.from, to: excerpt.from }]).map((line) => ({ ...line, tone }))}
      maxHeight={400}
    />
  );
}
