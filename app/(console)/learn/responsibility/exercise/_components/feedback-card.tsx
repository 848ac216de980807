import { CircleCheck, CircleX } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from '@/components/ui/class-names';
import type { Feedback } from '@/lib/responsibility/model/exercise';

/** Shown after an answer: whether it was correct, the owner with the reason, and the common misconception. */
export function FeedbackCard({ feedback, children }: { feedback: Feedback; children: ReactNode }) {
  const { right, verdict, reason, belief } = feedback;
  const Icon = right ? CircleCheck : CircleX;
  return (
    <div className={classNames('rounded-md border p-3', right ? 'border-allow bg-allow-soft' : 'border-deny bg-deny-soft')}>
      <p className={classNames('flex items-center gap-2 font-semibold', right ? 'text-allow' : 'text-deny')}>
        <Icon aria-hidden size={18} className="shrink-0" />
        {verdict}
      </p>
      <p className="mt-1 pl-6.5">{reason}</p>
      {belief ? (
        <p className="mt-2 border-line-strong border-l-2 pl-3 text-ink-2">
          Common misconception: “{belief.says}” {belief.but}
        </p>
      ) : null}
      <div className="mt-3">{children}</div>
    </div>
  );
}
