import { answerScreen } from '@/lib/console/class-live';

export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }) {
  return answerScreen(request, (await params).id);
}
