'use client';

import { FailedSteps } from '@/app/(console)/_client/failed-steps';
import { ErrorBox } from '@/components/console/page/error-box';
import { PageHeader } from '@/components/console/page/page-header';
import type { Breadcrumb } from '@/components/console/shell/breadcrumbs';
import { ButtonLink } from '@/components/ui/button';
import type { Progress } from '@/lib/console/recipes/attempts';
import type { ConsoleAction } from '@/lib/console/result';
import { useUnfinished } from './use-unfinished';

type UnfinishedPageProps<Asked> = {
  /** The noun, such as "role". `name` is the name of the resource. */
  noun: string;
  name: string;
  href: string;
  breadcrumbs: readonly Breadcrumb[];
  asked: Asked;
  progress: Progress;
  finish: ConsoleAction<{ asked: Asked; done: readonly string[] }, Progress>;
};

/** Renders the failed steps after a resource was created only in part, with a retry. */
export function UnfinishedPage<Asked>({ noun, name, href, breadcrumbs, asked, progress, finish }: UnfinishedPageProps<Asked>) {
  const title = `${noun.charAt(0).toUpperCase()}${noun.slice(1)} ${name}`;
  const { got, retry, error } = useUnfinished(finish, asked, progress, `${title} is now complete.`);
  return (
    <>
      <PageHeader title={title} breadcrumbs={breadcrumbs} />
      <div className="max-w-4xl space-y-4">
        <FailedSteps steps={got.failed} done={got.done} title={`The ${noun} was created, but some steps failed`} retry={retry} />
        {error ? <ErrorBox error={error} live /> : null}
        <div className="flex justify-end">
          <ButtonLink variant="primary" href={href}>
            View {noun}
          </ButtonLink>
        </div>
      </div>
    </>
  );
}
