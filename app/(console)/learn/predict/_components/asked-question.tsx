import { KeyValue } from '@/components/console/page/key-value';
import { CodeBlock } from '@/components/ui/code-block';
import { Panel } from '@/components/ui/panel';
import type { Json } from '@/lib/console/result';
import type { AskedQuestion as Asked } from '@/lib/tutor/operations';

const KINDS: Readonly<Record<Asked['Policies'][number]['Type'], string>> = {
  identity: 'identity-based policy',
  boundary: 'permissions boundary',
  resource: 'policy of the resource',
  scp: 'service control policy',
  rcp: 'resource control policy',
};

/** Shows the request, and every policy that applies to it. */
export function AskedQuestion({ question, title }: { question: Json<Asked>; title: string }) {
  const { Principal, Action, Resource, Context, Circumstances, Policies } = question;
  return (
    <Panel title={title}>
      <KeyValue
        columns={3}
        items={[
          { label: 'Principal', value: <code className="break-all">{Principal}</code> },
          { label: 'Action', value: <code>{Action}</code> },
          { label: 'Resource', value: <code className="break-all">{Resource}</code> },
          ...Context.map(({ Key, Values }) => ({ label: Key, value: <code>{Values.join(', ')}</code> })),
          ...(Context.length === 0 ? [{ label: 'Condition keys', value: 'Only those about the principal' }] : []),
        ]}
      />
      {Circumstances.length > 0 ? (
        <ul className="mt-3 list-disc pl-5 text-ink-2">
          {Circumstances.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      ) : null}
      {Policies.length === 0 ? <p className="mt-3">No policies.</p> : null}
      <div className="mt-3 grid gap-3 lg:grid-cols-2">
        {Policies.map(({ Type, Name, Level, Document }) => (
          <section key={`${Type} ${Level} ${Name}`} className="min-w-0">
            <h3 className="font-medium">
              {Name} <span className="font-normal text-ink-3">{Level ? `${KINDS[Type]}, ${Level}` : KINDS[Type]}</span>
            </h3>
            <CodeBlock code={Document} language="json" label={`${Name}, ${KINDS[Type]}`} className="mt-1" />
          </section>
        ))}
      </div>
    </Panel>
  );
}
