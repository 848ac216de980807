import { answerResults } from '@/lib/console/class-live';

export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }) {
  const table = new URL(request.url).searchParams.get('table') === 'checks' ? 'checks' : 'results';
  return answerResults((await params).id, table);
}
