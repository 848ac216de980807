import { useRead } from '@/components/console/kit/use-read';
import { ReadBox } from '@/components/console/page/read-box';
import { Time } from '@/components/console/page/time';
import { Panel } from '@/components/ui/panel';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import { ownDenialsQuery } from '../queries';

/** Lists the reader's own denied calls with their messages, if they can't read the event history. */
export function DeniedCallsPanel() {
  const denials = useRead(ownDenialsQuery());
  return (
    <Panel title="My denied calls" flush={Boolean(denials.data?.Denials.length)}>
      <ReadBox read={denials} what="your denied calls">
        {({ Denials }) =>
          Denials.length === 0 ? (
            <p className="text-ink-2">You have no recent denied calls.</p>
          ) : (
            <ul className="divide-y divide-line">
              {Denials.map(({ Time: time, EventName, Message, AuthorizationId }) => (
                <li key={`${time} ${EventName} ${Message}`} className="px-4 py-2 text-sm">
                  <p className="flex flex-wrap items-baseline gap-x-3">
                    <span className="font-medium font-mono">{EventName}</span>
                    <span className="text-ink-3">
                      <Time value={time} />
                    </span>
                    {AuthorizationId ? (
                      <TextLink href={paths.troubleshooter(AuthorizationId)} className="ml-auto">
                        View evaluation
                      </TextLink>
                    ) : null}
                  </p>
                  <p className="break-words text-ink-2">{Message}</p>
                </li>
              ))}
            </ul>
          )
        }
      </ReadBox>
    </Panel>
  );
}
