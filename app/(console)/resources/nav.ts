import type { NavArea } from '@/components/console/shell/navigation';
import { paths } from '@/lib/console/paths';
import { SHOWN_KINDS } from '@/lib/resources/kind-arns';

/** The area of resources, by kind. */
export const resourcesArea: NavArea = {
  id: 'resources',
  label: 'Resources',
  href: paths.resources,
  sections: [
    { items: [{ label: 'All resources', href: paths.resources, words: 'things services counts regions' }] },
    {
      title: 'By kind',
      items: SHOWN_KINDS.map(({ id, title, words }) => ({ label: title, href: paths.resourcesOf(id), words })),
    },
    {
      title: 'Account settings',
      items: [
        {
          label: 'EC2 data protection and security',
          href: paths.ec2Settings,
          words:
            'account attributes imds metadata defaults allowed amis serial console snapshots block public access declarative',
        },
        {
          label: 'S3 Block Public Access',
          href: paths.s3Settings,
          words: 'account settings buckets public access block declarative',
        },
      ],
    },
  ],
};
