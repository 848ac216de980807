import { buttonClass } from '@/components/ui/button';
import { paths } from '@/lib/console/paths';

/** Links to the export files of a class. */
export function ExportLinks({ classId }: { classId: string }) {
  return (
    <>
      <a
        href={paths.classResults(classId)}
        className={buttonClass('normal')}
        title="CSV with one row for each student and assignment"
        download
      >
        Export results
      </a>
      <a
        href={paths.classResults(classId, 'checks')}
        className={buttonClass('normal')}
        title="CSV with one row for each check of each attempt"
        download
      >
        Export checks
      </a>
      <a href={paths.classExport(classId)} className={buttonClass('normal')} download>
        Export all as JSON
      </a>
    </>
  );
}
