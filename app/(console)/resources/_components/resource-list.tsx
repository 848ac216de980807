'use client';

import { actOn } from '@/components/console/kit/act';
import { type Column, columnsOf } from '@/components/console/kit/columns';
import { servedListPage } from '@/components/console/kit/list-page';
import { useRead } from '@/components/console/kit/use-read';
import type { AnswerOf } from '@/components/console/kit/use-reads';
import { paths } from '@/lib/console/paths';
import type { ShownKindId } from '@/lib/resources/kind-arns';
import { resourceCountsQuery, resourcesQuery } from '../queries';
import { deletionOf, pageOf } from './acts';
import { ofEachKind } from './kinds';
import type { AnyResourceKind, Overview, Tag } from './kinds/kind';
import { PolicyState, policyWords } from './policy-state';

const TAGS_SHOWN = 2;
const HAS_POLICY = ['No policy', 'Has a policy', 'Public', 'Public, blocked', 'Shared outside'];

const column = columnsOf<Overview>();
const tagText = ({ Key, Value }: Tag) => `${Key}=${Value}`;
const tagsText = (tags: readonly Tag[]) => tags.map(tagText).join(', ');

function Tags({ tags }: { tags: readonly Tag[] }) {
  const more = tags.length - TAGS_SHOWN;
  return (
    <span className="block max-w-72 truncate" title={tags.map(tagText).join('\n')}>
      {tagsText(tags.slice(0, TAGS_SHOWN))}
      {more > 0 ? ` and ${more} more` : ''}
    </span>
  );
}

/** Returns the columns of a kind. @param regions those with resources of the kind, if they are known */
function columnsFor(kind: AnyResourceKind, regions: readonly string[] | undefined): Column<Overview>[] {
  const { one, name } = kind;
  const policy: Column<Overview> = {
    id: 'policy',
    header: 'Policy',
    value: ({ Policy }) => policyWords(Policy ?? null),
    cell: ({ Policy }) => <PolicyState reach={Policy ?? null} />,
    filter: HAS_POLICY,
  };
  return [
    column.name(
      'name',
      name.optional ? `${one.charAt(0).toUpperCase()}${one.slice(1)} ID` : 'Name',
      ({ Name }) => Name,
      ({ Arn }) => paths.resource(kind.id, Arn),
      { mono: name.optional === true, fills: true },
    ),
    column.text('region', 'Region', ({ Region }) => Region, { filter: regions ?? true }),
    ...kind.columns,
    ...(kind.policy ? [policy] : []),
    column.text('tags', 'Tags', ({ Tags: tags }) => tags && tagsText(tags), {
      shown: (_, { Tags: tags }) => <Tags tags={tags ?? []} />,
      filter: true,
      sortable: false,
    }),
    column.time('created', 'Created', ({ Created }) => Created),
    column.text('arn', 'ARN', ({ Arn }) => Arn, { mono: true, filter: true, hidden: true }),
  ];
}

/** The counts of resources by kind, as far as they are known. */
type Counts = { counts: AnswerOf<ReturnType<typeof resourceCountsQuery>> | undefined };

const LISTS = ofEachKind((kind) =>
  servedListPage(({ counts }: Counts) => {
    const { Regions, DeniedRegions: denied = [] } = counts?.Kinds.find(({ Kind }) => Kind === kind.noun) ?? {};
    const hidden =
      Regions && denied.length > 0 ? ` Not shown: those in ${denied.join(', ')}, which you don’t have permission to list.` : '';
    return {
      id: `resources-${kind.id}`,
      title: kind.title,
      one: kind.one,
      many: kind.many,
      query: resourcesQuery(kind),
      description: `${kind.description}${hidden}`,
      columns: columnsFor(kind, Regions ? Object.keys(Regions).sort() : undefined),
      rowId: ({ Arn }) => Arn,
      rowName: ({ Name }) => Name,
      acts: [
        { label: 'View', href: ({ Arn }) => paths.resource(kind.id, Arn) },
        { ...actOn(({ Arn, Region: region }: Overview) => ({ at: pageOf(Arn), region }), deletionOf(kind)), apart: true },
      ],
      create: { label: kind.create, href: () => paths.createResource(kind.id) },
      empty: { description: kind.empty },
    };
  }),
);

/** The resources of one kind in all Regions of the account. */
export function ResourceList({ id }: { id: ShownKindId }) {
  const List = LISTS[id];
  return <List counts={useRead(resourceCountsQuery()).data} />;
}
