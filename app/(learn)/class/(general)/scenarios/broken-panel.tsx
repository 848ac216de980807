import { ExpandableSection } from '@/components/ui/expandable-section';
import { Panel } from '@/components/ui/panel';
import type { ListScenarios } from '@/lib/classroom/pack/scenario-operations';
import type { readClassroom } from '@/lib/console/classroom';
import { plural } from '@/lib/core/text/plural';
import { ProblemList } from '../../../_client/problem-list';

type Broken = Awaited<ReturnType<typeof readClassroom<typeof ListScenarios>>>['broken'];

/** Lists packs in the installation's folder that cannot be assigned, with all their problems. */
export function BrokenPanel({ broken }: { broken: Broken }) {
  if (broken.length === 0) return null;
  return (
    <Panel
      flush
      title="Packs with problems"
      count={broken.length}
      description="These packs are in this installation's folder and cannot be assigned until their problems are fixed."
    >
      <ul className="divide-y divide-line">
        {broken.map(({ folder, title, problems }) => (
          <li key={folder} className="px-4 py-2">
            <ExpandableSection title={title ?? folder} description={`packs/${folder}: ${plural(problems.length, 'problem')}`}>
              <div className="-mx-4 mt-1">
                <ProblemList problems={problems} />
              </div>
            </ExpandableSection>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
