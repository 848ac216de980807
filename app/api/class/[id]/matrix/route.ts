import { answerMatrix } from '@/lib/console/class-live';

export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }) {
  const assignmentId = new URL(request.url).searchParams.get('assignment') ?? undefined;
  return answerMatrix(request, (await params).id, assignmentId);
}
